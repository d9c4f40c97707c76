"""Settings that nothing reads are refused, and variables that are like ours are named."""

from __future__ import annotations

import pytest
from pulumi.dynamic import Config, ConfigureRequest

from pulumi_arize_users.api.connection import load_connection
from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.hosts.dynamic.providers import ArizeUserProvider
from pulumi_arize_users.providers import known_settings
from pulumi_arize_users.providers.known_settings import VARIABLES, refuse_unknown, unread_variables
from pulumi_arize_users.providers.policy_settings import load_policy

TAKE_OUT = "Rename it, or take it out: nothing is done."
# What Arize's own clients read, from their source.
VENDORS = """
API_HOST API_KEY API_PORT API_SCHEME BASE_DOMAIN COLLECTOR_ENDPOINT DEVELOPER_KEY DIRECTORY ENABLE_CACHING
FLIGHT_HOST FLIGHT_PORT FLIGHT_SCHEME LOG_ENABLE LOG_LEVEL LOG_STRUCTURED MAX_CHUNKSIZE MAX_HTTP_PAYLOAD_SIZE_MB
MAX_PAST_YEARS MODEL_ID ORGANIZATION_KEY OTLP_HOST OTLP_PORT OTLP_SCHEME PROJECT_NAME PROXY_URL REGION REQUEST_VERIFY
SINGLE_HOST SINGLE_PORT SPACE_ID SPACE_KEY SSL_CA_CERT STREAM_MAX_QUEUE_BOUND STREAM_MAX_WORKERS
"""


class Recording(Sources):
    """Sources that note what they are asked for."""

    asked: dict[str, str] = {}  # noqa: RUF012 - emptied by the test

    def find(self, key, variable, **order):
        self.asked[key] = variable
        return super().find(key, variable, **order)


def refusal(*keys, project="team", **more):
    with pytest.raises(SettingsError) as caught:
        refuse_unknown(Sources(keys=keys, project=project, **more))
    return str(caught.value)


def test_the_settings_there_are_are_those_that_are_read():
    """A setting that is missing from the list would be refused, and one too many would be read by nobody."""
    Recording.asked.clear()
    sources = Recording({"verifyMemberships": "graphql", "graphqlUrl": "https://arize.example"}.get, {})

    load_connection(sources)
    load_policy(sources)

    assert dict(VARIABLES) == Recording.asked


def test_every_setting_is_taken():
    """With keys of other packages and of the program beside them, whatever they are called."""
    others = ["aws:region", "team:onDestory", "team:apiKey", "pulumi:tags", "arise:apiKey", "version"]

    refuse_unknown(Sources(keys=[*others, *(f"arize:{key}" for key in VARIABLES)], project="team"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("arize:onDestory", "arize:onDestroy"),
        ("arize:on_destroy", "arize:onDestroy"),
        ("arize:ARIZE_ON_DESTROY", "arize:onDestroy"),
        ("arize:maxRemoval", "arize:maxRemovals"),
        ("arize:apikey", "arize:apiKey"),
        ("arize:sslCaCert", "arize:caBundle"),
        ("Arize:onDestroy", "arize:onDestroy"),
    ],
)
def test_a_misspelt_setting_is_refused_with_what_was_meant(written, meant):
    """In another case, in the spelling of its variable, or with a slip."""
    sentence = f"There is no setting {written}, and nothing would read it. Did you mean {meant}? {TAKE_OUT}"

    assert sentence == refusal("arize:apiKey", written)


def test_a_setting_that_is_like_none_is_refused_with_all_there_are():
    """Whoever guessed a name finds the right one."""
    told = refusal("arize:token")

    assert told.startswith(
        "There is no setting arize:token, and nothing would read it. The settings are: arize:adopt, "
    )
    assert all(f"arize:{key}" in told for key in VARIABLES)


def test_all_misspelt_settings_are_told_at_once():
    """Each in a line; what a stack remembers may be meant, so the way on is there."""
    told = refusal("arize:regoin", "arize:adpot", are_stored=True)

    first, second = told.splitlines()
    assert "Did you mean arize:adopt?" in first
    assert "Did you mean arize:region?" in second
    assert second.endswith("run it once after the correction, or add --run-program.")


def test_a_provider_whose_settings_lack_the_namespace_is_refused():
    """Nothing would read them; with the namespace beside it, the plain one is somebody else's."""
    assert "The provider's argument onDestroy is not read: write arize:onDestroy." == refusal("onDestroy")
    refuse_unknown(Sources(keys=["region", "arize:region"], project="team"))


def test_a_project_with_our_name_has_keys_of_its_own():
    """Only what is like a setting is refused; everything else is the program's."""
    refuse_unknown(Sources(keys=["arize:people", "arize:apiKey"], project="arize"))

    assert "Did you mean arize:onDestroy?" in refusal("arize:people", "arize:onDestory", project="arize")


def test_the_provider_refuses_by_itself():
    """A refresh and a destroy run no program that could."""
    raw = {"arize:apiKey": "k", "arize:maxRemoval": "3"}

    with pytest.raises(SettingsError, match=r"arize:maxRemoval, .* Did you mean arize:maxRemovals\?"):
        ArizeUserProvider().configure(ConfigureRequest(config=Config(raw_config=raw, project_name="team")))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ARIZE_ON_DESTORY", "ARIZE_ON_DESTROY"),
        ("ARIZE_ONDESTROY", "ARIZE_ON_DESTROY"),
        ("arize_max_removals", "ARIZE_MAX_REMOVALS"),
        ("ARIZE_CA_BUNDLE", "ARIZE_SSL_CA_CERT"),
        ("ARIZE_ADOPT", "the configuration value arize:adopt"),
    ],
)
def test_a_variable_that_is_like_ours_is_named(written, meant):
    """Its value is not shown: it may be a key."""
    told = list(unread_variables({written: "canary-value", "ARIZE_API_KEY": "k"}))

    assert [f"The environment variable {written} is set, and nothing reads it. Did you mean {meant}?"] == told


def test_variables_of_others_are_not_mentioned():
    """Those of Arize's own clients, our own, empty ones, and those without the prefix."""
    ours = [variable for variable in VARIABLES.values() if variable]
    quiet = [
        *ours,
        "ARIZE_LOG",
        "ARIZE_LOOPBACK_ONLY",
        *(f"ARIZE_{name}" for name in VENDORS.split()),
        "ON_DESTORY",
        "PATH",
    ]

    assert [] == list(unread_variables({**dict.fromkeys(quiet, "1"), "ARIZE_ON_DESTORY": " "}))


@pytest.fixture
def in_a_new_process(monkeypatch):
    """Nothing has been said of variables in this process."""
    monkeypatch.setattr(known_settings, "_warned", False)
    monkeypatch.setenv("ARIZE_MAX_REMOVAL", "3")


@pytest.mark.usefixtures("in_a_new_process")
def test_a_refresh_and_a_destroy_warn_once(run, said):
    """However many resources are read."""
    state = run.add()
    known_settings._warned = False
    said()

    run.refresh(state)
    run.refresh(state)

    assert 1 == [line.split(" is set")[0] for line in said()].count(
        "arize: warning: The environment variable ARIZE_MAX_REMOVAL"
    )


@pytest.mark.usefixtures("in_a_new_process")
def test_beside_a_program_the_provider_says_nothing(run, said):
    """The program has said it."""
    state = run.add()
    run.refresh(state)

    assert not any("ARIZE_MAX_REMOVAL" in line for line in said())
