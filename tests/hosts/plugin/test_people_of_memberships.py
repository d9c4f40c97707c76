"""A membership in a program of any language says only its person's id; the plugin knows what is said of that person."""

from __future__ import annotations

import pytest

from tests.hosts.plugin.conftest import plain, secret


@pytest.fixture
def invited(start, person, arize):
    """A run that invites Ada and makes her a member; returns the plugin, and what a membership of hers says."""

    def run(**declared):
        plugin, said = start(), {"email": "ada@example.com", "name": "Ada Lovelace", "role": "MEMBER"} | declared
        inputs = plain(plugin.call("Check", person.check(**said)).inputs)
        created = plugin.call("Create", person.create(**inputs))
        organization = arize.add_organization("ML Platform")
        return plugin, {"organizationId": organization, "userId": created.id, "role": "MEMBER"}

    return run


def test_a_membership_that_is_unchanged_is_not_shown_as_changed(add, start, person, membership, arize):
    """The next run meets the person in a comparison, and says the same."""
    inputs, user_id, outputs = add(onDestroy="retain")
    said = {"organizationId": arize.add_organization("ML"), "userId": user_id, "role": "MEMBER"}
    first, second = start(), start()
    for plugin in (first, second):
        plugin.call("Diff", person.diff(user_id, outputs, inputs, **inputs))

    before = plain(first.call("Check", membership.check(**said)).inputs)
    again = plain(second.call("Check", membership.check(before, **said)).inputs)

    assert {"email": "ada@example.com", "on_destroy": "retain", "adopted": False} == before["__person"]
    assert before == again


def test_a_run_that_does_not_meet_the_person_keeps_what_was_said(start, membership):
    """As with `--target`; of another person nothing is kept."""
    person = {"email": "ada@example.com", "adopted": False}
    olds = {"organizationId": "o1", "userId": "u1", "role": "MEMBER", "__person": person}
    plugin = start()

    kept = plain(plugin.call("Check", membership.check(olds, organizationId="o1", userId="u1", role="MEMBER")).inputs)
    other = plain(plugin.call("Check", membership.check(olds, organizationId="o1", userId="u2", role="MEMBER")).inputs)

    assert person == kept["__person"]
    assert "__person" not in other


def test_a_role_that_does_not_fit_the_account_is_refused_at_preview(invited, membership):
    """An annotator of the account is an annotator everywhere."""
    plugin, said = invited(role="ANNOTATOR")

    failures = plugin.call("Check", membership.check(**said)).failures

    assert ["ANNOTATOR" in failure.reason for failure in failures] == [True]


def test_an_address_that_is_a_secret_is_not_noted(invited, membership):
    """What the engine stores of the membership holds none."""
    plugin, said = invited(email=secret("ada@example.com"))

    inputs = plain(plugin.call("Check", membership.check(**said)).inputs)

    assert {"adopted": False} == inputs["__person"]
