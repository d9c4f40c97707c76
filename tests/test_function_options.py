"""Whose account a program asks, and what it can do with an answer that is not known yet."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pulumi
import pytest

from pulumi_arize_users import (
    ProgramError,
    find_user_output,
    find_users,
    get_organization,
    get_organization_output,
    get_user,
    get_user_output,
    list_users,
)
from pulumi_arize_users.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def account(monkeypatch) -> Iterator[Simulator]:
    """An account that the program of this test finds through the environment."""
    with Simulator(api_key="k") as simulator:
        monkeypatch.setenv("ARIZE_BASE_URL", simulator.url)
        monkeypatch.setenv("ARIZE_API_KEY", "k")
        pulumi.runtime.configure(pulumi.runtime.Settings("team", "test"))
        yield simulator


@pytest.mark.parametrize(
    ("opts", "sentence"),
    [
        (pulumi.ResourceOptions(), r"get_user takes opts=pulumi\.InvokeOptions\(…\), not ResourceOptions\."),
        (pulumi.InvokeOptions(version="1.2.3"), "get_user cannot honour version and plugin_download_url: "),
        (pulumi.InvokeOptions(plugin_download_url="https://a.io"), "get_user cannot honour version and plugin_downlo"),
        (
            pulumi.InvokeOutputOptions(depends_on=[cast("pulumi.Resource", "a person")]),
            "get_user answers at once, and cannot wait for depends_on: use get_user_output",
        ),
    ],
)
def test_an_option_that_cannot_be_honoured_is_refused(account, opts, sentence):
    """Rather than ignored: a program would wait for nothing, or ask another account than it says."""
    with pytest.raises(ProgramError, match=f"^{sentence}"):
        get_user(email="owner@example.com", opts=opts)

    assert [] == account.requests


def test_the_provider_of_another_package_is_refused(account):
    """It has no settings of ours, and the stack's own account would be asked."""

    class Elsewhere:
        """Stands for the provider of another package."""

        package = "aws"

    with pytest.raises(ProgramError, match=r"^get_user_output cannot ask by the provider of another package\. An acc"):
        get_user_output(
            email="owner@example.com", opts=pulumi.InvokeOptions(provider=cast("pulumi.ProviderResource", Elsewhere()))
        )

    assert [] == account.requests


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (get_user_output, r"get_user_output needs exactly one of id= and email=\."),
        (find_user_output, r"find_user_output needs exactly one of id= and email=\."),
        (get_organization_output, r"get_organization_output needs exactly one of id= and name=\."),
    ],
)
def test_an_output_needs_exactly_one_key(ask, sentence):
    """Known or not, a key is given or missing when the program asks."""
    with pytest.raises(ProgramError, match=f"^{sentence}$"):
        ask()


def test_a_preview_without_a_key_answers_with_outputs(account, monkeypatch):
    """What is given is known, everything else can be passed on; the list refuses to be looked into."""
    monkeypatch.delenv("ARIZE_API_KEY")
    pulumi.runtime.configure(pulumi.runtime.Settings("team", "test", dry_run=True))

    async def ask():
        return (
            get_user(email="ada@example.com"),
            get_organization(name="ML"),
            list_users(),
            find_users(["ada@example.com"]),
        )

    user, organization, everybody, found = asyncio.run(ask())

    assert ("ada@example.com", "ML") == (user.email, organization.name)
    assert all(isinstance(value, pulumi.Output) for value in (user.id, user.status, organization.id))
    for decide in (len, bool, list, lambda answer: "ada" in answer, lambda answer: answer[0]):
        with pytest.raises(ProgramError, match=r"^The program decides by what list_users answers, and this preview"):
            decide(everybody)
    with pytest.raises(ProgramError, match=r"^The program decides by what find_users answers, "):
        bool(found["ada@example.com"])
    assert [] == account.requests


class Provider(pulumi.ProviderResource):
    """A provider of the program as the SDK leaves it, whose key another resource has still to make."""

    def __init__(self, **settings: object) -> None:
        self.package = "pulumi-python"
        for key, value in {"apiKey": pulumi.UNKNOWN, **settings}.items():
            self.__dict__[f"arize:{key}"] = pulumi.Output.from_input(value)


@pytest.mark.parametrize("settings", [{}, {"requireLookup": True}], ids=["usually", "where it has to look"])
def test_a_provider_whose_settings_are_not_known_is_not_asked(account, settings):
    """Neither is the stack's own account instead; a preview that has to look fails."""
    pulumi.runtime.configure(pulumi.runtime.Settings("team", "test", dry_run=True))

    async def ask():
        return get_user(email="owner@example.com", opts=pulumi.InvokeOptions(provider=Provider(**settings)))

    if settings:
        with pytest.raises(ProgramError, match=r"its provider are not known yet, and arize:requireLookup is set\.$"):
            asyncio.run(ask())
    else:
        assert isinstance(asyncio.run(ask()).id, pulumi.Output)
    assert [] == account.requests
