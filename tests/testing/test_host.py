"""The process that hosts dynamic providers."""

import os

import pytest

from pulumi_arize_users.testing import Secret
from pulumi_arize_users.testing.host import DynamicHost, ProviderFailed


def test_a_host_ends_when_it_is_closed(tmp_path):
    """Closing a host leaves no process in its group."""
    host = DynamicHost(tmp_path, os.environ, lambda _: None)
    group = host._process.pid

    host.configure({"arize:apiKey": Secret("k")})
    host.close()

    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def test_a_host_that_cannot_start_says_why(tmp_path):
    """The interpreter's own words are relayed before the failure is raised."""
    (tmp_path / "pulumi.py").write_text("raise ImportError('this is not the SDK')")
    lines: list[str] = []

    with pytest.raises(ProviderFailed, match="the host of the dynamic providers did not start"):
        DynamicHost(tmp_path, {"PYTHONPATH": str(tmp_path), "PATH": ""}, lines.append)

    assert [line for line in lines if "this is not the SDK" in line]
