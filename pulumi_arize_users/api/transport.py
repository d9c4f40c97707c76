"""One request in, one reply or one error out: the only place that speaks HTTP."""

from __future__ import annotations

import logging
import platform
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError, MaxRetryError, ProtocolError
from urllib3.util.retry import Retry

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.api.deadline import Deadline, deadline_of_this_thread
from pulumi_arize_users.api.errors import ApiError, ArizeError, NoReply, RateLimited, ServerError, UnreadableReply
from pulumi_arize_users.api.library_log import keep_headers_out
from pulumi_arize_users.api.pace import Pace
from pulumi_arize_users.api.refusals import Refusals, last_word
from pulumi_arize_users.api.replies import COMPRESSION, Reply, read_reply
from pulumi_arize_users.api.route import Route
from pulumi_arize_users.api.timed_connections import TimedAdapter
from pulumi_arize_users.api.unanswered import names_of, too_slow, unreached, why_unanswered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi_arize_users.api.connection import Connection

CONNECT_SECONDS = 5.0
CONNECT_RETRIES = 2
LONGEST_PATIENCE = 300.0
SHORTEST_PATIENCE = 0.5
# Many who failed in one moment do not all come back in another one.
JITTER = 1.0
# A pause of this many seconds looks as if the run hangs.
WORTH_SAYING = 5.0
VERSION = "0.1.0"
USER_AGENT = f"pulumi-arize-users/{VERSION} python/{platform.python_version()} requests/{requests.__version__}"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Call:
    """A request as its caller describes it.

    Attributes:
        method: HTTP method.
        path: path below the base URL, already encoded.
        query: pairs of name and value; a name may come more than once.
        body: JSON object to send, or None.
        repeatable: sending it twice does what sending it once does.
        graphql_url: where to send it instead: a GraphQL query, which has its own address and its own header.
    """

    method: str
    path: str
    query: Sequence[tuple[str, str]] = ()
    body: dict[str, Any] | None = field(default=None, repr=False)
    repeatable: bool = True
    graphql_url: str = ""


