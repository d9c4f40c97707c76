"""The vendor's own Python client against the simulator.

Whatever the simulator gets wrong about paths, fields, enum values or statuses, this client does not understand; it was
generated from the API's own description. Every call of its users and organizations clients is made.
"""

import importlib
from urllib.parse import urlsplit

import pytest

from pulumi_arize_users.simulator import Simulator


@pytest.fixture(scope="session")
def vendor():
    """The vendor's package, imported when the first of these tests runs."""
    return importlib.import_module("arize")


@pytest.fixture(scope="session")
def refused(vendor):
    """What the client raises when a request is refused; it has the status and the parsed problem."""
    return importlib.import_module(f"{vendor.__name__}._generated.api_client.exceptions").ApiException


@pytest.fixture
def user_role(vendor):
    """Makes a predefined account role."""
    types = importlib.import_module(f"{vendor.__name__}.users.types")
    return lambda name: types.PredefinedUserRole(name=name)


@pytest.fixture
def organization_role(vendor):
    """Makes a predefined organization role."""
    types = importlib.import_module(f"{vendor.__name__}.organizations.types")
    return lambda name: types.PredefinedOrgRole(name=name)


@pytest.fixture
def arize():
    with Simulator(api_key="test-key") as simulator:
        yield simulator


@pytest.fixture
def client(vendor, arize, monkeypatch, tmp_path):
    """The vendor's client, pointed at the simulator and at nothing else."""
    for name in ("ARIZE_REGION", "ARIZE_SINGLE_HOST", "ARIZE_BASE_DOMAIN", "ARIZE_PROXY_URL", "ARIZE_API_HOST"):
        monkeypatch.delenv(name, raising=False)
    address = urlsplit(arize.url)
    return vendor.ArizeClient(
        api_key="test-key",
        api_scheme=address.scheme,
        api_host=address.hostname,
        api_port=address.port,
        arize_directory=str(tmp_path),
        enable_caching=False,
    )
