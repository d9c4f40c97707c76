"""How many removals one run permits, and that somebody who can manage the account remains."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.api.models import User
from tests.providers.conftest import crowd, paths


def block(permits, user_id, role="MEMBER"):
    permits.permit_block(user_id, user_id, role=role)


def refusal_of(permit, *arguments, **named):
    with pytest.raises(Refused) as caught:
        permit(*arguments, **named)
    return str(caught.value)


def permitted_at_once(permit, whom):
    """How many of the permits that were asked for at the same moment were given."""
    start = Barrier(len(whom))

    def is_permitted(one):
        start.wait()
        try:
            permit(one)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(len(whom)) as threads:
        return list(threads.map(is_permitted, whom)).count(True)


# Blocking


def test_without_a_limit_everybody_may_be_blocked(arize, account_with):
    """And nobody is counted or looked at for it."""
    permits = account_with().permits

    for number in range(50):
        block(permits, f"U{number}")

    assert permits.has_blocked("U49")
    assert [] == arize.requests


def test_a_run_blocks_as_many_as_the_limit_allows(arize, account_with):
    """The next one is refused by name, with the setting to raise; a count needs no request."""
    permits = account_with(max_removals="2").permits
    block(permits, "U1")
    block(permits, "U2")

    sentence = refusal_of(permits.permit_block, "ada@example.com", "U3", role="MEMBER")

    assert sentence.startswith("Blocking ada@example.com was not done: this run has already removed 2")
    assert sentence.endswith("or raise arize:maxRemovals (for a destroy: ARIZE_MAX_REMOVALS).")
    assert not permits.has_blocked("U3")
    assert [] == arize.requests


def test_a_limit_of_none_at_all_permits_nobody(account_with):
    """Zero is a limit."""
    assert "removals are not allowed here" in refusal_of(block, account_with(max_removals="0").permits, "U1")


def test_the_same_person_counts_once(account_with):
    """A request that is repeated removes nobody else."""
    permits = account_with(max_removals="2").permits
    block(permits, "U1")
    block(permits, "U1")

    block(permits, "U2")

    assert permits.has_blocked("U2")


def test_only_who_was_permitted_counts_as_blocked(account_with):
    """Somebody else was not."""
    permits = account_with().permits
    block(permits, "U1")

    assert (True, False) == (permits.has_blocked("U1"), permits.has_blocked("U2"))


def test_a_percentage_is_one_of_the_people_there_were_when_the_run_began_to_remove(arize, account_with):
    """Nine people and the owner: a fifth are two, also when the account has shrunk since."""
    people = crowd(arize, 9)
    permits = account_with(max_removals="20%").permits
    block(permits, people[0])
    arize.block_user(people[0])
    block(permits, people[1])
    arize.block_user(people[1])

    assert "has already removed 2" in refusal_of(block, permits, people[2])
    assert ["/v2/users"] == paths(arize)


def test_people_who_are_invited_in_between_do_not_raise_the_limit(account_with):
    """A newcomer does not allow another block."""
    account = account_with(max_removals="100%")
    block(account.permits, "U1")
    for number in range(9):
        account.directory.remember(User(id=f"N{number}", created_at="2026"))

    assert "has already removed 1" in refusal_of(block, account.permits, "U2")


def test_memberships_of_a_roster_do_not_raise_the_limit_of_people(arize, account_with):
    """They count for memberships only."""
    crowd(arize, 9)
    permits = account_with(max_removals="10%").permits
    permits.count_memberships(1000)
    block(permits, "U1")

    assert "has already removed 1" in refusal_of(block, permits, "U2")


# The last admin


def test_the_last_admin_is_not_blocked(arize, account_with):
    """The refusal is not counted: it leaves room for others."""
    permits = account_with(max_removals="1").permits
    (owner,) = arize.users()

    sentence = refusal_of(permits.permit_block, "owner@example.com", owner["id"], role="ADMIN")

    assert sentence.startswith("owner@example.com was not blocked: no other active account with the role ADMIN")
    assert not permits.has_blocked(owner["id"])
    block(permits, "U1")
    assert permits.has_blocked("U1")


def test_an_admin_is_blocked_while_another_remains(arize, account_with):
    """But not the other one after them, although the list still shows both."""
    second = arize.add_user("grace@example.com", role="ADMIN")
    permits = account_with().permits
    owner = arize.users()[0]["id"]
    block(permits, second, role="ADMIN")

    assert "no other active account with the role ADMIN" in refusal_of(block, permits, owner, role="ADMIN")


def test_of_two_admins_who_are_removed_at_once_one_remains(arize, account_with):
    """Each of them would rely on the other."""
    both = [arize.users()[0]["id"], arize.add_user("grace@example.com", role="ADMIN")]
    permits = account_with().permits

    assert 1 == permitted_at_once(lambda user_id: block(permits, user_id, role="ADMIN"), both)


def test_no_more_people_are_blocked_at_once_than_the_limit_allows(arize, account_with):
    """The second one is not judged while the first one's guards are still looking at the account."""
    admins = [arize.add_user(f"admin-{number}@example.com", role="ADMIN") for number in range(2)]
    arize.latency_ms = 50
    permits = account_with(max_removals="1").permits

    assert 1 == permitted_at_once(lambda user_id: block(permits, user_id, role="ADMIN"), admins)


