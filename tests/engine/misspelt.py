"""Programs whose settings a test misspells."""

import pulumi

from pulumi_arize_users import ArizeUser, list_users


def declaring() -> None:
    """Two people."""
    for name in ("ada", "grace"):
        ArizeUser(name, email=f"{name}@example.com", name=name, role="MEMBER")


def asking() -> None:
    """A question, and nothing else."""
    pulumi.export("count", len(list_users()))


def of_a_provider() -> None:
    """A person in the account of a provider whose guards are misspelt."""
    arguments = {"arize:baseUrl": pulumi.Config().require("url"), "arize:apiKey": "k"}
    eu = pulumi.ProviderResource("pulumi-python", "eu", {**arguments, "arize:maxRemoval": 3, "onDestroy": "block"})
    opts = pulumi.ResourceOptions(provider=eu)
    ArizeUser("ada", email="ada@example.com", name="Ada", role="MEMBER", opts=opts)
