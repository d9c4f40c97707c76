"""Accounts that an identity provider creates."""

from pulumi_arize_users.people.identity_provider import is_missing, missing_id, missing_refusal, missing_warning


def test_the_id_of_a_missing_person_does_not_depend_on_letter_case():
    """One person has one id, however the address is written, and it is never taken for Arize's."""
    assert missing_id("Ada@Example.com") == missing_id("ada@example.com")
    assert is_missing(missing_id("ada@example.com"))
    assert not is_missing("VXNlcjoxOmFCY0Q=")


def test_the_refusal_names_the_setting_and_both_ways_on():
    """Whoever reads it can let the person sign in, or go on without them."""
    sentence = missing_refusal("ada@example.com")

    assert sentence.startswith("ada@example.com has no account in Arize, and arize:managedBy is sso")
    assert "missing_ok=True" in sentence


def test_the_warning_says_when_to_look_again():
    """Nothing happens by itself once the person has signed in."""
    assert missing_warning("ada@example.com").endswith("run `pulumi up --refresh`.")
