"""Requests that no description can express: they are invalid, and the reply to them is still documented."""

import base64

import pytest

from tests.simulator.description import HEADERS, OPERATIONS, account, path_of, require_documented_for, send

WITH_BODY = [operation for operation in OPERATIONS.values() if operation.body]
WITH_ID = [operation for operation in OPERATIONS.values() if operation.path_parameters]
LISTS = [OPERATIONS["listUsers"], OPERATIONS["listOrganizations"]]

JSON = {"Content-Type": "application/json"}

BODIES = {
    "nothing": (b"", JSON),
    "blank": (b" \n", JSON),
    "cut off": (b'{"name": ', JSON),
    "a null byte": (b"\0", JSON),
    "not UTF-8": (b'{"name": "\xff"}', JSON),
    "an unpaired surrogate": (b'{"\\ud800": 1}', JSON),
    "no number": (b'{"name": NaN, "role": -Infinity}', JSON),
    "a number of 5000 digits": (b'{"name": ' + b"9" * 5000 + b"}", JSON),
    "arrays that never end": (b"[" * 100_000, JSON),
    "arrays within arrays": (b'{"name": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", JSON),
    "objects within objects": (b'{"name": ' * 50_000 + b"1" + b"}" * 50_000, JSON),
    "a name of two megabytes": (b'{"name": "' + b"a" * 2_000_000 + b'"}', JSON),
    "a field of two megabytes": (b'{"' + b"a" * 2_000_000 + b'": 1}', JSON),
    "two megabytes of nothing": (b"a" * 2_000_000, JSON),
    "a form": (b"name=a", {"Content-Type": "application/x-www-form-urlencoded"}),
    "no type": (b"{}", {}),
    "another type": (b"{}", {"Content-Type": "text/plain"}),
    "half a type": (b"{}", {"Content-Type": "application/"}),
    "falsely compressed": (b"{}", JSON | {"Content-Encoding": "gzip"}),
    "falsely deflated": (b"{}", JSON | {"Content-Encoding": "deflate"}),
    "strangely encoded": (b"{}", JSON | {"Content-Encoding": "rot13"}),
}

IDS = {
    "a null byte": "%00",
    "not UTF-8": "%FF",
    "an unpaired surrogate": "%ED%A0%80",
    "a space": "%20",
    "a per cent sign": "%25",
    "a bare per cent sign": "%",
    "a slash": "%2F",
    "the way up": "%2E%2E%2F",
    "a question mark": "%3F",
    "a line break": "%0D%0A",
    "an emoji": "%F0%9F%98%80",
    "an override of direction": "%E2%80%AE",
    "a parameter": "a;x=1",
    "a template": "{user_id}",
    "colons": "::",
    "an asterisk": "*",
    "a tilde": "~",
    "padding alone": "=",
    "an id without its padding": "VXNlcjoxMjM0NQ",
    "an id and a line break": "VXNlcjoxMjM0NQ%3D%3D%0A",
    "base64 of no id": "VXNlcg%3D%3D",
    "3000 letters": "a" * 3000,
}


def cursor(text: str) -> str:
    """Text as a cursor might hide it."""
    return "cursor=" + base64.urlsafe_b64encode(text.encode()).decode()


QUERIES = {
    "no limit": "limit=",
    "a bare limit": "limit",
    "too small": "limit=0",
    "negative": "limit=-1",
    "too large": "limit=101",
    "with a plus sign": "limit=%2B5",
    "with a space": "limit=%205",
    "with a fraction": "limit=5.0",
    "with an exponent": "limit=1e1",
    "hexadecimal": "limit=0x10",
    "an Arabic digit": "limit=%D9%A1",
    "a superscript digit": "limit=%C2%B2",
    "two limits": "limit=5&limit=5",
    "5000 digits": "limit=" + "9" * 5000,
    "5000 zeros": "limit=" + "0" * 5000 + "5",
    "no cursor": "cursor=",
    "a short cursor": "cursor=a",
    "a long cursor": "cursor=" + "a" * 7000,
    "a cursor that is not UTF-8": "cursor=%FF",
    "a cursor with a null byte": "cursor=%00",
    "a cursor of 4400 digits": cursor("after:" + "9" * 4400),
    "a cursor with a superscript digit": cursor("after:²"),
    "a cursor before the start": cursor("after:-1"),
    "a cursor without a place": cursor("after:"),
    "no status": "status=",
    "a former spelling": "status=active",
    "a status that is never listed": "status=INACTIVE",
    "two statuses in one": "status=ACTIVE,INVITED",
    "a status and none": "status=ACTIVE&status=",
    "a status in brackets": "status[]=ACTIVE",
    "a long address": "email=" + "a" * 256,
    "two addresses": "email=a&email=b",
    "a long name": "name=" + "a" * 256,
    "two names": "name=a&name=b",
    "another letter case": "Limit=5",
    "an unknown parameter": "unknown=1",
    "a null byte for a parameter": "%00=1",
    "a parameter that is not UTF-8": "%FF=%FF",
    "a parameter without a name": "=1",
}


@pytest.mark.parametrize("oddity", BODIES)
def test_an_odd_body_is_invalid(oddity):
    """What is not JSON, or far too much of it, is refused by everything that takes a body."""
    body, headers = BODIES[oddity]

    with account() as arize:
        for operation in WITH_BODY:
            response = send(arize, operation, path_of(operation), data=body, headers=HEADERS | headers)

            require_documented_for(operation, response)
            assert response.status_code in (400, 422)


@pytest.mark.parametrize("oddity", IDS)
def test_an_odd_id_is_invalid(oddity):
    """Text that is not an id is refused by everything that takes one."""
    with account() as arize:
        for operation in WITH_ID:
            response = send(arize, operation, path_of(operation, IDS[oddity]), headers=HEADERS)

            require_documented_for(operation, response)
            assert 400 == response.status_code


@pytest.mark.parametrize("oddity", QUERIES)
def test_an_odd_query_is_invalid(oddity):
    """A parameter that is unknown, doubled or out of bounds is refused by every list."""
    with account() as arize:
        for operation in LISTS:
            response = send(arize, operation, f"{path_of(operation)}?{QUERIES[oddity]}", headers=HEADERS)

            require_documented_for(operation, response)
            assert 400 == response.status_code
