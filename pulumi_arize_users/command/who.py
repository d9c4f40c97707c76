"""Whom somebody means: ids or addresses, on the command line or in a file with a line for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.api.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TextIO

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.providers.account import Account

# Inside a word it belongs to an address.
_COMMENT = re.compile(r"(?:^|\s)#")


def who_arguments(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `WHO…` and `--file`; `named` makes one list of them."""
    file = click.option(
        "--file",
        "listed",
        type=click.File("r", encoding="utf-8"),
        help="A file with an id or address in each line; - is the standard input. # begins a comment.",
    )
    return click.argument("who", nargs=-1)(file(command))


def named(who: Sequence[str], listed: TextIO | None) -> list[str]:
    """Everybody who is named, each once, in the order in which they are.

    Raises:
        click.UsageError: nobody is.
    """
    everybody = list(dict.fromkeys(word for word in map(str.strip, [*who, *_lines(listed)]) if word))
    if not everybody:
        raise click.UsageError("Say who: ids or addresses, or --file with one in each line.")
    return everybody


def found(account: Account, everybody: Sequence[str]) -> Mapping[str, User | None]:
    """Each of these people, looked up in as few requests as possible; None where nobody is seen.

    Args:
        account: whose people.
        everybody: ids or addresses.

    Raises:
        ArizeError: a request failed.
    """
    account.directory.expect(fold(who) if "@" in who else who for who in everybody)
    return {who: _found(account, who) for who in everybody}


def _found(account: Account, who: str) -> User | None:
    return account.directory.user_with_email(who) if "@" in who else account.directory.user(who)


def _lines(listed: TextIO | None) -> Iterator[str]:
    try:
        for line in listed or ():
            # Some programs begin a file with a mark that no address has.
            yield _COMMENT.split(line.removeprefix("\ufeff"), maxsplit=1)[0]
    except UnicodeDecodeError:
        message = "--file is not text in UTF-8. Save it as UTF-8, with an id or address in each line."
        raise click.UsageError(message) from None
