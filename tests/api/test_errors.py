"""The exception tree, and the sentences in it."""

import pytest

from pulumi_arize_users.api import errors
from pulumi_arize_users.api.errors import (
    ApiError,
    ArizeError,
    Conflict,
    Forbidden,
    InvalidRequest,
    NoReply,
    NotFound,
    Problem,
    RateLimited,
    Refused,
    ServerError,
    SettingsError,
    Unauthorized,
    UnreadableReply,
    error_for,
    may_have_happened,
)


def descendants(kind):
    return {kind}.union(*map(descendants, kind.__subclasses__()))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, InvalidRequest),
        (401, Unauthorized),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (422, InvalidRequest),
        (429, RateLimited),
        (500, ServerError),
        (503, ServerError),
        (599, ServerError),
        (302, ApiError),
        (405, ApiError),
        (418, ApiError),
    ],
)
def test_each_status_has_its_error(status, kind):
    """A caller tells errors apart by their class, and finds the status in them."""
    error = error_for(Problem(status))

    assert kind is type(error)
    assert status == error.status == error.problem.status


def test_the_sentence_says_what_was_answered_and_what_to_do():
    """Status, title, detail, request and the next step are all there, in this order."""
    problem = Problem(409, "Resource conflict", "A user with this email address already exists.", "req-1")

    expected = (
        "Arize answered 409 (Resource conflict: A user with this email address already exists) [request req-1]. "
        "Read what the server said, fix it, and run again."
    )
    assert expected == str(error_for(problem))


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem(500), "Arize answered 500 (no explanation). "),
        (Problem(500, "Bad gateway"), "Arize answered 500 (Bad gateway). "),
        (Problem(500, detail="The disk is full."), "Arize answered 500 (The disk is full). "),
    ],
)
def test_what_the_server_left_out_leaves_no_gap(problem, said):
    """A problem with few fields still makes a sentence."""
    assert str(error_for(problem)).startswith(said)


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "pulumi config set --secret arize:apiKey"),
        (403, "account role Admin"),
        (404, "Check the id"),
        (429, "arize:maxRequestsPerSecond"),
        (500, "ask Arize support"),
    ],
)
def test_each_error_ends_in_advice(status, advice):
    """The last sentence says what the reader can do."""
    assert advice in str(error_for(Problem(status, "Title")))


def test_better_advice_replaces_the_usual():
    """A caller that knows more about the failure may add it."""
    text = str(error_for(Problem(401, "Authentication required"), "Ask Ada for a key."))

    assert text.endswith(" Ask Ada for a key.")
    assert "pulumi config" not in text


@pytest.mark.parametrize(
    ("error", "maybe"),
    [
        (SettingsError("x"), False),
        (Refused("x"), False),
        (NoReply("x", maybe_done=False), False),
        (NoReply("x", maybe_done=True), True),
        (UnreadableReply("x"), True),
        *[(error_for(Problem(status)), False) for status in (302, 400, 401, 403, 404, 409, 422, 429)],
        *[(error_for(Problem(status)), True) for status in (500, 502, 503, 504)],
        *[(error_for(Problem(status, is_from_the_api=False)), False) for status in (401, 429)],
        *[(error_for(Problem(status, is_from_the_api=False)), True) for status in (302, 400, 403, 404, 405, 409, 422)],
    ],
)
def test_only_some_failures_leave_a_write_in_doubt(error, maybe):
    """A refusal did nothing; silence, garbage and a failing server may have done everything."""
    assert maybe is may_have_happened(error)


def test_every_error_is_in_the_drawing():
    """The tree at the top of the module names each class once, below its parent."""
    drawing = (errors.__doc__ or "").splitlines()
    depth = {line.lstrip("│├└─ ").split()[0]: len(line) - len(line.lstrip("│├└─ ")) for line in drawing if "  " in line}
    kinds = {kind.__name__: kind for kind in descendants(ArizeError) if kind.__module__ == errors.__name__}

    assert kinds.keys() == depth.keys()
    assert {name: 4 * (len(kind.__mro__) - len(ArizeError.__mro__)) for name, kind in kinds.items()} == depth
