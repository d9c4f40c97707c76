"""What an audit found, as Markdown for the summary of a job: of bounded length, however much was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pulumi_arize_users.api.texts import printable
from pulumi_arize_users.command.auditing.findings import KINDS, MEANING
from pulumi_arize_users.command.output import markdown_cell
from pulumi_arize_users.people.refusals import people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pulumi_arize_users.command.auditing.findings import Finding
    from pulumi_arize_users.command.auditing.gathering import Audit

# A comment on a pull request may have so many characters, and the summary of a job more.
MOST_CHARACTERS: Final = 65_535
_SHOWN: Final = (100, 50, 20, 10, 5, 2, 1, 0)
_LONGEST: Final = 300
_LISTED: Final = 10


def summary(audit: Audit) -> str:
    """The counts, the first findings of each kind, and how many more there are; fewer are shown where they are long."""
    return next(text for text in (_text(audit, shown) for shown in _SHOWN) if len(text) <= MOST_CHARACTERS)


def outcome(audit: Audit) -> str:
    """What was compared and found, in a sentence."""
    found = len(audit.findings)
    what = "nothing was found" if not found else "1 finding" if found == 1 else f"{found} findings"
    where = f"{people(audit.people)} in the account at {audit.base_url}"
    return f"{where}: {audit.managed} managed, {audit.excepted} excepted; {what}."


def _text(audit: Audit, shown: int) -> str:
    lines = ["## Audit of the Arize account", "", _cut(outcome(audit)), ""]
    lines += [f"- {_cut(str(note))}" for note in _first(audit.notes)]
    lines += ["", "| Finding | Count |", "| --- | --- |"] if audit.findings else []
    by_kind = {kind: [finding for finding in audit.findings if finding.kind == kind] for kind in KINDS}
    lines += [f"| {MEANING[kind]} | {len(findings)} |" for kind, findings in by_kind.items() if findings]
    for kind, findings in by_kind.items():
        lines += _section(MEANING[kind], findings, shown) if findings and shown else []
    sources = [f"{source.kind} {source.source} ({people(len(source.people))})" for source in audit.sources]
    lines += ["", "Compared with:", "", *(f"- {_cut(source)}" for source in _first(sources))]
    return "\n".join(lines) + "\n"


def _section(title: str, findings: Sequence[Finding], shown: int) -> Iterator[str]:
    yield from [
        "",
        f"### {title}",
        "",
        "| Person | Role | Status | What | Managed by |",
        "| --- | --- | --- | --- | --- |",
    ]
    for finding in findings[:shown]:
        who = finding.email or finding.user_id or "not known"
        cells = [who, finding.role, finding.status, finding.sentence, ", ".join(finding.managed_by)]
        yield f"| {' | '.join(map(_cut, cells))} |"
    if len(findings) > shown:
        yield from ["", f"… and {len(findings) - shown} more."]


def _first(texts: Sequence[str]) -> Iterable[str]:
    more = [f"… and {len(texts) - _LISTED} more"] if len(texts) > _LISTED else []
    return [*texts[:_LISTED], *more]


def _cut(text: str) -> str:
    # Before it is escaped: half an escape would be markup.
    plain = printable(text)
    return markdown_cell(plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…")
