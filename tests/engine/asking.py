"""Programs that ask about an account: the stack's own, or that of a provider they declare."""

import pulumi

from pulumi_arize_users import (
    ArizeUser,
    OrganizationMembership,
    find_user,
    find_user_output,
    find_users_output,
    get_organization,
    get_organization_output,
    get_user,
    get_user_output,
    list_organizations,
    list_organizations_output,
    list_users,
    list_users_output,
)


def wired() -> None:
    """What was asked is wired to what is declared."""
    ml = get_organization(name="ML Platform")
    ada = ArizeUser("ada", email="ada@example.com", name="Ada", role="MEMBER")
    OrganizationMembership("ada-ml", organization_id=ml.id, user=ada, role="ADMIN")
    pulumi.export("owner", get_user(email="owner@example.com").id)
    pulumi.export("ml", get_organization_output(name="ML Platform").id)


def deciding() -> None:
    """Who is there decides what is declared."""
    if not find_user(email="ada@example.com"):
        ArizeUser("ada", email="ada@example.com", name="Ada", role="MEMBER")


def counting() -> None:
    """How many there are is asked at once."""
    pulumi.export("count", len(list_users()))


def everything_later() -> None:
    """Each question, with outputs as arguments, after a person who is declared in the same run."""
    ada = ArizeUser("ada", email="ada@example.com", name="Ada", role="MEMBER")
    opts = pulumi.InvokeOutputOptions(depends_on=[ada])
    several = find_users_output([ada.email], opts=opts)
    asked = {
        "user": get_user_output(email=ada.email, opts=opts).name,
        "nobody": find_user_output(email=pulumi.Output.concat("nobody@", "example.com"), opts=opts).apply(str),
        "several": several.apply(lambda found: [user and user.id for user in found.values()]),
        "listed": list_users_output(email="ada", status=["invited"], opts=opts).apply(len),
        "organization": get_organization_output(name="ML Platform", opts=opts).name,
        "organizations": list_organizations_output(opts=opts).apply(len),
    }
    for name, answer in asked.items():
        pulumi.export(name, answer)


def lost() -> None:
    """An address that nobody has, asked for as an output."""
    pulumi.export("who", get_user_output(email="owne@example.com").id)


class Team(pulumi.ComponentResource):
    """A parent whose children have its provider."""

    def __init__(self, eu: pulumi.ProviderResource) -> None:
        super().__init__("test:index:Team", "team", None, pulumi.ResourceOptions(providers=[eu]))


def of_two_accounts() -> None:
    """The stack's account, and another one, by its provider and by a parent with that provider."""
    settings = pulumi.Config()
    url, key = settings.require("other-url"), settings.require_secret("other-key")
    other = pulumi.ProviderResource(
        "pulumi-python", "other", {"arize:baseUrl": url, "arize:apiKey": key, "arize:maxRetries": 0}
    )
    there, by_parent = pulumi.InvokeOptions(provider=other), pulumi.InvokeOptions(parent=Team(other))
    pulumi.export("here", [user.email for user in list_users()])
    pulumi.export("there", [user.email for user in list_users(opts=there)])
    pulumi.export("by parent", [organization.name for organization in list_organizations(opts=by_parent)])
    later = list_users_output(opts=pulumi.InvokeOutputOptions(provider=other))
    pulumi.export("later", later.apply(lambda users: [user.email for user in users]))
