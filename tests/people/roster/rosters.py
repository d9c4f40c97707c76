"""Rosters to read: one as people write it, and any others in any layout."""

import json
from collections.abc import Callable

import yaml
from hypothesis import strategies as st

from pulumi_arize_users.api.characters import hidden_in_name
from pulumi_arize_users.api.vocabulary import fold, is_email
from pulumi_arize_users.people.roster.declaration import read_roster
from pulumi_arize_users.people.roster.document import read_text

EXAMPLE = """\
# yaml-language-server: $schema=./roster.schema.json
defaults: {role: MEMBER, on_destroy: block}
people:
  ada@example.com: {name: Ada Lovelace, role: ADMIN, organizations: {ML Platform: ADMIN}}
  grace@example.com: {name: Grace Hopper, organizations: {ML Platform: MEMBER, Search: READ_ONLY}}
"""

# The keys of a person, in the order in which mistakes list them.
KEYS = (
    "name, role, organizations, spaces, is_developer, invite_mode, on_destroy, adopt, adopt_memberships, on_expired, "
    "reinvite_limit, missing_ok, resend_invitation_trigger, reset_password_trigger"
)
# The head of a file in which nobody needs a role of their own.
MEMBERS = "defaults: {role: MEMBER}\npeople:\n"

characters = st.characters(exclude_categories=["Cs"])
filled = st.text(characters, min_size=1, max_size=20).filter(str.strip)
visible = st.characters(exclude_categories=["Cc", "Cf", "Co", "Cs", "Zl", "Zp"])
names = st.text(visible, min_size=1, max_size=20).filter(lambda name: name.strip() and not hidden_in_name(name))
account_roles = st.sampled_from(["ADMIN", "MEMBER", "MEMBER_UI_ONLY", "custom:R1"])
organization_roles = st.sampled_from(["ADMIN", "MEMBER", "READ_ONLY", "read-only", "member"])
choices = {
    "role": account_roles,
    "organizations": st.dictionaries(filled.map(str.strip), organization_roles, max_size=3),
    "is_developer": st.booleans(),
    "invite_mode": st.sampled_from(["NONE", "EMAIL_LINK", "TEMPORARY_PASSWORD", "none"]),
    "on_destroy": st.sampled_from(["refuse", "block", "retain"]),
    "adopt": st.booleans(),
    "on_expired": st.sampled_from(["warn", "reinvite"]),
}
optional_choices = {key: value for key, value in choices.items() if key != "role"}
people = st.lists(
    st.tuples(
        st.emails().filter(is_email),
        st.fixed_dictionaries({"name": names, "role": account_roles}, optional=optional_choices),
    ),
    max_size=4,
    unique_by=lambda entry: fold(entry[0]),
).map(dict)
rosters = st.fixed_dictionaries(
    {"people": people},
    optional={
        "defaults": st.fixed_dictionaries({}, optional=choices),
        "max_removals": st.integers(0, 99) | st.sampled_from(["10%", "2.5%"]),
        "unmanaged": st.sampled_from(["ignore", "warn", "fail"]),
    },
)

LAYOUTS: dict[str, Callable[[object], str]] = {
    "JSON in one line": json.dumps,
    "JSON with spaces": lambda data: json.dumps(data, indent=2),
    "JSON with tabs": lambda data: "\t" + json.dumps(data, indent="\t") + "\n\t",
    "JSON with a byte order mark": lambda data: "\ufeff" + json.dumps(data),
    "YAML in blocks": lambda data: yaml.safe_dump(data, sort_keys=False),
    "YAML in braces": lambda data: yaml.safe_dump(data, default_flow_style=True),
    "YAML from Windows": lambda data: yaml.safe_dump(data, indent=4).replace("\n", "\r\n"),
}


def shuffled(data, random):
    """The same mapping in another order, on every level."""
    if not isinstance(data, dict):
        return data
    keys = list(data)
    random.shuffle(keys)
    return {key: shuffled(data[key], random) for key in keys}


def judged(text):
    """The declaration of a file's text, and its mistakes as they are shown."""
    return told(read_text(text, "people.yaml"))


def told(document):
    """The declaration of a document, and its mistakes as they are shown."""
    declaration, mistakes = read_roster(document)
    return declaration, [str(mistake) for mistake in mistakes]


def declared(text):
    """The declaration of a text without mistakes."""
    declaration, mistakes = judged(text)
    assert [] == mistakes
    return declaration


def mistakes_in(text):
    """The mistakes of a text that has some."""
    declaration, mistakes = judged(text)
    assert declaration is None
    return mistakes
