"""Where a policy comes from, which source wins, and what is said about settings that cannot be used."""

import pytest

from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.providers.policy_settings import load_policy

ABOUT_REMOVALS = [
    # attribute, configuration key, environment variable, two values, and what these are read as
    ("on_destroy", "onDestroy", "ARIZE_ON_DESTROY", ("refuse", "Block"), ("refuse", "block")),
    ("max_removals", "maxRemovals", "ARIZE_MAX_REMOVALS", ("3", "0"), ("3", "0")),
    ("max_removals", "maxRemovals", "ARIZE_MAX_REMOVALS", ("10%", " 2.5 % "), ("10%", "2.5%")),
    ("max_membership_removals", "maxMembershipRemovals", "ARIZE_MAX_MEMBERSHIP_REMOVALS", ("3", "0"), ("3", "0")),
    ("max_membership_removals", "maxMembershipRemovals", "ARIZE_MAX_MEMBERSHIP_REMOVALS", ("7%", "5"), ("7%", "5")),
]
OTHERS = [
    ("sso", "managedBy", "ARIZE_MANAGED_BY", ("sso", "Arize"), (True, False)),
    ("sso", "managedBy", "ARIZE_MANAGED_BY", ("arize", "SSO"), (False, True)),
    ("unmanaged", "unmanaged", "ARIZE_UNMANAGED", ("Warn", "fail"), ("warn", "fail")),
    (
        "unmanaged",
        "unmanaged",
        "ARIZE_UNMANAGED",
        ("fail except Owner@example.com,*@bots.example.com", "ignore"),
        ("fail except *@bots.example.com, owner@example.com", "ignore"),
    ),
    ("caller_email", "callerEmail", "ARIZE_CALLER_EMAIL", ("a@b.io", " None "), ("a@b.io", "")),
]


def load(config=None, environment=None):
    return load_policy(Sources((config or {}).get, environment or {}))


def test_nothing_set_gives_the_defaults():
    """Nobody is removed or adopted, and nothing is limited."""
    assert Policy() == load()
    assert ("refuse", False, None, None, None, False) == (
        load().on_destroy,
        load().adopt,
        load().max_removals,
        load().max_membership_removals,
        load().caller_email,
        load().sso,
    )


@pytest.mark.parametrize(("attribute", "key", "variable", "given", "read"), [*ABOUT_REMOVALS, *OTHERS])
def test_each_setting_is_read_from_both_sources(attribute, key, variable, given, read):
    """The configuration and the environment take the same values."""
    assert read[0] == getattr(load({key: given[0]}), attribute)
    assert read[1] == getattr(load({}, {variable: given[1]}), attribute)


@pytest.mark.parametrize(("attribute", "key", "variable", "given", "read"), ABOUT_REMOVALS)
def test_the_environment_decides_about_removals(attribute, key, variable, given, read):
    """A destroy runs with the stored configuration, so only the environment can say something new."""
    policy = load({key: given[0]}, {variable: given[1]})

    assert read[1] == getattr(policy, attribute)


@pytest.mark.parametrize(("attribute", "key", "variable", "given", "read"), OTHERS)
def test_configuration_beats_the_environment(attribute, key, variable, given, read):
    """Several accounts in one program each keep their own settings, whatever the environment says."""
    policy = load({key: given[0]}, {variable: given[1]})

    assert read[0] == getattr(policy, attribute)


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_blank_value_is_no_value(blank):
    """An empty variable of a pipeline does not lift the limit that the configuration sets."""
    assert "5" == load({"maxRemovals": "5"}, {"ARIZE_MAX_REMOVALS": blank}).max_removals


@pytest.mark.parametrize(("text", "adopt"), [("true", True), ("True", True), ("false", False)])
def test_adoption_is_chosen_by_configuration_alone(text, adopt):
    """Taking over other people's accounts is never switched on by an environment variable."""
    assert adopt is load({"adopt": text}).adopt
    assert load({}, {"ARIZE_ADOPT": "true"}).adopt is False


def test_a_bad_choice_about_adoption_is_refused():
    """Yes is not true."""
    with pytest.raises(SettingsError, match="arize:adopt is 'yes', but must be one of: true, false"):
        load({"adopt": "yes"})


@pytest.mark.parametrize(
    ("key", "variable", "value", "allowed"),
    [
        ("onDestroy", "ARIZE_ON_DESTROY", "delete", "one of: refuse, block, retain"),
        ("managedBy", "ARIZE_MANAGED_BY", "ldap", "one of: arize, sso"),
        *[
            (key, variable, bad, 'a count such as 5, or a percentage such as "10%".')
            for key, variable in (
                ("maxRemovals", "ARIZE_MAX_REMOVALS"),
                ("maxMembershipRemovals", "ARIZE_MAX_MEMBERSHIP_REMOVALS"),
            )
            for bad in ("-1", "all", "1.5", "101%", "-1%", "5 people", "9" * 5000)
        ],
    ],
)
def test_a_bad_value_is_refused_with_its_source_and_what_is_allowed(key, variable, value, allowed):
    """The error names the place to change, repeats the value, and says what may be there."""
    for config, environment, source in (
        ({key: value}, {}, f"The configuration value arize:{key} "),
        ({}, {variable: value}, f"The environment variable {variable} "),
    ):
        with pytest.raises(SettingsError) as caught:
            load(config, environment)

        assert f"{source}is {value!r}, but must be {allowed}".rstrip(".") == str(caught.value).rstrip(".")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("shout", "is 'shout', but is not a known choice; use one of ignore, warn, fail."),
        ("fail except *", "has the exception '*', which is neither an address nor such as '*@bots.example.com'."),
        ("fail except ada", "has the exception 'ada', which is neither an address nor such as"),
    ],
)
def test_a_rule_for_strangers_that_cannot_be_read_is_refused(value, problem):
    """An exception for everybody, or for nobody, is a mistake."""
    with pytest.raises(SettingsError) as caught:
        load({"unmanaged": value})

    assert str(caught.value).startswith("The configuration value arize:unmanaged is ")
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("email", "problem"),
    [
        ("owner", "'owner' is not an e-mail address such as ada@example.com"),
        ("mailto:owner@example.com", "'mailto:owner@example.com' begins with mailto:"),
        ("owner\u200b@example.com", r"'owner\\u200b@example.com' has an invisible character at position 6, U\+200B"),
    ],
)
def test_a_guarded_address_that_nobody_can_have_is_refused(email, problem):
    """A misspelt guard would guard nobody."""
    with pytest.raises(SettingsError, match=f"^The configuration value arize:callerEmail {problem}"):
        load({"callerEmail": email})
