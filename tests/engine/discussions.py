"""The comments of a pull request on GitHub or of a merge request on GitLab, as their services keep them."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_CHARACTERS = 65_536


class Discussion:
    """Serves comments until it is closed.

    Attributes:
        comments: what is kept, oldest first.
        refuses: a status with which every change is refused; None if they are accepted.
        seen: the headers of the requests.
    """

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.refuses: int | None = None
        self.seen: list[Mapping[str, str]] = []
        handler = type("Handler", (_Handler,), {"discussion": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def add(self, author: str, body: str) -> None:
        """Keep a comment of this author, under the keys of either service."""
        writer = {"login": author, "username": author}
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": writer, "author": writer})

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    discussion: Discussion

    def do_GET(self) -> None:
        self.discussion.seen.append(dict(self.headers))
        parts = urlsplit(self.path)
        if parts.path.endswith("/user"):
            return self._answer(200, {"username": "people-bot"})
        page, size = (int(parse_qs(parts.query)[key][0]) for key in ("page", "per_page"))
        return self._answer(200, self.discussion.comments[(page - 1) * size : page * size])

    def do_POST(self) -> None:
        body = self._body()
        if body is not None:
            author = (
                "people-bot" if "PRIVATE-TOKEN" in {name.upper() for name in self.headers} else "github-actions[bot]"
            )
            self.discussion.add(author, body)
            self._answer(201, self.discussion.comments[-1])

    def do_PATCH(self) -> None:
        body = self._body()
        if body is not None:
            kept = self.discussion.comments[int(self.path.rpartition("/")[2]) - 1]
            kept["body"] = body
            self._answer(200, kept)

    do_PUT = do_PATCH  # noqa: N815 - the library calls it so

    def log_message(self, *_: object) -> None:
        """Say nothing: the output of a test is its own."""

    def _body(self) -> str | None:
        self.discussion.seen.append(dict(self.headers))
        body = str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])
        refused = self.discussion.refuses or (422 if len(body) > MOST_CHARACTERS else None)
        if refused is None:
            return body
        self._answer(refused, {"message": "no"})
        return None

    def _answer(self, status: int, content: object) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())
