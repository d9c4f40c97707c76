"""One question, one answer, however many threads want to know."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from pulumi_arize_users.api import single_flight
from pulumi_arize_users.api.single_flight import SingleFlight

THREADS = 8
SECONDS = 10


@pytest.fixture
def together():
    """Runs something in eight threads that start at once; returns their results or errors."""

    def run(deed):
        start = threading.Barrier(THREADS)

        def one(_):
            start.wait(SECONDS)
            try:
                return deed()
            except RuntimeError as error:
                return error

        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(one, range(THREADS)))

    return run


def test_only_the_first_to_ask_computes(together):
    """The others wait for the same object."""
    flight, computed = SingleFlight[object](), []

    def compute():
        computed.append(object())
        return computed[-1]

    answers = together(lambda: flight.get("ada", compute))

    assert 1 == len(computed)
    assert {id(computed[0])} == {id(answer) for answer in answers}


def test_an_answer_is_kept():
    """Also one that says that there is nothing."""
    flight, computed = SingleFlight[None](), []

    for _ in range(3):
        assert flight.get("ada", lambda: computed.append(1)) is None

    assert 1 == len(computed)


def test_each_key_has_an_answer_of_its_own():
    """One question does not answer another."""
    flight = SingleFlight[str]()

    assert ["ADA", "BOB", "ADA"] == [flight.get(key, key.upper) for key in ("ada", "bob", "ada")]


def test_different_questions_do_not_wait_for_each_other():
    """While one is being answered another is asked and answered."""
    flight = SingleFlight[str]()
    asked, answered = threading.Event(), threading.Event()

    def slow():
        asked.set()
        assert answered.wait(SECONDS)
        return "slow"

    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(flight.get, "ada", slow)
        assert asked.wait(SECONDS)
        quick = flight.get("bob", lambda: "quick")
        answered.set()

        assert ("slow", "quick") == (first.result(SECONDS), quick)


def test_a_failure_is_not_kept():
    """The next to ask tries again."""
    flight = SingleFlight[str]()

    def fail():
        raise RuntimeError("The line is dead.")

    with pytest.raises(RuntimeError, match="The line is dead"):
        flight.get("ada", fail)

    assert "alive" == flight.get("ada", lambda: "alive")


def test_everybody_who_waits_hears_of_a_failure(together):
    """Nobody is left hanging when the one who asks fails."""
    flight = SingleFlight[str]()

    def fail():
        raise RuntimeError("The line is dead.")

    outcomes = together(lambda: flight.get("ada", fail))

    assert ["The line is dead."] * THREADS == [str(outcome) for outcome in outcomes]


def test_a_failure_ends_the_waiting(monkeypatch):
    """Whoever is already waiting when the one who asks fails is not left hanging."""
    waiting = threading.Event()

    class Observed(Future[str]):
        def result(self, timeout=None):
            if not self.done():
                waiting.set()
            return super().result(timeout or SECONDS)

    monkeypatch.setattr(single_flight, "Future", Observed)
    flight, asked = SingleFlight[str](), threading.Event()

    def fail():
        asked.set()
        assert waiting.wait(SECONDS)
        raise RuntimeError("The line is dead.")

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(flight.get, "ada", fail)
        assert asked.wait(SECONDS)
        second = threads.submit(flight.get, "ada", lambda: "alive")

        assert ["The line is dead."] * 2 == [str(one.exception(2 * SECONDS)) for one in (first, second)]


def test_an_interruption_reaches_the_one_who_is_interrupted():
    """Ctrl-C during a request is no answer, and leaves the question open."""
    flight = SingleFlight[str]()

    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        flight.get("ada", interrupt)

    assert "alive" == flight.get("ada", lambda: "alive")
