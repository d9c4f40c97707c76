"""Spaces as a program asks for them, by the names that a roster uses."""

from __future__ import annotations

import asyncio

import pulumi
import pytest

from pulumi_arize_users import ProgramError, get_space, get_space_output, list_spaces, list_spaces_output
from pulumi_arize_users.simulator import Simulator


@pytest.fixture
def arize(monkeypatch):
    """An account that the program of this test finds through the environment."""
    with Simulator(api_key="k") as simulator:
        monkeypatch.setenv("ARIZE_BASE_URL", simulator.url)
        monkeypatch.setenv("ARIZE_API_KEY", "k")
        pulumi.runtime.configure(pulumi.runtime.Settings("team", "test"))
        yield simulator


@pytest.fixture
def spaces(arize):
    """The ids of three spaces, two of which have the same name in different organizations."""
    ml, search = arize.add_organization("ML Platform"), arize.add_organization("Search")
    return [arize.add_space(ml, "Fraud"), arize.add_space(ml, "Churn"), arize.add_space(search, "Fraud")]


@pytest.mark.parametrize("given", ["id", "name"])
def test_a_space_is_found_by_id_or_by_the_name_of_its_organization_and_its_own(spaces, given):
    """The own name alone may be that of several."""
    found = get_space(id=spaces[2]) if given == "id" else get_space(name="Search/Fraud")

    assert (spaces[2], "Fraud") == (found.id, found.name)


def test_a_space_that_does_not_exist_is_reported_with_near_misses(spaces):
    """And with the form of a name, where nothing is near."""
    assert spaces
    with pytest.raises(
        ProgramError, match=r"^There is no space 'ML Platform/Frauds' .* Did you mean ML Platform/Fraud\?"
    ):
        get_space(name="ML Platform/Frauds")
    with pytest.raises(ProgramError, match=r"A space is written organization/space, or as its id\.$"):
        get_space(name="Fraud")


def test_a_name_that_two_spaces_have_is_refused(arize, spaces):
    """The id tells them apart."""
    assert spaces
    arize.add_space(arize.add_organization("Search"), "Fraud")

    with pytest.raises(ProgramError, match=r"^2 spaces are named 'Search/Fraud'; write the id of the one you mean\.$"):
        get_space(name="Search/Fraud")


def test_spaces_are_listed_of_one_organization_or_of_all(spaces):
    """Listed once, whatever is asked."""
    organization = get_space(id=spaces[0]).organization_id

    assert spaces == [space.id for space in list_spaces()]
    assert spaces[:2] == [space.id for space in list_spaces(organization_id=organization)]


def test_a_space_needs_exactly_one_key(arize):
    """Two keys could mean two spaces."""
    with pytest.raises(ProgramError, match=r"^get_space needs exactly one of id= and name=\.$"):
        get_space(id="S1", name="ML/Fraud")

    assert [] == arize.requests


def test_spaces_are_answered_as_outputs(spaces):
    """The arguments may be outputs."""

    async def wait():
        pulumi.runtime.configure(pulumi.runtime.Settings("team", "test"))
        one = await get_space_output(name=pulumi.Output.from_input("Search/Fraud")).future()
        return one, await list_spaces_output().future()

    one, everything = asyncio.run(wait())

    assert spaces[2] == one.id
    assert spaces == [space.id for space in everything]


def test_a_preview_without_a_key_does_not_know_spaces(monkeypatch):
    """It goes on: what was asked for is known, the rest is not."""
    monkeypatch.delenv("ARIZE_API_KEY", raising=False)

    async def wait():
        pulumi.runtime.configure(pulumi.runtime.Settings("team", "test", dry_run=True))
        return get_space(name="ML/Fraud").id

    assert isinstance(asyncio.run(wait()), pulumi.Output)
