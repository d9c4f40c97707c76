"""The plugin as a process of the engine: how it begins, is configured, is cancelled, and ends."""

import signal
import time
from typing import Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2

from pulumi_arize_users.simulator import Fault
from tests.hosts.plugin.conftest import UNKNOWN, configuration, plain, running_engine, running_plugin, secret
from tests.provider_process import KEY, struct

ADA: dict[str, Any] = {"email": "ada@example.com", "name": "Ada", "role": "MEMBER"}
LONG_PAUSE = Fault("status", method="POST", status=429, retry_after="60", times=None)
SECONDS_TO_END = 15
PROVIDER = "urn:pulumi:prod::team::pulumi:providers:arize::default"


def check_config(project="team", **arguments):
    """The request of a check of a provider's arguments."""
    return provider_pb2.CheckRequest(urn=PROVIDER.replace("::team::", f"::{project}::"), news=struct(arguments))


def test_it_says_what_it_understands(bare):
    """Secrets travel as such; the version is the package's."""
    shaken = bare.call("Handshake", provider_pb2.ProviderHandshakeRequest(engine_address=""))
    configured = bare.call("Configure", configuration())
    info = bare.call("GetPluginInfo", Empty())

    assert (True, False, False) == (shaken.accept_secrets, shaken.accept_resources, shaken.accept_outputs)
    assert (True, True) == (configured.acceptSecrets, configured.supportsPreview)
    assert 3 == len(info.version.split("."))


def test_what_it_does_not_have_is_refused_in_a_sentence(bare):
    """No parameters, no methods, no other resources, and nothing before it is configured."""
    refusals = [
        bare.failure("Parameterize", provider_pb2.ParameterizeRequest()),
        bare.failure("Call", provider_pb2.CallRequest(tok="arize:index:User/block")),
        bare.failure("Check", provider_pb2.CheckRequest(urn="urn:pulumi:prod::team::arize:index:Group::all")),
        bare.failure("Check", provider_pb2.CheckRequest(urn="urn:pulumi:prod::team::arize:index:User::ada")),
    ]

    assert [grpc.StatusCode.UNKNOWN] * 4 == [refusal.code() for refusal in refusals]
    assert ["takes no parameters", "have no methods", "no resource 'arize:index:Group'", "was not configured"] == [
        next(words for words in WORDS if words in refusal.details()) for refusal in refusals
    ]
    assert b"" == bare.call("GetMapping", provider_pb2.GetMappingRequest(key="terraform")).data
    assert [] == list(bare.call("GetMappings", provider_pb2.GetMappingsRequest(key="terraform")).providers)


WORDS = ("takes no parameters", "have no methods", "no resource 'arize:index:Group'", "was not configured")


def test_arguments_that_nothing_reads_are_refused(bare):
    """A guard that is misspelt guards nobody; what the engine adds for itself is no argument."""
    good = bare.call("CheckConfig", check_config(onDestroy="retain", maxRetries=3, version="0.1.0"))
    bad = bare.call("CheckConfig", check_config(onDestory="refuse", apiKey=UNKNOWN))
    wrong = bare.call("CheckConfig", check_config(onDestroy="perhaps"))
    foreign = bare.call("CheckConfig", check_config(project="arize", favourite="blue"))

    assert [[], 1, 1, []] == [list(good.failures), len(bad.failures), len(wrong.failures), list(foreign.failures)]
    assert "arize:onDestory" in bad.failures[0].reason
    assert "Did you mean arize:onDestroy?" in bad.failures[0].reason
    assert "'perhaps'" in wrong.failures[0].reason


def test_the_key_is_a_secret_whatever_a_program_says(bare):
    """The state keeps it encrypted, and what is not known yet stays unknown."""
    inputs = plain(bare.call("CheckConfig", check_config(apiKey=KEY, baseUrl=UNKNOWN)).inputs)

    assert {"apiKey": secret(KEY), "baseUrl": UNKNOWN} == inputs


def test_a_provider_is_never_replaced(bare):
    """Its people would be."""
    olds, news = {"region": "us-east-1b", "apiKey": "a"}, {"region": "eu-west-1a", "apiKey": "b"}

    answer = bare.call(
        "DiffConfig",
        provider_pb2.DiffRequest(urn=PROVIDER, olds=struct(olds), old_inputs=struct(olds), news=struct(news)),
    )

    assert ([], ["apiKey", "region"]) == (list(answer.replaces), sorted(answer.detailedDiff))


def test_a_setting_that_cannot_be_used_is_one_sentence(bare):
    """A refresh configures what the state keeps, and says what to do then."""
    failure = bare.failure("Configure", configuration(onDestory="refuse"))

    assert (grpc.StatusCode.UNKNOWN, True) == (failure.code(), "A refresh or a destroy reads" in failure.details())
    assert "Traceback" not in failure.details()


