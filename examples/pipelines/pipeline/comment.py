"""Puts the changes of a preview into one comment of a pull request or merge request, and updates it the next time.

Usage: comment.py TITLE FILE, in a job of GitHub Actions (GITHUB_TOKEN, PULL_REQUEST) or of GitLab CI (GITLAB_TOKEN).
Only the standard library is used, so that the job that may write comments installs nothing.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

from changes import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PAGE = 100
_SECONDS = 30


class Refused(Exception):
    """The comment could not be written; the text says why, and what to do."""


class Discussion:
    """The comments of one pull request or merge request.

    Args:
        comments: the address at which they are listed and added.
        comment: the address of one of them, with `{}` for its id.
        update: the method that changes one.
        headers: who asks.
    """

    def __init__(self, comments: str, comment: str, update: str, headers: Mapping[str, str]) -> None:
        self._comments = comments
        self._comment = comment
        self._update = update
        self._headers = dict(headers)

    def write(self, marker: str, text: str, author: str) -> str:
        """Update the author's comment that has the marker, or add it; returns what was done."""
        body = {"body": f"{marker}\n{text}"}
        kept = next((each["id"] for each in self._all() if _is_ours(each, marker, author)), None)
        if kept is None:
            self.ask("POST", self._comments, body)
            return "added"
        self.ask(self._update, self._comment.format(kept), body)
        return "updated"

    def ask(self, method: str, address: str, body: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - whatever the service says
        """The answer to one request.

        Raises:
            Refused: it was not answered, or with an error.
        """
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data, self._headers, method=method)  # noqa: S310 - from the job
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(
                f"{method} {address} was refused with {error.code}. May the job's token write comments?"
            ) from None
        except OSError as error:
            raise Refused(f"{method} {address} was not answered: {error}. Run the job again.") from None

    def _all(self) -> Iterator[dict[str, Any]]:
        page = 1
        while found := self.ask("GET", f"{self._comments}?per_page={_PAGE}&page={page}"):
            yield from found
            page += 1


def _is_ours(comment: Mapping[str, Any], marker: str, author: str) -> bool:
    """Anybody can write the marker into a comment, and a token may change what others wrote."""
    writer = comment.get("user") or comment.get("author") or {}
    return author in {writer.get("login"), writer.get("username")} and str(comment["body"]).startswith(marker)


def discussion(environment: Mapping[str, str]) -> tuple[Discussion, str]:
    """Where the comment belongs, and who writes it, by the variables of the job.

    Raises:
        Refused: a variable is missing, or the service does not answer.
    """
    try:
        return _on_gitlab(environment) if "GITLAB_CI" in environment else _on_github(environment)
    except KeyError as missing:
        raise Refused(f"The variable {missing.args[0]} is not set: give it to the job.") from None


def _on_github(environment: Mapping[str, str]) -> tuple[Discussion, str]:
    repository = f"{environment['GITHUB_API_URL']}/repos/{environment['GITHUB_REPOSITORY']}"
    headers = {"Authorization": f"Bearer {environment['GITHUB_TOKEN']}", "Content-Type": "application/json"}
    comments = f"{repository}/issues/{environment['PULL_REQUEST']}/comments"
    return Discussion(comments, f"{repository}/issues/comments/{{}}", "PATCH", headers), "github-actions[bot]"


def _on_gitlab(environment: Mapping[str, str]) -> tuple[Discussion, str]:
    api = environment["CI_API_V4_URL"]
    headers = {"PRIVATE-TOKEN": environment["GITLAB_TOKEN"], "Content-Type": "application/json"}
    request = f"{environment['CI_MERGE_REQUEST_PROJECT_ID']}/merge_requests/{environment['CI_MERGE_REQUEST_IID']}"
    notes = f"{api}/projects/{request}/notes"
    there = Discussion(notes, f"{notes}/{{}}", "PUT", headers)
    return there, str(there.ask("GET", f"{api}/user")["username"])


def main(title: str, file: str) -> None:
    """Write the comment, or end the job with the reason."""
    changes = Path(file).read_text(encoding="utf-8", errors="replace")
    try:
        there, author = discussion(os.environ)
        done = there.write(f"<!-- {title} -->", markdown(title, changes), author)
    except Refused as refused:
        sys.exit(str(refused))
    sys.stdout.write(f"The comment was {done}.\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
