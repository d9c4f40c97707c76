"""What can go wrong on purpose."""

import time

import pytest
import requests

from pulumi_arize_users.simulator import Fault


@pytest.fixture
def ada(arize):
    return arize.add_user("ada@example.com", name="Ada")


@pytest.fixture
def rename(http, ada):
    """Changes Ada's name, which shows whether a request was served."""

    def send(**arguments):
        return http("PATCH", f"/v2/users/{ada}", json={"name": "Ada Lovelace"}, **arguments)

    return send


def test_a_server_error_is_an_html_page_by_default(arize, ada, rename):
    """A 5xx comes from a proxy, in HTML, and nothing was done."""
    arize.fail(Fault("status", status=503))

    response = rename()

    assert (503, "text/html; charset=utf-8") == (response.status_code, response.headers["Content-Type"])
    assert "503 Service Unavailable" in response.text
    assert "Ada" == arize.user(ada)["name"]
    assert 503 == arize.requests[0].status


def test_a_client_error_is_a_problem_by_default(arize, rename, assert_problem):
    """A 4xx is a problem document like the real one."""
    arize.fail(Fault("status", status=403))

    assert_problem(rename(), 403, "told to answer so")


@pytest.mark.parametrize("retry_after", ["7", "Fri, 31 Dec 1999 23:59:59 GMT"])
def test_a_status_may_say_when_to_retry(arize, rename, retry_after):
    """Retry-After is sent as given, in seconds or as a date."""
    arize.fail(Fault("status", status=429, retry_after=retry_after))

    assert retry_after == rename().headers["Retry-After"]


def test_a_status_may_have_any_body(arize, rename):
    """Body and content type are sent as given."""
    arize.fail(Fault("status", status=500, body="out of order", content_type="text/plain"))

    response = rename()

    assert ("out of order", "text/plain") == (response.text, response.headers["Content-Type"])


def test_a_reset_before_the_work_leaves_nothing_done(arize, ada, rename):
    """The connection is reset, and the write did not happen."""
    arize.fail(Fault("reset"))

    with pytest.raises(requests.ConnectionError, match="reset by peer"):
        rename()
    assert "Ada" == arize.user(ada)["name"]
    assert arize.requests[0].status is None


def test_a_reset_after_the_work_hides_what_was_done(arize, ada, rename):
    """The connection is reset though the write happened."""
    arize.fail(Fault("reset", after_write=True))

    with pytest.raises(requests.ConnectionError, match="reset by peer"):
        rename()
    assert "Ada Lovelace" == arize.user(ada)["name"]


@pytest.mark.parametrize(("after_write", "name"), [(False, "Ada"), (True, "Ada Lovelace")])
def test_a_hanging_server_never_answers(arize, ada, rename, after_write, name):
    """The client gives up; `after_write` says whether the write happened."""
    arize.fail(Fault("hang", after_write=after_write))

    with pytest.raises(requests.ReadTimeout):
        rename(timeout=0.4)
    assert name == arize.user(ada)["name"]


def test_a_hanging_request_does_not_hold_up_the_end(arize):
    """Stopping the server ends what hangs."""
    arize.fail(Fault("hang"))
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{arize.url}/v2/users", timeout=0.05)
    began = time.monotonic()

    arize.stop()

    assert time.monotonic() - began < 4


def test_a_truncated_reply_announces_more_than_it_holds(arize, ada, rename):
    """Half of the body arrives, then the connection ends; the write happened."""
    arize.fail(Fault("truncated"))

    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        rename()
    assert "Ada Lovelace" == arize.user(ada)["name"]


def test_a_malformed_reply_is_half_of_the_json(arize, rename):
    """The length fits, the JSON does not."""
    arize.fail(Fault("malformed"))

    response = rename()

    assert (200, "application/json") == (response.status_code, response.headers["Content-Type"])
    assert str(len(response.content)) == response.headers["Content-Length"]
    with pytest.raises(requests.JSONDecodeError):
        response.json()


@pytest.mark.parametrize("size", [11 * 1024 * 1024, 5000])
def test_an_oversized_reply_has_the_size_told(arize, rename, size):
    """Valid JSON of as many bytes as wanted, eleven MiB by default."""
    arize.fail(Fault("oversized") if size > 5000 else Fault("oversized", bytes=size))

    response = rename()

    assert size == len(response.content)
    assert ["padding"] == list(response.json())


def test_a_wrong_content_type_labels_the_real_json(arize, rename):
    """The body is right, the label says HTML."""
    arize.fail(Fault("wrong-content-type"))

    response = rename()

    assert "text/html; charset=utf-8" == response.headers["Content-Type"]
    assert "Ada Lovelace" == response.json()["name"]


def test_a_portal_answers_200_with_html(arize, ada, rename):
    """A page that asks to log in comes instead of the API, and nothing was done."""
    arize.fail(Fault("html"))

    response = rename()

    assert (200, "text/html; charset=utf-8") == (response.status_code, response.headers["Content-Type"])
    assert response.text.startswith("<html>")
    assert "Ada" == arize.user(ada)["name"]


