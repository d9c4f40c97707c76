"""Two accounts in one program, each with a provider of its own and so with a key of its own.

The stack needs `usKey` and `euKey` (secrets). `usUrl` and `euUrl` are set only where an account is at an address of its
own; otherwise the accounts are in Arize's regions.
"""

import pulumi

from pulumi_arize_users import ArizeUser, OrganizationMembership, Roster

settings = pulumi.Config()


def account(name: str, region: str) -> pulumi.ProviderResource:
    """The provider of one account: it has only the settings that it is given here, and none of the stack's.

    Args:
        name: of the account in this program, and in front of its settings.
        region: where Arize keeps it.
    """
    url = settings.get(f"{name}Url")
    place = {"arize:baseUrl": url} if url else {"arize:region": region}
    key = settings.require_secret(f"{name}Key")
    return pulumi.ProviderResource("pulumi-python", name, {"arize:apiKey": key, **place})


def within(provider: pulumi.ProviderResource) -> pulumi.ResourceOptions:
    """In the account of this provider."""
    return pulumi.ResourceOptions(provider=provider)


us = account("us", "us-central-1a")
eu = account("eu", "eu-west-1a")

# The same person in both: two accounts, two ids, two choices of what becomes of her.
ada = ArizeUser(
    "ada-us", email="ada@example.com", name="Ada Lovelace", role="ADMIN", on_destroy="retain", opts=within(us)
)
OrganizationMembership(
    "ada-us-ml",
    # A question asks the account of the stack's own settings, so an id of another account is given.
    organization_id=settings.require("usOrganization"),
    user=ada,
    role="ADMIN",
    opts=within(us),
)
team = Roster(
    "eu-team",
    # A roster finds organizations by name, in the account of its own provider.
    people={
        "ada@example.com": {"name": "Ada Lovelace", "role": "MEMBER", "on_destroy": "retain"},
        "emmy@example.com": {"name": "Emmy Noether", "role": "MEMBER", "on_destroy": "block"},
    },
    defaults={"organizations": {"Research": "MEMBER"}},
    opts=within(eu),
)

pulumi.export("ada", {"us": ada.user_id, "eu": team.user_id("ada@example.com")})
