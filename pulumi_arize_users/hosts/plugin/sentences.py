"""Sentences of the core in the words of programs of every language."""

from __future__ import annotations

import re

from pulumi_arize_users.providers.wire_format import to_wire

# The arguments that sentences name.
SPOKEN = (
    "adopt_memberships",
    "invite_mode",
    "is_developer",
    "max_membership_removals",
    "max_removals",
    "missing_ok",
    "on_destroy",
    "on_expired",
    "organization_id",
    "reinvite_limit",
    "required_admins",
    "resend_invitation_trigger",
    "reset_password_trigger",
    "space_id",
    "user_id",
)
_SPOKEN = re.compile(rf"(?<![\w@.-])({'|'.join(SPOKEN)})(?![\w@.-]*@)\b")
# What a Python program writes for an argument, or for an option of a resource.
_ARGUMENT = re.compile(r"\b(adopt|missing_ok|on_destroy|on_expired|role)=(\"?)(\w+)\2")
_OPTION = re.compile(r"\bignore_changes=\[")
# What only a Python program can write, and the same for all.
_PHRASES = {
    "aliases=[pulumi.Alias(name=…)], after a move pulumi.Alias(parent=…)": "the option aliases, as after a move",
    'with user_id=get_user(email="…").id, or with user=team.person("…") of a roster': "with the id that getUser, or "
    "`users` of a roster, has of them as userId",
    "CustomRole(id=…), written custom:<id> in a file": "custom:<id>",
    # Only the dynamic resources tell the engine which membership comes first.
    "Declare that membership as well.": "Declare that membership as well, before this one, or list it in dependsOn.",
}
_ALSO = re.compile(r" \(\w+: true in a (file|program)\)")
_LITERALS = {"True": "true", "False": "false"}


def in_wire_names(sentence: str) -> str:
    """A sentence of the core as programs of every language need it."""
    for phrase, same in _PHRASES.items():
        sentence = sentence.replace(phrase, same)
    said = _ARGUMENT.sub(lambda found: f"{found[1]}: {_LITERALS.get(found[3], found[3])}", sentence)
    said = (
        _ALSO.sub("", _OPTION.sub("ignoreChanges: [", said))
        .replace("an ArizeUser", "a User")
        .replace("ArizeUser", "User")
    )
    return _SPOKEN.sub(lambda found: to_wire(found[1]), said)
