"""Whether somebody who is not seen is really gone, or this is only another account."""

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE
from pulumi_arize_users.providers.presence import WAY_ON, WrongAccount, none_is_here
from tests.providers.conftest import crowd, gone, paths


def refusal_of(judge, *arguments):
    with pytest.raises(WrongAccount) as caught:
        judge(*arguments)

    assert isinstance(caught.value, Refused)
    return str(caught.value)


@pytest.fixture
def account(account_with):
    return account_with()


@pytest.fixture
def presence(account):
    return account.presence


# What a record says of its account


def test_a_record_names_the_account_and_three_others_who_were_seen(arize, account):
    """Only what the run has seen anyway, and the person is no witness of themselves."""
    crowd(arize, 9)
    seen = [user.id for user in account.directory.users()]
    arize.clear_requests()

    assert f"{arize.url} {' '.join(seen[:3])}" == account.presence.identity("U0")
    assert f"{arize.url} {' '.join([seen[0], *seen[2:4]])}" == account.presence.identity(seen[1])
    assert [] == arize.requests


def test_a_record_names_only_the_account_before_anybody_was_seen(arize, presence):
    """No request is sent just to name witnesses."""
    assert arize.url == presence.identity("U1")
    assert [] == arize.requests


def test_a_record_with_witnesses_is_kept(arize, account):
    """A state that does not change is not written."""
    account.directory.users()
    recorded = f"{arize.url} U7"

    assert recorded == account.presence.identity("U1", recorded)


def test_a_record_without_witnesses_gets_some_once_somebody_is_seen(arize, account):
    """Until then it is kept."""
    before = account.presence.identity("U1", arize.url)
    (owner,) = account.directory.users()

    assert arize.url == before
    assert f"{arize.url} {owner.id}" == account.presence.identity("U1", arize.url)


def test_a_record_of_another_address_is_written_again(arize, account):
    """The account may have moved; whoever was seen in it was seen here."""
    (owner,) = account.directory.users()

    assert f"{arize.url} {owner.id}" == account.presence.identity("U1", "https://elsewhere.example U7")


# Whether a person is gone


def test_a_person_is_gone_when_a_witness_is_seen(arize, presence):
    """This is the account that they were in."""
    (witness,) = crowd(arize, 1)

    presence.require_person_gone("ada", "U1", f"{arize.url} {witness}")

    assert paths(arize)


def test_a_person_is_gone_when_somebody_else_of_the_stack_is_seen(arize, account):
    """A record from before there were witnesses is judged by the others of this run."""
    (other,) = crowd(arize, 1)
    account.run.remember(other)

    account.presence.require_person_gone("ada", "U1", "")

    assert paths(arize)


def test_a_person_may_be_gone_where_there_is_nobody_else_to_ask_for(arize, account):
    """The person alone proves nothing, and nothing forbids it; no request is sent."""
    account.run.remember("U1")

    account.presence.require_person_gone("ada", "U1", arize.url)

    assert [] == arize.requests


def test_a_person_is_not_gone_when_nobody_else_is_seen_either(arize, account):
    """Witnesses and people of the stack are counted, each once."""
    ada, managed, both, witness = gone(arize, 4)
    for user_id in (ada, managed, both):
        account.run.remember(user_id)

    sentence = refusal_of(account.presence.require_person_gone, "ada", ada, f"{arize.url} {both} {witness}")

    assert sentence.startswith(f"ada is not seen. None of 4 recorded people is in the account at {arize.url} that ")
    assert sentence.endswith(f"belongs to; is it the right one? {WAY_ON}")


def test_the_person_does_not_witness_their_own_absence(arize, account):
    """Somebody who is seen again is not the proof that they are gone."""
    (ada,), (other,) = crowd(arize, 1), gone(arize, 1)
    account.run.remember(ada)

    sentence = refusal_of(account.presence.require_person_gone, "ada", ada, f"{arize.url} {other}")

    assert "None of 2 recorded people" in sentence


def test_witnesses_are_asked_for_before_the_others(arize, account):
    """They are the ones who were seen in that very account."""
    (witness,), others = crowd(arize, 1), gone(arize, 9)
    for user_id in others:
        account.run.remember(user_id)

    account.presence.require_person_gone("ada", "U1", f"{arize.url} {witness}")

    assert {f"/v2/users/{user_id}" for user_id in others}.isdisjoint(paths(arize))


def test_those_who_were_seen_already_are_asked_for_before_the_others(arize, account):
    """They prove it without a request."""
    others, (seen,) = gone(arize, 9), crowd(arize, 1)
    account.directory.users()
    arize.clear_requests()
    for user_id in (*others, seen):
        account.run.remember(user_id)

    account.presence.require_person_gone("ada", "U1", "")

    assert [] == arize.requests


