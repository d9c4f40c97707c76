"""The account over HTTP: routes, credentials, delays, limits, faults and the log of requests."""

from __future__ import annotations

import asyncio
import hmac
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from aiohttp import web

from pulumi_arize_users.simulator.delivery import deliver
from pulumi_arize_users.simulator.endpoints import ENDPOINTS, Call
from pulumi_arize_users.simulator.loopback import names_loopback
from pulumi_arize_users.simulator.problems import ProblemError
from pulumi_arize_users.simulator.replies import Reply, problem_reply
from pulumi_arize_users.simulator.request_log import RecordedRequest, readable_body, without_credentials
from pulumi_arize_users.simulator.spoiling import spoil

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

    from pulumi_arize_users.simulator.conditions import Conditions
    from pulumi_arize_users.simulator.faults import Fault
    from pulumi_arize_users.simulator.state import Account

_CONTROL_PREFIX = "/_simulator/"
_MILLISECONDS = 1000

Endpoint = Callable[[Call], Reply]
Control = Callable[[str, str, bytes], Reply]


class Server:
    """Serves one account on one event loop.

    Args:
        account: what is served.
        conditions: how it is served.
        control: answers the control path: given the method, the name after the prefix, and the body.

    Attributes:
        closing: to be set when the server stops, so that nothing hangs longer.
    """

    def __init__(self, account: Account, conditions: Conditions, control: Control) -> None:
        self._account = account
        self._conditions = conditions
        self._control = control
        self.closing = asyncio.Event()

    def application(self) -> web.Application:
        """The application that aiohttp runs."""
        # However long a body is, the API answers about its fields.
        application = web.Application(middlewares=[self._refuse_other_hosts, self._serve_unrouted], client_max_size=0)
        application.router.add_route("*", _CONTROL_PREFIX + "{name}", self._serve_control)
        for (method, path), endpoint in ENDPOINTS.items():
            # An id is whatever stands between two slashes, braces included.
            application.router.add_route(method, path.replace("}", ":[^/]+}"), partial(self._serve, endpoint))
        return application

    @web.middleware
    async def _refuse_other_hosts(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        hosts = request.headers.getall("Host", [])
        if len(hosts) == 1 and names_loopback(hosts[0]):
            return await handler(request)
        # Recorded like every request, but neither the account nor the control path is asked.
        reply = problem_reply(_misdirected(), _instance(request))
        self._record(request, b"").status = reply.status
        with self._account.lock:
            self._conditions.log.closed()
        return await deliver(request, reply, None, self.closing)

    @web.middleware
    async def _serve_unrouted(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        mismatch = request.match_info.http_exception
        return await handler(request) if mismatch is None else await self._serve(partial(_refuse, mismatch), request)

    async def _serve(self, endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        record = self._record(request, body)
        try:
            if self._conditions.latency_ms:
                await asyncio.sleep(self._conditions.latency_ms / _MILLISECONDS)
            reply, fault = self._decide(endpoint, request, record, body)
            return await deliver(request, reply, fault, self.closing)
        finally:
            with self._account.lock:
                self._conditions.log.closed()

    def _record(self, request: web.Request, body: bytes) -> RecordedRequest:
        record = RecordedRequest(
            method=request.method,
            path=request.path,
            target=request.raw_path,
            query={name: request.query.getall(name) for name in request.query},
            headers=without_credentials(request.headers),
            body=readable_body(body),
            authorization_ok=self._is_authorized(request),
            request_id=uuid.uuid4().hex,
        )
        with self._account.lock:
            self._conditions.log.opened(record)
        return record

    def _decide(
        self, endpoint: Endpoint, request: web.Request, record: RecordedRequest, body: bytes
    ) -> tuple[Reply, Fault | None]:
        with self._account.lock:
            fault = None
            wait = self._conditions.rate_limit.seconds_to_wait()
            if wait:
                reply = problem_reply(_too_many(wait), _instance(request))
            else:
                serve = partial(self._answer, endpoint, request, record, body)
                fault = self._conditions.faults.take(record.method, record.path)
                if fault is not None and fault.kind == "echo":
                    fault = replace(fault, text=fault.text or _credentials(request))
                reply = serve() if fault is None else spoil(fault, serve, _instance(request), self._account)
            record.status = None if fault is not None and fault.is_silent else reply.status
        return replace(reply, headers={"x-request-id": record.request_id, **reply.headers}), fault

    def _answer(self, endpoint: Endpoint, request: web.Request, record: RecordedRequest, body: bytes) -> Reply:
        content_type = request.headers.get("Content-Type", "")
        account = self._conditions.lag.seen_by(request.method, self._account)
        call = Call(account, request.match_info, record.query, body, content_type)
        try:
            return (endpoint if record.authorization_ok else _refuse_stranger)(call)
        except ProblemError as problem:
            return problem_reply(problem, _instance(request))

    def _is_authorized(self, request: web.Request) -> bool:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        offered = key if scheme == "Bearer" else ""
        if request.path == "/graphql":
            offered = request.headers.get("x-api-key", offered)
        # The key of a person who was blocked goes with the person.
        is_alive = self._account.caller.status == "ACTIVE"
        return is_alive and hmac.compare_digest(
            offered.encode(errors="surrogateescape"), self._conditions.api_key.encode()
        )

    async def _serve_control(self, request: web.Request) -> web.StreamResponse:
        reply = self._control(request.method, request.match_info["name"], await request.read())
        return await deliver(request, reply, None, self.closing)


def _instance(request: web.Request) -> str:
    # A problem names its path as a URI does: encoded.
    return request.rel_url.raw_path


def _credentials(request: web.Request) -> str:
    return request.headers.get("Authorization", request.headers.get("x-api-key", ""))


def _too_many(wait: int) -> ProblemError:
    return ProblemError(429, "Too many requests.", {"Retry-After": str(wait)})


def _misdirected() -> ProblemError:
    return ProblemError(
        421,
        "The simulator answers only requests to this machine: the Host header must name localhost "
        "or a loopback address.",
    )


def _refuse_stranger(_call: Call) -> NoReturn:
    raise ProblemError(401, "A valid API key is required.", {"WWW-Authenticate": "Bearer"})


def _refuse(mismatch: web.HTTPException, _call: Call) -> NoReturn:
    if isinstance(mismatch, web.HTTPMethodNotAllowed):
        allowed = ", ".join(sorted(mismatch.allowed_methods))
        raise ProblemError(405, f"{mismatch.method} is not allowed here.", {"Allow": allowed})
    raise ProblemError(404, "There is no such path.")
