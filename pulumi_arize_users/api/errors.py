"""What can go wrong, and what a caller has to tell apart.

ArizeError                   base: its text is a sentence for the person who reads a failed pipeline
├── SettingsError            the settings cannot be used; nothing was sent
├── Refused                  a rule of this package forbids the step; nothing was sent
├── Cancelled                the run is to stop; nothing was sent
├── NoReply                  the server could not be reached, or did not answer
├── UnreadableReply          it answered with something that is not the API's JSON
│   └── MisdirectedReply     it answered about somebody else
└── ApiError                 it answered with an error
    ├── InvalidRequest       400, 422: the request breaks a rule of the API
    ├── Unauthorized         401: the key is missing, wrong, expired or revoked
    ├── Forbidden            403: the key may not do this
    ├── NotFound             404: there is no such object, or the key may not see it
    ├── Conflict             409: the object already exists
    ├── RateLimited          429: still too many requests after all retries
    └── ServerError          5xx
"""

from __future__ import annotations

from dataclasses import dataclass

from pulumi_arize_users.api.texts import one_line, printable


class ArizeError(Exception):
    """Base of every error of this package that a user can act on; its sentence does nothing to a terminal."""

    def __init__(self, message: str = "") -> None:
        super().__init__(printable(message))


class SettingsError(ArizeError):
    """Raised before anything is sent, when key, address or another setting cannot be used."""


class Refused(ArizeError):
    """Raised before anything is sent, when a rule of this package forbids the step."""


class Cancelled(ArizeError):
    """Raised before anything is sent, when the run is to stop."""

    def __init__(self) -> None:
        super().__init__("The run was cancelled before this was begun. Run `pulumi up` again to continue.")


class NoReply(ArizeError):
    """Raised when no (whole) reply arrived.

    Attributes:
        maybe_done: the request may have reached the server, so a write may have happened.
    """

    def __init__(self, message: str, *, maybe_done: bool) -> None:
        super().__init__(message)
        self.maybe_done = maybe_done


class UnreadableReply(ArizeError):
    """Raised when a reply is not the JSON the API documents: HTML, cut off, too large, fields missing.

    A write may have happened.
    """

    maybe_done = True


class MisdirectedReply(UnreadableReply):
    """Raised when a reply is about somebody who was not asked about; nothing of it is believed.

    Args:
        answered: whom it is about, as messages name them.
        asked: whom the request was about.
    """

    def __init__(self, answered: str, asked: str) -> None:
        super().__init__(
            f"Arize answered about {one_line(answered)} when asked about {one_line(asked)}; nothing of it is believed. "
            "Run again; if it keeps happening, a cache or gateway on the way mixes up replies."
        )


@dataclass(frozen=True)
class Problem:
    """What an error reply said: its `application/problem+json` body, as far as the server filled it in.

    Attributes:
        retry_after: the header of that name: seconds, or an HTTP date.
        is_from_the_api: it has the form in which the API refuses; another one may be a proxy's or a firewall's.
    """

    status: int
    title: str = ""
    detail: str = ""
    request_id: str = ""
    retry_after: str = ""
    is_from_the_api: bool = True

    @property
    def words(self) -> str:
        """Title and detail, as sentences quote them."""
        return ": ".join(part for part in (self.title, self.detail) if part).rstrip(".") or "no explanation"


class ApiError(ArizeError):
    """Raised when the server answers with an error; carries the problem it described."""

    next_step = "Read what the server said, fix it, and run again."

    def __init__(self, problem: Problem, next_step: str = "") -> None:
        super().__init__(self._sentence(problem, next_step or self.next_step))
        self.problem = problem

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.problem.status

    @property
    def maybe_done(self) -> bool:
        """Whether a write may have happened: it has, for all we know, unless the API itself refused it."""
        return not self.problem.is_from_the_api

    @staticmethod
    def _sentence(problem: Problem, next_step: str) -> str:
        request = f" [request {problem.request_id}]" if problem.request_id else ""
        return f"Arize answered {problem.status} ({problem.words}){request}. {next_step}"


class InvalidRequest(ApiError):
    """400 or 422: the request breaks a rule of the API; nothing was done."""


class Unauthorized(ApiError):
    """401: the API key is missing, wrong, expired or revoked; nothing was done, whoever asked for a valid one."""

    maybe_done = False

    next_step = "Set a valid API key: `pulumi config set --secret arize:apiKey`, or ARIZE_API_KEY."


class Forbidden(ApiError):
    """403: the key's owner may not do this; nothing was done."""

    next_step = "Use a key whose owner has the account role Admin (a service key is best)."


class NotFound(ApiError):
    """404: there is no such object, or the key's owner may not see it."""

    next_step = "Check the id, arize:baseUrl, and that the key may see the object."


class Conflict(ApiError):
    """409: an object with this identity already exists; nothing was done."""


class RateLimited(ApiError):
    """429: the server still refused after all retries; nothing was done, whoever limits the requests."""

    maybe_done = False

    next_step = "Run again later, or set arize:maxRequestsPerSecond below the account's limit."


class ServerError(ApiError):
    """5xx: the server failed; a write may have happened."""

    next_step = "Run again; if it keeps failing, ask Arize support and name the request."
    maybe_done = True


_ONLY_FROM_THE_API = {400, 403, 404, 409, 422}


def error_for(problem: Problem, next_step: str = "") -> ApiError:
    """The error that belongs to a problem's status; `next_step` replaces the usual advice.

    What only the API itself can know, such as that somebody does not exist, is not concluded from another's answer.
    """
    if not problem.is_from_the_api and problem.status in _ONLY_FROM_THE_API:
        return ApiError(problem, next_step)
    by_status: dict[int, type[ApiError]] = {
        400: InvalidRequest,
        401: Unauthorized,
        403: Forbidden,
        404: NotFound,
        409: Conflict,
        422: InvalidRequest,
        429: RateLimited,
    }
    kind = ServerError if problem.status >= 500 else by_status.get(problem.status, ApiError)  # noqa: PLR2004 - HTTP's own boundary
    return kind(problem, next_step)


def may_have_happened(error: BaseException) -> bool:
    """Whether a write that failed with this error may have taken effect anyway."""
    return bool(getattr(error, "maybe_done", False))
