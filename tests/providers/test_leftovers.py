"""Two resources of one account in the state: the one that is declared protects it from the removal of the other."""

from __future__ import annotations

ADMIN = {"organization_id": "T3JnOjE=", "user_id": "VXNlcjox", "role": "ADMIN"}


def test_a_person_who_stays_is_not_blocked_under_an_old_name(start, arize, said):
    """The run that took the account over under a new name ended before it forgot the old one."""
    old = start().add(on_destroy="block")
    new = start().add(on_destroy="block", adopt=True)

    run = start()
    run.diff(new, on_destroy="block", adopt=True)
    run.remove(old)

    assert "INVITED" == arize.user("ada@example.com")["status"]
    assert "arize: info: ada@example.com is kept: another resource of this run has the same account." == said()[-1]


def test_a_person_whose_resource_moves_on_is_blocked(start, arize):
    """A resource that gets another address does not protect the account of the old one."""
    old = start().add(on_destroy="block")

    run = start()
    run.diff(old, email="countess@example.com", on_destroy="block")
    run.remove(old)

    assert "INACTIVE" == arize.user("ada@example.com")["status"]


def test_a_refresh_protects_nobody(start, arize):
    """A destroy that refreshes first compares everybody in the same process, and then has to remove them."""
    state = start().add(on_destroy="block")

    run = start()
    seen = run.refresh(state)
    run.person.diff(seen.id, seen.outputs, state.inputs)
    run.remove(seen)

    assert "INACTIVE" == arize.user("ada@example.com")["status"]