def test_a_variable_that_nothing_reads_is_told(tmp_path):
    """A guard that is misspelt in the environment guards nobody either."""
    with running_plugin(tmp_path, ARIZE_ON_DESTORY="refuse") as plugin:
        plugin.call("Configure", configuration(baseUrl="http://127.0.0.1:1", apiKey="a-key"))

        messages = [text for _level, _urn, text in plugin.engine.messages]

    assert 1 == sum("ARIZE_ON_DESTORY" in text and "ARIZE_ON_DESTROY" in text for text in messages)


def test_every_request_is_shown_to_who_asks_for_it(arize, person, tmp_path):
    """The engine shows no lines of its severity DEBUG."""
    with running_plugin(tmp_path, ARIZE_LOG="debug") as plugin:
        plugin.call("Configure", configuration(baseUrl=arize.url, apiKey=secret(KEY)))

        plugin.call("Check", person.check(**ADA))

        assert any("GET /v2/users" in text for text in plugin.said("INFO", person.urn))
        assert not any(KEY in text for _level, _urn, text in plugin.engine.messages)


def test_a_bug_keeps_its_traceback(start, membership):
    """Whoever reports it needs the place."""
    failure = start().failure("Create", membership.create(role="MEMBER"))

    assert "Traceback" in failure.details()


def test_an_engine_that_attaches_is_told(bare, person):
    """A plugin that somebody has started in a debugger shows its messages there as well."""
    with running_engine() as (engine, address):
        bare.call("Attach", plugin_pb2.PluginAttach(address=address))
        bare.call("Configure", configuration(baseUrl="http://127.0.0.1:1", apiKey="a-key", maxRetries="0"))

        bare.call("Check", person.check(**ADA))

        assert [("INFO", person.urn)] == [(severity, urn) for severity, urn, _text in engine.messages]


@pytest.mark.parametrize("people", [1, 4, 12], ids=["one call waits", "as many as are served wait", "more wait"])
def test_a_cancel_ends_every_wait(start, person, arize, people):
    """A pause of a minute ends at once, also when every worker is in one; nothing is sent afterwards."""
    plugin = start(concurrency="4", maxRetries="5")
    arize.fail(LONG_PAUSE)
    everybody = [{**ADA, "email": f"person{number}@example.com"} for number in range(people)]
    plugin.call("Check", person.check(**everybody[0]))
    waiting = [plugin.start("Create", person.create(**declared)) for declared in everybody]
    plugin.wait_until_it_pauses(waiting[0])
    began = time.monotonic()

    plugin.call("Cancel", Empty())
    failures = [call.exception() for call in waiting]

    assert SECONDS_TO_END > time.monotonic() - began
    assert all("The run was cancelled before this was begun." in failure.details() for failure in failures)
    sent = len(arize.requests)
    late = plugin.failure("Create", person.create(**ADA))
    assert "The run was cancelled" in late.details()
    assert sent == len(arize.requests)


def test_a_cancel_is_heard_behind_more_calls_than_are_served(start, person, arize):
    """The engine may call more at once than there are threads."""
    plugin = start(concurrency="4", maxRetries="5")
    arize.fail(LONG_PAUSE)
    waiting = [plugin.start("Create", person.create(**ADA)) for _ in range(300)]
    plugin.wait_until_it_pauses(waiting[0])

    plugin.call("Cancel", Empty())

    assert all("cancelled" in call.exception().details() for call in waiting)


def test_as_many_calls_are_served_as_are_configured(start, person, arize):
    """Twelve at once, of which five reach the account."""
    arize.latency_ms = 200
    plugin = start(concurrency="5")
    plugin.call("Check", person.check(**ADA))
    everybody = [{**ADA, "email": f"person{number}@example.com"} for number in range(12)]

    calls = [plugin.start("Create", person.create(**declared)) for declared in everybody]

    assert 12 == len({call.result().id for call in calls})
    assert 4 <= arize.most_in_flight <= 5


def test_a_plugin_whose_engine_is_gone_ends(start, person, arize):
    """Nobody reads what it writes any more: waits end, nobody further is invited, and the process is gone."""
    plugin = start(maxRetries="5")
    arize.fail(LONG_PAUSE)
    waiting = plugin.start("Create", person.create(**ADA))
    plugin.wait_until_it_pauses(waiting)

    plugin.process.stdout.close()

    assert plugin.process.wait(SECONDS_TO_END) is not None
    assert isinstance(waiting.exception(), grpc.RpcError)


def test_a_signal_ends_its_waits(start, person, arize):
    """Whoever ends it does not wait for a minute's pause."""
    plugin = start(maxRetries="5")
    arize.fail(LONG_PAUSE)
    waiting = plugin.start("Create", person.create(**ADA))
    plugin.wait_until_it_pauses(waiting)

    plugin.process.send_signal(signal.SIGTERM)

    assert 0 == plugin.process.wait(SECONDS_TO_END)
    assert "The run was cancelled" in waiting.exception().details()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_without_a_traceback(bare, tmp_path, number):
    """The engine ends its plugins so."""
    bare.call("GetPluginInfo", Empty())

    bare.process.send_signal(number)

    assert 0 == bare.process.wait(SECONDS_TO_END)
    assert "" == (tmp_path / "stderr").read_text()
