"""The status that is written by hand is the one that protobuf reads."""

import io
import logging

import pytest
from google.protobuf.any_pb2 import Any
from pulumi.runtime.proto import provider_pb2, status_pb2

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.hosts.dynamic.answers import errors_as_sentences
from pulumi_arize_users.hosts.unfinished import status_bytes
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.results import Unfinished

LENGTHS = [0, 1, 127, 128, 16_383, 16_384, 20_000, 300_000]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("letter", ["a", "ü", "語"])
def test_a_status_of_any_length_and_language_is_the_generated_one(length, letter):
    """Lengths travel in groups of seven bits, and count bytes, not letters."""
    unfinished = provider_pb2.ErrorResourceInitFailed(id=letter * length)
    detail = Any()
    detail.Pack(unfinished)
    status = status_pb2.Status(code=2, message=letter * length, details=[detail])

    read = status_pb2.Status()
    read.ParseFromString(status_bytes(letter * length, detail.SerializeToString()))

    assert status == read
    if length:
        assert status.SerializeToString() == status_bytes(letter * length, detail.SerializeToString())


class Outside:
    """A provider that nobody hosts."""

    @errors_as_sentences
    def refuse(self, _properties):
        raise Refused("No.")

    @errors_as_sentences
    def update(self, properties):
        raise Unfinished("T1", properties, "Half.")


def test_outside_of_a_host_an_error_is_raised_as_it_is():
    """A unit test, or a program that calls a provider, sees the error itself."""
    with pytest.raises(Refused, match=r"^No\.$"):
        Outside().refuse({})


def test_outside_of_a_host_what_is_unfinished_is_a_result_and_a_warning(monkeypatch):
    """The object exists, and must not be lost because no host can be told that it is half done."""
    heard = io.StringIO()
    monkeypatch.setattr(log, "handlers", [logging.StreamHandler(heard)])
    result = {"id": "T1"}

    assert result is Outside().update(result).outs
    assert "Half. The next `pulumi up` tries again.\n" == heard.getvalue()


def test_a_wrapped_method_keeps_its_name_and_docstring():
    """Tracebacks and manuals speak of the method, not of what wraps it."""
    assert "refuse" == Outside.refuse.__name__
