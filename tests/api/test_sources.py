"""The two places a setting can come from, and how each is read."""

import pytest

from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Found, Sources


def said(config, environment=None):
    """Sources that say this."""
    return Sources(config.get, environment or {})


BOTH = said({"maxRetries": " 1 "}, {"ARIZE_MAX_RETRIES": "2"})


def test_configuration_is_asked_before_the_environment():
    """Unless the setting is one for which the environment wins."""
    found = BOTH.find("maxRetries", "ARIZE_MAX_RETRIES")
    turned = BOTH.find("maxRetries", "ARIZE_MAX_RETRIES", environment_first=True)

    assert Found("1", "The configuration value arize:maxRetries") == found
    assert Found("2", "The environment variable ARIZE_MAX_RETRIES") == turned
    assert 1 == BOTH.number("maxRetries", int, 0, 9)


def test_what_nobody_said_is_empty():
    """Every way of reading then answers that there is nothing."""
    nothing = said({})

    assert Found("", "Nowhere") == nothing.find("a", "ARIZE_A")
    assert nothing.choice("a", "ARIZE_A", ("x",)) is None
    assert nothing.number("a", int, 0, 1) is None
    assert nothing.existing_file("a", "ARIZE_A") is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("9", 9), (" 5\n", 5)])
def test_both_ends_of_a_range_belong_to_it(text, number):
    """The error would say "from 0 to 9"."""
    assert number == said({"a": text}).number("a", int, 0, 9)


@pytest.mark.parametrize("text", ["-1", "10", "5.0", "five", "nan", "9" * 5000])
def test_a_number_outside_is_refused(text):
    """Whatever it is instead."""
    with pytest.raises(SettingsError, match="must be a whole number from 0 to 9"):
        said({"a": text}).number("a", int, 0, 9)


def test_a_file_has_to_be_there(tmp_path):
    """A folder, or nothing, is not enough."""
    file = tmp_path / "bundle.pem"
    file.touch()

    assert str(file) == said({"a": str(file)}).existing_file("a", "ARIZE_A")
    for path in (tmp_path, tmp_path / "missing.pem"):
        with pytest.raises(SettingsError) as caught:
            said({}, {"ARIZE_A": str(path)}).existing_file("a", "ARIZE_A")
        assert f"The environment variable ARIZE_A names {str(path)!r}, which is not a file." == str(caught.value)


def test_an_error_about_a_setting_begins_with_its_source():
    """And ends with what is wrong."""
    assert "The test is odd." == str(Found("7", "The test").refuse("is odd"))


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (3.0, "3"), (2.5, "2.5"), (True, "true"), (False, "false"), (None, ""), (" a ", "a")]
)
def test_a_provider_of_a_program_may_have_values_that_are_no_text(value, text):
    """They are read as the command line would have them; nought and no are said, not left out."""
    assert text == Sources({"a": value}.get, {}).find("a", "ARIZE_A").value
