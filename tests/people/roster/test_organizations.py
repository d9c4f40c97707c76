"""Which organizations a roster means."""

from pulumi_arize_users.api.models import Organization
from pulumi_arize_users.people.roster.organizations import organizations_of, resolve_organizations

VISIBLE = [
    Organization(id="O1", name="ML Platform"),
    Organization(id="O2", name="Search"),
    Organization(id="O3", name="Search"),
    Organization(id="O4", name="O1"),
]


def test_an_organization_is_meant_by_id_or_by_name():
    """The id wins: a name that looks like an id changes nothing."""
    ids, mistakes = resolve_organizations(["ML Platform", "O1", "O2"], VISIBLE)

    assert {"ML Platform": "O1", "O1": "O1", "O2": "O2"} == ids
    assert {} == mistakes


def test_an_unknown_name_is_reported_with_similar_ones():
    """A typo is the most probable reason."""
    ids, mistakes = resolve_organizations(["ML Platfrom"], VISIBLE)

    assert {} == ids
    assert mistakes["ML Platfrom"].startswith("There is no organization 'ML Platfrom' in the account")
    assert mistakes["ML Platfrom"].endswith("Did you mean ML Platform?")


def test_a_name_that_means_two_asks_for_the_id():
    """Nobody is added to the wrong one."""
    _ids, mistakes = resolve_organizations(["Search"], VISIBLE)

    assert {"Search": "2 organizations are named 'Search'; write the id of the one you mean."} == mistakes


def test_the_organizations_of_people_are_those_that_are_named():
    """People without any name none."""
    people = {"ada": {"organizations": {"ML": "ADMIN"}}, "alan": {}, "grace": {"organizations": {"Search": "MEMBER"}}}

    assert {"ML", "Search"} == organizations_of(people)
