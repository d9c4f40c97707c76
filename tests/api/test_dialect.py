"""Which spelling is sent, and what it is learnt from."""

import pytest

from pulumi_arize_users.api.dialect import Dialect
from pulumi_arize_users.api.errors import Conflict, InvalidRequest, NoReply, Problem, ServerError, error_for


class Server:
    """Takes requests in one spelling, and refuses those in the other as Arize does."""

    def __init__(self, spelling):
        self.spelling = spelling
        self.seen = []

    def __call__(self, spelling):
        self.seen.append(spelling)
        if spelling != self.spelling:
            raise error_for(Problem(422, "Unprocessable entity", f"Not in {spelling} case."))
        return "done"


class Failing:
    """Fails the same way, whatever it is sent."""

    def __init__(self, error):
        self.error = error
        self.seen = []

    def __call__(self, spelling):
        self.seen.append(spelling)
        raise self.error


@pytest.mark.parametrize(
    ("reply", "sent"),
    [
        ({"status": "active"}, "lower"),
        ({"status": "ACTIVE"}, "upper"),
        ({"role": {"type": "predefined", "name": "member"}}, "lower"),
        ({"role": {"type": "CUSTOM", "id": "u", "name": "reviewers"}}, "upper"),
        ({"role": "admin"}, "lower"),
        ({"invite_mode": "EMAIL_LINK"}, "upper"),
        ({"status": "Active", "role": {"type": "predefined"}}, "lower"),
    ],
)
def test_the_spelling_of_a_reply_is_the_one_sent(reply, sent):
    """A status, an invite mode or the type of a role each show it; the name of a custom role does not."""
    server, dialect = Server(sent), Dialect()

    dialect.learn(reply)
    dialect.send(server)

    assert [sent] == server.seen


@pytest.mark.parametrize(
    "reply", [{}, {"id": "u", "name": "ada"}, {"status": None}, {"status": 7, "role": []}, {"role": {"name": "member"}}]
)
def test_a_reply_without_enum_values_teaches_nothing(reply):
    """Names and ids are no words of the API."""
    server, dialect = Server("upper"), Dialect()

    dialect.learn(reply)
    dialect.send(server)

    assert ["upper"] == server.seen


def test_a_lower_case_server_refuses_once():
    """The first write is tried in upper case, then in lower case; the next ones know."""
    server, dialect = Server("lower"), Dialect()

    replies = [dialect.send(server) for _ in range(3)]

    assert ["done"] * 3 == replies
    assert ["upper", "lower", "lower", "lower"] == server.seen


def test_an_upper_case_server_never_refuses():
    """Before any reply the current spelling is sent."""
    server, dialect = Server("upper"), Dialect()

    dialect.send(server)
    dialect.send(server)

    assert ["upper", "upper"] == server.seen


def test_the_first_lesson_stays():
    """A reply that disagrees with an earlier one changes nothing."""
    server, dialect = Server("lower"), Dialect()

    dialect.learn({"status": "active"})
    dialect.learn({"status": "ACTIVE"})
    dialect.send(server)

    assert ["lower"] == server.seen


@pytest.mark.parametrize(("fixed", "other"), [("upper", "lower"), ("lower", "upper")])
def test_a_fixed_spelling_is_the_only_one_sent(fixed, other):
    """Neither replies nor refusals change it."""
    server, dialect = Server(other), Dialect(fixed)

    dialect.learn({"status": "active" if other == "lower" else "ACTIVE"})
    with pytest.raises(InvalidRequest) as caught:
        dialect.send(server)

    assert 422 == caught.value.status
    assert f"Not in {fixed} case" in str(caught.value)
    assert [fixed] == server.seen


@pytest.mark.parametrize(
    "error", [error_for(Problem(409)), error_for(Problem(503)), NoReply("silence", maybe_done=True)]
)
def test_only_an_invalid_request_is_tried_in_the_other_spelling(error):
    """After anything else the write may have happened, or was understood."""
    server, dialect = Failing(error), Dialect()

    with pytest.raises((Conflict, ServerError, NoReply)) as caught:
        dialect.send(server)

    assert error is caught.value
    assert ["upper"] == server.seen


def test_a_request_that_is_wrong_in_both_spellings_is_reported_once():
    """One explanation is enough when the server gives the same twice."""
    error = error_for(Problem(400, "Invalid request parameters", "Annotators only annotate."))
    server, dialect = Failing(error), Dialect()

    with pytest.raises(InvalidRequest) as caught:
        dialect.send(server)

    assert ["upper", "lower"] == server.seen
    assert 1 == str(caught.value).count("Annotators only annotate")
    assert "lower-case" not in str(caught.value)


def test_two_different_refusals_are_both_reported():
    """Only one is about the request itself, and nobody knows which."""
    server, dialect = Server("neither"), Dialect()

    with pytest.raises(InvalidRequest) as caught:
        dialect.send(server)

    assert "Not in upper case" in str(caught.value)
    assert "Sent with lower-case values: Arize answered 422" in str(caught.value)
    assert "Not in lower case" in str(caught.value)


def test_a_failed_first_write_leaves_the_spelling_open():
    """The next write still finds out."""
    dialect = Dialect()
    with pytest.raises(InvalidRequest):
        dialect.send(Server("neither"))
    server = Server("lower")

    dialect.send(server)

    assert ["upper", "lower"] == server.seen


def test_what_others_learn_meanwhile_is_believed():
    """A reply that arrives while the first write is on its way settles the matter."""
    dialect, server = Dialect(), Server("lower")

    def learn_on_the_way(spelling):
        dialect.learn({"status": "active"})
        return spelling

    dialect.send(learn_on_the_way)
    dialect.send(server)

    assert ["lower"] == server.seen