def test_fields_are_left_out_of_the_real_reply(arize, rename):
    """A plain name is a field of the document, a dotted one a field within a field."""
    arize.fail(Fault("missing-field", drop=("status", "role.name")))

    document = rename().json()

    assert {"id", "name", "email", "created_at", "role", "is_developer"} == set(document)
    assert {"type": "PREDEFINED"} == document["role"]


def test_fields_are_left_out_of_every_item_of_a_list(http, arize):
    """In a list each item loses them, and so does the list's own document."""
    arize.fail(Fault("missing-field", drop=("email", "pagination")))

    document = http.get("/v2/users").json()

    assert ["users"] == list(document)
    assert all("email" not in user for user in document["users"])


def test_a_dripping_reply_arrives_slowly_but_whole(http, arize, ada):
    """Every byte waits a little."""
    arize.fail(Fault("drip", seconds=0.001))

    response = http.get(f"/v2/users/{ada}")

    assert "Ada" == response.json()["name"]


def test_a_dripping_reply_never_pauses_long_enough_for_a_read_timeout(http, arize, ada):
    """A client that only limits the time between bytes waits as long as it takes."""
    arize.fail(Fault("drip", seconds=0.002))
    began = time.monotonic()

    response = http("GET", f"/v2/users/{ada}", timeout=0.3)

    assert time.monotonic() - began > 0.3
    assert "Ada" == response.json()["name"]


def test_a_redirect_points_to_another_host(http, arize):
    """The reply sends the client, and its key if it is careless, elsewhere."""
    arize.fail(Fault("redirect", location="http://127.0.0.2:9/v2/users"))
    arize.fail(Fault("redirect"))

    locations = [http.get("/v2/users").headers["Location"] for _ in range(2)]

    assert ["http://127.0.0.2:9/v2/users", "http://elsewhere.invalid/"] == locations


def followed(http, path, pages):
    """The names of the people on pages of a list, each at the place that the page before named; and the places."""
    shown: list[list[str]] = []
    places: list[str] = []
    for _ in range(pages):
        page = http.get(path, **({"cursor": places[-1]} if places else {})).json()
        shown.append([user["name"] for user in page["users"]])
        places.append(page["pagination"]["next_cursor"])
    return shown, places


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(("empty", "further"), [(False, ["Account Owner", "Ada"]), (True, [])])
def test_an_endless_list_always_has_one_more_page(http, arize, empty, further):
    """At a place not named before: everybody again, or nobody."""
    arize.fail(Fault("endless-pages", empty=empty, times=None))

    shown, places = followed(http, "/v2/users", 4)

    assert [["Account Owner", "Ada"], *[further] * 3] == shown
    assert 4 == len(set(places))


def test_only_a_list_can_be_endless(http, arize, ada):
    """Other replies stay as they are."""
    arize.fail(Fault("endless-pages", times=None))

    assert "Ada" == http.get(f"/v2/users/{ada}").json()["name"]
    assert 204 == http.delete(f"/v2/users/{ada}").status_code


def test_a_fault_applies_to_as_many_requests_as_asked(http, arize):
    """Once by default, some times, or every time until cleared."""
    arize.fail(Fault("status", status=500))
    arize.fail(Fault("status", status=502, times=2))
    arize.fail(Fault("status", status=503, times=None))

    statuses = [http.get("/v2/users").status_code for _ in range(5)]
    arize.clear_faults()

    assert [500, 502, 502, 503, 503] == statuses
    assert 200 == http.get("/v2/users").status_code


def test_a_fault_applies_only_to_matching_requests(http, arize, ada):
    """Method and path select; what does not match leaves the fault waiting."""
    arize.fail(Fault("status", method="GET", path=r"/users/[^/]+$"))

    statuses = [
        http.get("/v2/users").status_code,
        http.patch(f"/v2/users/{ada}", {"name": "A"}).status_code,
        http.get(f"/v2/users/{ada}").status_code,
        http.get(f"/v2/users/{ada}").status_code,
    ]

    assert [200, 200, 500, 200] == statuses


def test_an_answer_may_be_lost_after_the_work_with_any_status(arize, ada, rename):
    """A gateway that times out hides a write that happened."""
    arize.fail(Fault("status", status=504, after_write=True))

    assert 504 == rename().status_code
    assert "Ada Lovelace" == arize.user(ada)["name"]


def test_a_reply_without_body_can_be_spoiled(http, arize, ada):
    """There is nothing to cut from a 204, and nothing breaks."""
    statuses = []
    for kind in ("malformed", "truncated", "missing-field", "drip"):
        arize.fail(Fault(kind))
        statuses.append(http.delete(f"/v2/users/{ada}").status_code)

    assert [204] * 4 == statuses


def test_a_kind_of_fault_must_exist():
    """A misspelled kind is refused with the list of known ones."""
    with pytest.raises(ValueError, match=r"Unknown kind of fault 'explode'\. Known: status, reset, hang"):
        Fault("explode")  # type: ignore[arg-type]  # the mistake under test