class Transport:
    """Authentication, timeouts, retries and errors for one account. Safe to share among threads."""

    def __init__(
        self, connection: Connection, pace: Pace | None = None, cancellation: Cancellation | None = None
    ) -> None:
        self._connection = connection
        self._cancellation = cancellation or Cancellation()
        self._pace = pace or Pace(connection.max_requests_per_second, sleep=self._cancellation.sleep)
        self._refusals = Refusals(self._pace)
        self._threads = threading.local()
        self._route = Route(connection)
        keep_headers_out()

    def send(self, call: Call) -> Reply:
        """Send a request, again where that is safe, until it is answered.

        Raises:
            SettingsError: there is no API key, or the proxy or the file of certificates cannot be used.
            Cancelled: the run is to stop.
            NoReply: the server could not be reached, or did not answer.
            UnreadableReply: the answer is not the API's JSON.
            ApiError: the server answered with an error.
        """
        patience, began = self._patience(), self._pace.now()
        while True:
            self._cancellation.raise_if_requested()
            self._refusals.raise_if_given_up()
            asked_at = self._pace.wait()
            try:
                with self._refusals.first_alone():
                    # Another thread may have given up while this one waited for its turn.
                    self._refusals.raise_if_given_up()
                    reply = self._exchange_noting(call)
            except ArizeError as error:
                if not _worth_repeating(error, call):
                    raise
                patience = self._be_patient(patience, error, call, began, asked_at)
            else:
                self._pace.accepted()
                return reply

    def _patience(self) -> Retry:
        retries = self._connection.max_retries
        return Retry(
            total=retries,
            connect=min(retries, CONNECT_RETRIES),
            allowed_methods=None,
            backoff_factor=0.5,
            backoff_max=30,
            backoff_jitter=JITTER,
        )

    def _be_patient(self, patience: Retry, error: ArizeError, call: Call, began: float, asked_at: float) -> Retry:
        asked = _asked_patience(error, patience)
        try:
            patience = patience.increment(call.method, call.path, error=_as_urllib3_sees_it(error))
        except MaxRetryError:
            raise self._final(error, began, asked) from None
        seconds = max(patience.get_backoff_time(), asked)
        if seconds > LONGEST_PATIENCE:
            raise self._final(error, began, asked)
        log.debug("%s %s is repeated in %.1f s: %s", call.method, call.path, seconds, type(error).__name__)
        if isinstance(error, RateLimited):
            self._refusals.give_up_if_hopeless(error, asked)
            if self._pace.too_fast(seconds or SHORTEST_PATIENCE, asked_at) >= WORTH_SAYING:
                log.info("Arize asks to wait %.0f s; nothing is sent until then.", seconds)
        else:
            self._pace.sleep(seconds)
        return patience

    def _final(self, error: ArizeError, began: float, asked: float) -> ArizeError:
        if not isinstance(error, RateLimited):
            return error
        seconds = self._pace.now() - began
        return last_word(error, f"It was tried for {seconds:.0f} s." if seconds >= 1 else "", asked)

    def _exchange_noting(self, call: Call) -> Reply:
        try:
            return self._exchange(call)
        except ArizeError as error:
            self._refusals.note(error)
            raise

    def _exchange(self, call: Call) -> Reply:
        started = time.monotonic()
        outcome, request_id = "no reply", ""
        deadline = Deadline(CONNECT_SECONDS, self._connection.timeout_seconds)
        try:
            with deadline, self._open(call) as response:
                outcome = str(response.status_code)
                request_id = self._connection.secrets.line(response.headers.get("x-request-id", ""))
                return read_reply(response, self._connection)
        finally:
            log.debug(
                "%s %s %s %.0f ms %s", call.method, call.path, outcome, 1000 * (time.monotonic() - started), request_id
            )
            if deadline.passed:
                # What was read until then may look whole, and an error like another one.
                raise self._too_late(deadline, call)

    def _open(self, call: Call) -> requests.Response:
        try:
            request = self._prepared(call)
            return self._session().send(
                request,
                timeout=(CONNECT_SECONDS, self._connection.timeout_seconds),
                allow_redirects=False,
                stream=True,
                proxies=self._route.proxies,
                verify=self._connection.ca_bundle or True,
            )
        except (requests.RequestException, HTTPError) as error:  # requests lets some of urllib3's errors through
            log.debug("%s %s: %s", call.method, call.path, names_of(error))
            # Without its cause, which may have texts of the server in it, and they the key.
            raise why_unanswered(
                error, self._host(call), self._route.proxy, self._connection, is_sent=_is_sent()
            ) from None
        except ValueError:  # the address of a redirect is looked at, although it is not followed
            if not _is_sent():
                raise
            message = f"{self._host(call)} answered with a header that cannot be read. Run again."
            raise UnreadableReply(message) from None

    def _host(self, call: Call) -> str:
        return call.graphql_url or self._connection.base_url

    def _too_late(self, deadline: Deadline, call: Call) -> NoReply:
        if deadline.is_sent:
            return too_slow(self._host(call), self._connection.timeout_seconds)
        return unreached(self._host(call), self._route.proxy)

    def _prepared(self, call: Call) -> requests.PreparedRequest:
        # Not by the session, which would spend a fifth of what a request costs on putting its own settings under ours.
        url = call.graphql_url or self._connection.base_url + call.path
        return requests.Request(
            call.method, url, headers=self._headers(call), params=urlencode(call.query), json=call.body
        ).prepare()

    def _headers(self, call: Call) -> dict[str, str]:
        key = self._connection.require_key()
        return {
            **({"x-api-key": key} if call.graphql_url else {"Authorization": f"Bearer {key}"}),
            "Content-Type": "application/json",
            "Accept": "application/json, application/problem+json",
            "Accept-Encoding": COMPRESSION,
            "User-Agent": USER_AGENT,
        }

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._threads, "session", None)
        if session is None:
            self._route.require_usable()
            session = self._threads.session = requests.Session()
            # Variables of the environment say nothing to it: the settings do.
            session.trust_env = False
            for scheme in ("http://", "https://"):
                session.mount(scheme, TimedAdapter())
        return session


def _is_sent() -> bool:
    deadline = deadline_of_this_thread()
    return deadline is not None and deadline.is_sent


def _worth_repeating(error: ArizeError, call: Call) -> bool:
    if isinstance(error, RateLimited):
        return True
    if isinstance(error, NoReply):
        return call.repeatable or not error.maybe_done
    return call.repeatable and isinstance(error, ServerError)


def _as_urllib3_sees_it(error: ArizeError) -> Exception | None:
    if isinstance(error, ApiError):
        return None
    unreached = isinstance(error, NoReply) and not error.maybe_done
    return ConnectTimeoutError(str(error)) if unreached else ProtocolError(str(error))


def _asked_patience(error: ArizeError, patience: Retry) -> float:
    header = error.problem.retry_after if isinstance(error, ApiError) else ""
    try:
        return patience.parse_retry_after(header) if header else 0.0
    except (HTTPError, ValueError, OverflowError):  # not a header anybody can read, or a date no clock can show
        return 0.0
