"""Which organizations a roster means."""

from pulumi_arize_users.people.roster.organizations import (
    Named,
    in_the_same_words,
    names_in,
    new_names,
    resolve,
    taken_names,
)
from pulumi_arize_users.people.scope import ORGANIZATION

VISIBLE = [
    Named(id="O1", name="ML Platform"),
    Named(id="O2", name="Search"),
    Named(id="O3", name="Search"),
    Named(id="O4", name="O1"),
]


def test_an_organization_is_meant_by_id_or_by_name():
    """The id wins: a name that looks like an id changes nothing."""
    ids, mistakes = resolve(ORGANIZATION, ["ML Platform", "O1", "O2"], VISIBLE)

    assert {"ML Platform": "O1", "O1": "O1", "O2": "O2"} == ids
    assert {} == mistakes


def test_an_unknown_name_is_reported_with_similar_ones():
    """A typo is the most probable reason."""
    ids, mistakes = resolve(ORGANIZATION, ["ML Platfrom"], VISIBLE)

    assert {} == ids
    assert mistakes["ML Platfrom"].startswith("There is no organization 'ML Platfrom' in the account")
    assert mistakes["ML Platfrom"].endswith("Did you mean ML Platform?")


def test_a_name_that_means_two_asks_for_the_id():
    """Nobody is added to the wrong one."""
    _ids, mistakes = resolve(ORGANIZATION, ["Search"], VISIBLE)

    assert {"Search": "2 organizations are named 'Search'; write the id of the one you mean."} == mistakes


def test_the_organizations_of_people_are_those_that_are_named():
    """People without any name none."""
    people = {"ada": {"organizations": {"ML": "ADMIN"}}, "alan": {}, "grace": {"organizations": {"Search": "MEMBER"}}}

    assert {"ML", "Search"} == names_in(people, ORGANIZATION)


NAMED = {"ML Platform": "O1", "Research": "O9", "O2": "O2"}
RENAMED = [
    Named(id="O1", name="ML & Data"),
    Named(id="O2", name="Search"),
    Named(id="O5", name="Research"),
]


def test_a_name_that_another_organization_has_now_is_refused_with_both_ids():
    """Whether people stay or move is not guessed; a name that is only renamed, and an id, are no matter."""
    taken = taken_names(ORGANIZATION, {**NAMED, "ML Platform": "O5"}, [*RENAMED, Named(id="O7", name="ML Platform")])

    assert {"ML Platform", "Research"} == taken.keys()
    assert (
        "ML Platform meant the organization O5 so far, which is named Research now; another organization, O7, has the "
        "name. If people are to stay where they are, write O5 in place of the name; if they are to move to the new "
        "one, write O7." == taken["ML Platform"]
    )
    assert taken["Research"].startswith(
        "Research meant the organization O9 so far, which is not seen any more; another"
    )
    assert {} == taken_names(ORGANIZATION, NAMED, RENAMED[:2])


def test_new_names_are_those_of_organizations_that_are_meant_by_name():
    """Who writes an id does not care."""
    assert {"ML Platform": "ML & Data"} == new_names(NAMED, RENAMED)


def test_an_organization_under_another_name_is_the_same():
    """Nobody moves, and nothing is different; a person for whom both are named keeps what was said last."""
    people = {"ada": {"organizations": {"ML & Data": "ADMIN", "Search": "MEMBER"}}, "alan": {}}
    ids = {"ML Platform": "O1", "ML & Data": "O1", "Search": "O2"}

    same = in_the_same_words(ORGANIZATION, people, ids, {"ML Platform"})

    assert {"ada": {"organizations": {"ML Platform": "ADMIN", "Search": "MEMBER"}}, "alan": {}} == same
