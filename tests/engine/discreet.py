"""A program with secrets: an address that only the configuration knows, and a person with a temporary password."""

from typing import Literal, cast

import pulumi

from pulumi_arize_users import ArizeUser


def declared() -> None:
    """Declare two people; the configuration says what they are called and what becomes of them."""
    config = pulumi.Config()
    name, on_destroy = config.require("name"), cast("Literal['block'] | None", config.get("onDestroy"))
    ArizeUser("hidden", email=config.require_secret("address"), name=name, role="MEMBER", on_destroy=on_destroy)
    grace = ArizeUser(
        "grace",
        email="grace@example.com",
        name=name,
        role="MEMBER",
        invite_mode="TEMPORARY_PASSWORD",
        on_destroy=on_destroy,
    )
    pulumi.export("password", grace.temporary_password)