def test_at_most_six_others_are_asked_for(arize, account):
    """A stack of thousands in the wrong account does not ask for each of them; all of them are counted."""
    ada, *others = sorted(gone(arize, 40))
    for user_id in (ada, *others):
        account.run.remember(user_id)

    sentence = refusal_of(account.presence.require_person_gone, "ada", ada, "")

    assert "None of 40 recorded people" in sentence
    assert [f"/v2/users/{user_id}" for user_id in others[:6]] == [path for path in paths(arize) if path != "/v2/users"]


def test_one_proof_is_enough_for_the_whole_run(arize, presence):
    """The account does not change while a run works on it."""
    (witness,), (other,) = crowd(arize, 1), gone(arize, 1)
    presence.require_person_gone("ada", "U1", f"{arize.url} {witness}")
    arize.clear_requests()

    presence.require_person_gone("alan", "U2", f"{arize.url} {other}")

    assert [] == arize.requests


def test_a_write_that_succeeded_is_a_proof(arize, presence):
    """Nobody has to be asked for."""
    (other,) = gone(arize, 1)
    presence.prove()

    presence.require_person_gone("ada", "U1", f"{arize.url} {other}")
    presence.require_removal_proof("ada", "U1", f"{arize.url} {other}")

    assert [] == arize.requests


def test_a_refusal_is_no_proof(arize, presence):
    """The next person is refused as well."""
    (other,) = gone(arize, 1)

    for who in ("ada", "alan"):
        sentence = refusal_of(presence.require_person_gone, who, "U1", f"{arize.url} {other}")
        assert sentence.startswith(f"{who} is not seen.")


# Whether a removal that met nobody is done


def test_the_way_on_is_to_check_the_settings_or_to_forget_the_people():
    """In each of these refusals."""
    assert (
        "Check arize:baseUrl, arize:region and the API key. If they are really gone, remove them from the stack with "
        "`pulumi state delete`, which does not ask Arize."
    ) == WAY_ON


def test_a_removal_that_met_nobody_is_done_when_somebody_else_is_seen(arize, presence):
    """As for somebody who is only read."""
    (witness,) = crowd(arize, 1)

    presence.require_removal_proof("ada", "U1", f"{arize.url} {witness}")

    assert paths(arize)


def test_a_removal_that_met_nobody_is_not_done_when_others_are_missing_too(arize, presence):
    """As for somebody who is only read."""
    (other,) = gone(arize, 1)

    sentence = refusal_of(presence.require_removal_proof, "ada", "U1", f"{arize.url} {other}")

    assert sentence.startswith("ada is not seen.")


def test_a_removal_that_met_nobody_is_not_done_without_any_proof(arize, presence):
    """Stricter than a read: otherwise a person would be forgotten without any request about others."""
    sentence = refusal_of(presence.require_removal_proof, "ada", "U1", arize.url)

    assert sentence.startswith("Arize does not know ada, and nobody else whom this stack knows is in the account at ")
    assert sentence.endswith(f"at {arize.url}, so nothing proves that this is the right account. {WAY_ON}")


# People of a roster


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_people_prove_nothing(arize, presence, count):
    """One who is gone is simply gone, and no request is sent."""
    presence.require_people(["U1", "U2"][:count])

    assert [] == arize.requests


def test_people_may_be_gone_while_one_of_them_is_seen(arize, presence):
    """Whoever that is."""
    others, (last,) = gone(arize, 2), crowd(arize, 1)

    presence.require_people([*others, last])

    assert paths(arize)


def test_people_are_not_gone_all_at_once(arize, presence):
    """Two are enough to see another account in it."""
    sentence = refusal_of(presence.require_people, gone(arize, 2))

    assert sentence.startswith(f"None of 2 recorded people is in the account at {arize.url} that this API key belongs")
    assert none_is_here(2, arize.url) == sentence
    assert none_is_here(1, arize.url).startswith("None of 1 recorded person is in the account at ")


# Organizations


def test_an_organization_is_gone_while_all_others_are_seen(presence):
    """Those that the stack remembers, among them its own id, or any others where it remembers none."""
    others = ["O1", "O2"]

    for remembered in (others, [*others, "O9"], []):
        presence.require_gone(ORGANIZATION, "O9", others, remembered)


def test_an_organization_is_not_gone_when_another_one_is_missing_too(arize, presence):
    """All that are missing are counted, also beside some that are seen."""
    sentence = refusal_of(presence.require_gone, ORGANIZATION, "O9", ["O1"], ["O1", "O8", "O7", "O9"])

    assert sentence.startswith(
        f"3 organizations that this stack remembers cannot be seen at {arize.url} with this API key, O9 among them."
    )
    assert sentence.endswith(f"Has the key lost the right to see them, or is it another account's? {WAY_ON}")


def test_a_space_is_not_gone_where_none_is_seen(presence):
    """The key may have lost the right to see any."""
    assert refusal_of(presence.require_gone, SPACE, "O9", [], []).startswith("1 space that this stack remember")


def test_an_organization_that_is_seen_is_no_proof_of_its_own_absence(presence):
    """It takes another one."""
    assert refusal_of(presence.require_gone, ORGANIZATION, "O1", ["O1"], []).startswith("1 organization that")