# Ending memberships


def test_a_run_ends_as_many_memberships_as_the_limit_allows(arize, account_with):
    """The next one is refused with what would have been done, and with the setting to raise."""
    permits = account_with(max_membership_removals="1").permits
    permits.permit_end("Removing ada from the organization ML")

    sentence = refusal_of(permits.permit_end, "Removing alan from the organization ML")

    assert sentence.startswith("Removing alan from the organization ML was not done: this run has already removed 1")
    assert sentence.endswith("or raise arize:maxMembershipRemovals (for a destroy: ARIZE_MAX_MEMBERSHIP_REMOVALS).")
    assert [] == arize.requests


def test_people_and_memberships_are_counted_separately(account_with):
    """Each has a limit of its own."""
    permits = account_with(max_removals="1", max_membership_removals="1").permits
    block(permits, "U1")

    permits.permit_end("Removing ada from the organization ML")

    assert "has already removed 1" in refusal_of(block, permits, "U2")
    assert "has already removed 1" in refusal_of(permits.permit_end, "Removing alan")


def test_memberships_without_a_limit_may_all_end(account_with):
    """The limit of people says nothing about them."""
    permits = account_with(max_removals="0").permits

    for number in range(50):
        permits.permit_end(f"Removing U{number}")


def test_a_percentage_of_memberships_is_one_of_the_people_at_least(arize, account_with):
    """A run without a roster knows no better number: ten people, of whom a fifth are two."""
    crowd(arize, 9)
    permits = account_with(max_membership_removals="20%").permits
    permits.permit_end("Removing ada")
    permits.permit_end("Removing alan")

    assert "has already removed 2" in refusal_of(permits.permit_end, "Removing mary")
    assert ["/v2/users"] == paths(arize)


def test_a_percentage_of_memberships_is_one_of_the_largest_rosters(account_with):
    """Each roster has already judged it for itself; the order in which they come does not matter."""
    permits = account_with(max_membership_removals="10%").permits
    for memberships in (10, 30, 20):
        permits.count_memberships(memberships)
    for number in range(3):
        permits.permit_end(f"Removing U{number}")

    assert "has already removed 3" in refusal_of(permits.permit_end, "Removing mary")


@pytest.mark.usefixtures("eager_threads")
def test_no_more_memberships_end_at_once_than_the_limit_allows(account_with):
    """Each is counted before the next one is judged."""
    for _ in range(100):
        permits = account_with(max_membership_removals="1").permits

        assert 1 == permitted_at_once(permits.permit_end, [f"Removing U{number}" for number in range(8)])
