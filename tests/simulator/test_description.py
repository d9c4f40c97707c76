"""The simulator against a description of the API that follows the documentation, not the simulator."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from pulumi_arize_users.simulator import Simulator
from pulumi_arize_users.simulator.conditions import Conditions
from pulumi_arize_users.simulator.rate_limit import RateLimit
from pulumi_arize_users.simulator.replies import Reply
from pulumi_arize_users.simulator.server import Server
from pulumi_arize_users.simulator.state import Account
from tests.simulator.description import (
    DESCRIPTION,
    HEADERS,
    KEY,
    OPERATIONS,
    account,
    path_of,
    require_documented,
    require_documented_for,
    send,
)

pytestmark = pytest.mark.long
WITH_BODY = [name for name, operation in OPERATIONS.items() if operation.body]

# Half of the requests meet an account where everything is allowed.
CIRCUMSTANCES = [
    *[{}] * 4,
    *[{"caller_role": role} for role in ("MEMBER", "MEMBER_UI_ONLY", "ANNOTATOR")],
    {"sso": True},
]

# Why a request may be refused as invalid although its schema admits it.
REASONS = {
    "listUsers": ["'cursor' was not issued"],
    "listOrganizations": ["'cursor' was not issued"],
    "listSpaces": ["'cursor' was not issued"],
    "updateUser": ["consist of white space"],
    "deleteUser": ["Callers cannot delete themselves"],
    "resendInvitation": ["no pending invitation", "login through an identity provider"],
    "resetPassword": ["not verified the account", "authenticates through an identity provider"],
    "addOrganizationUser": ["Custom role assignments are not supported", "annotator account role"],
    "addSpaceUser": ["not a member of the organization", "annotator account role"],
}

STRANGERS = {
    "no key": {},
    "another key": {"Authorization": "Bearer another-key"},
    "an empty key": {"Authorization": "Bearer "},
    "a longer key": {"Authorization": f"Bearer {KEY}{KEY}"},
    "no scheme": {"Authorization": KEY},
    "another scheme": {"Authorization": f"Basic {KEY}"},
    "the header of GraphQL": {"x-api-key": KEY},
    "not ASCII": {"Authorization": "Bearer ключ".encode()},
}


def steadily(max_examples):
    """The same examples in every run, on however busy a machine."""
    return settings(
        max_examples=max_examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


def require_reason(case, response):
    """What is valid by its schema is refused as invalid for one of the reasons above, or not at all."""
    if response.status_code in (400, 422):
        detail = response.json()["detail"]
        assert any(reason in detail for reason in REASONS.get(case.operation.definition.raw["operationId"], ())), detail


def test_the_description_follows_the_standard():
    """It is valid OpenAPI, so that what reads it reads all of it."""
    DESCRIPTION.validate()


def test_the_server_has_the_operations_of_the_description():
    """Neither has a method or path that the other lacks, down to the names in the path."""
    conditions = Conditions(KEY, 0, RateLimit(None))
    server = Server(Account(caller_email="owner@example.com", sso=False), conditions, control=lambda *_: Reply(204))

    routes = server.application().router.routes()

    described = {(operation.method.upper(), operation.path) for operation in OPERATIONS.values()}
    served = {(route.method, route.resource.canonical) for route in routes if route.resource}
    assert described == {(method, path) for method, path in served if path.startswith("/v2")}
    assert {"/graphql", "/_simulator/{name}"} == {path for _, path in served if not path.startswith("/v2")}


@DESCRIPTION.parametrize()
def test_every_reply_is_documented(case):
    """Whatever is asked, as described or not quite, the reply is a described one, and nonsense alone is refused."""
    with account() as arize:
        response = case.call(base_url=arize.url, headers=HEADERS)

    require_documented(case, response)
    if case.meta.generation.mode.is_positive:
        require_reason(case, response)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_valid_request_is_invalid_for_a_documented_reason_only(name):
    """Asked twice by callers of every role, an operation gives each of its successes, and no schema refuses."""
    seen = set()

    @steadily(max_examples=40)
    @given(OPERATIONS[name].as_strategy(), some.sampled_from(CIRCUMSTANCES))
    def ask(case, circumstances):
        with account(**circumstances) as arize:
            for response in [case.call(base_url=arize.url, headers=HEADERS) for _ in range(2)]:
                require_documented(case, response)
                require_reason(case, response)
                seen.add(str(response.status_code))

    ask()
    assert set() == {status for status in OPERATIONS[name].responses.status_codes if status.startswith("2")} - seen


@pytest.mark.parametrize("name", WITH_BODY)
def test_a_field_that_is_not_described_is_refused(name):
    """A body that is valid but for one field too many is as invalid as any other."""

    @steadily(max_examples=8)
    @given(OPERATIONS[name].as_strategy(), some.text())
    def ask(case, field):
        with account() as arize:
            response = send(
                arize, case.operation, path_of(case.operation), json={f"x{field}": 1} | case.body, headers=HEADERS
            )

        require_documented(case, response)
        assert 400 == response.status_code

    ask()


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_stranger_is_told_nothing(name):
    """Without a valid key the reply to anything is 401, and nothing changes."""

    @steadily(max_examples=3)
    @given(OPERATIONS[name].as_strategy(), some.permutations(list(STRANGERS)))
    def ask(case, strangers):
        with account() as arize:
            before = arize.users(), arize.organizations()

            for response in [case.call(base_url=arize.url, headers=STRANGERS[stranger]) for stranger in strangers]:
                require_documented(case, response)
                assert 401 == response.status_code
            assert before == (arize.users(), arize.organizations())

    ask()


def test_asking_too_often_is_documented_everywhere():
    """Above the rate limit every operation answers 429 and says how long to wait."""
    with Simulator(api_key=KEY, rate_limit=0.001) as arize:
        send(arize, OPERATIONS["listUsers"], "/v2/users", headers=HEADERS)

        for operation in OPERATIONS.values():
            response = send(arize, operation, path_of(operation), headers=HEADERS)

            require_documented_for(operation, response)
            assert 429 == response.status_code
