"""`check`: whether the settings work, and what they reach."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.command.account import commands_sources, encrypted_settings
from pulumi_arize_users.command.group import with_findings
from pulumi_arize_users.command.output import Table, format_option, show
from pulumi_arize_users.command.settings_found import NOTE, OK, WARNING, WRONG, Finding, settings_found
from pulumi_arize_users.people.refusals import people
from pulumi_arize_users.providers.account import load_account
from pulumi_arize_users.providers.messages import speak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.output import Format
    from pulumi_arize_users.providers.account import Account

COLUMNS = {"subject": "What", "result": "Result", "sentence": "Seen"}
WRITES = (
    "Whether the key may invite, change, block and set members shows only when it does: nothing but a write tells. It "
    "may if its owner has the account role Admin."
)
UNKNOWN_CALLER = (
    "Not set: nobody knows whose key this is, and a roster that would block an admin asks. Set ARIZE_CALLER_EMAIL to "
    "the address of the key's owner, or to none for a service key."
)

UNREAD_MEMBERSHIPS = (
    "Not configured, so memberships that end elsewhere are not seen. Set ARIZE_VERIFY_MEMBERSHIPS=graphql."
)


@click.command
@format_option
@with_findings
def check(form: Format) -> bool:
    """What the settings are, where they come from, and what the key can see.

    A line for each setting that is set (never the key itself), for each variable or key that is nearly a setting, and
    for everything that was read: nothing is written. Exit code 1 if it cannot work, 3 for warnings.
    """
    speak()
    findings = _findings()
    show(Table(COLUMNS, [finding._asdict() for finding in findings]), form)
    wrong = sum(finding.result == WRONG for finding in findings)
    if wrong:
        message = f"This cannot work: {wrong} {'line says' if wrong == 1 else 'lines say'} what is wrong."
        raise click.ClickException(message)
    return any(finding.result == WARNING for finding in findings)


def _findings() -> list[Finding]:
    sources = commands_sources()
    findings = settings_found(sources, encrypted_settings())
    if any(finding.result == WRONG for finding in findings):
        return [*findings, Finding("account", NOTE, "Not asked: first the settings have to be right.")]
    account = load_account(sources)
    findings.append(Finding("address", OK, account.connection.base_url))
    try:
        account.connection.require_key()
        # Whoever may not list people may do nothing, and neither may a key that is refused.
        everybody = account.directory.users()
    except ArizeError as error:
        return [*findings, Finding("list people", WRONG, str(error))]
    return [*findings, *_seen(account, everybody)]


def _seen(account: Account, everybody: tuple[User, ...]) -> Iterator[Finding]:
    statuses = Counter(user.status or "of no status" for user in everybody)
    counts = ", ".join(f"{count} {status}" for status, count in statuses.most_common())
    yield Finding("list people", OK, f"{people(len(everybody))}: {counts}.")
    yield _caller(account, everybody)
    yield _asked("list organizations", lambda: _number(len(account.directory.organizations()), "organization"))
    yield _asked("list spaces", lambda: _number(len(account.directory.spaces()), "space"))
    yield _graphql(account)
    yield _spelling(account)
    yield Finding("write", NOTE, WRITES)


def _caller(account: Account, everybody: tuple[User, ...]) -> Finding:
    address = account.policy.caller_email
    if address is None:
        return Finding("whose key", NOTE, UNKNOWN_CALLER)
    if not address:
        return Finding("whose key", OK, "A service key, as arize:callerEmail says: nobody's account is behind it.")
    owner = next((user for user in everybody if fold(user.email) == fold(address)), None)
    if owner is None:
        sentence = f"Nobody in the account has the address {address}, so arize:callerEmail protects nobody. Correct it."
        return Finding("whose key", WARNING, sentence)
    sentence = f"{owner.email} ({owner.status}, {owner.role}), as arize:callerEmail says: never blocked."
    return Finding("whose key", OK, sentence)


def _graphql(account: Account) -> Finding:
    subject = "read memberships"
    if not account.is_verified:
        sentence = (
            "Not configured, so memberships that end elsewhere are not seen. Set ARIZE_VERIFY_MEMBERSHIPS=graphql."
        )
        return Finding(subject, NOTE, sentence)
    return _asked(subject, lambda: _members(account))


def _members(account: Account) -> str:
    organizations = account.directory.organizations()
    if not organizations:
        return "Not tried: there is no organization whose members could be read."
    organization = organizations[0]
    members = account.client.organization_member_ids(organization.id)
    return f"{_number(len(members), 'member')} of {organization.name}, read over GraphQL"


def _spelling(account: Account) -> Finding:
    spelling = account.client.spelling
    if spelling is None:
        return Finding("spelling", NOTE, "Not known yet: no reply has shown how the server spells roles and statuses.")
    seen = "as replies show" if account.connection.dialect == "auto" else "as arize:dialect says"
    shown = "ACTIVE, READ_ONLY" if spelling == "upper" else "active, read-only"
    return Finding("spelling", OK, f"{spelling} ({shown}), {seen}.")


def _asked(subject: str, ask: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, OK, f"{ask().rstrip('.')}.")
    except ArizeError as error:
        return Finding(subject, WARNING, str(error))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
