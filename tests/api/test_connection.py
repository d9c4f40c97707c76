"""Where the settings of a connection come from, in which order, and what is said about those that cannot be used."""

import dataclasses

import pytest

from pulumi_arize_users.api.addresses import DEFAULT_URL, LOOPBACK_ONLY, REGIONS
from pulumi_arize_users.api.connection import Connection, load_connection
from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Sources

TEXTS = [
    # attribute, configuration key, environment variable, two values, and what these are read as
    ("api_key", "apiKey", "ARIZE_API_KEY", ("one", "two"), ("one", "two")),
    (
        "base_url",
        "baseUrl",
        "ARIZE_BASE_URL",
        ("https://one.io", "https://two.io/"),
        ("https://one.io", "https://two.io"),
    ),
    ("base_url", "region", "ARIZE_REGION", REGIONS[:2], [f"https://api.{region}.arize.com" for region in REGIONS[:2]]),
    ("dialect", "dialect", "ARIZE_DIALECT", ("upper", "LOWER"), ("upper", "lower")),
    ("timeout_seconds", "timeoutSeconds", "ARIZE_TIMEOUT_SECONDS", ("2.5", "60"), (2.5, 60.0)),
    ("max_retries", "maxRetries", "ARIZE_MAX_RETRIES", ("0", "7"), (0, 7)),
    ("concurrency", "concurrency", "ARIZE_CONCURRENCY", ("1", "256"), (1, 256)),
    ("lag_seconds", "lagSeconds", "ARIZE_LAG_SECONDS", ("0", "20"), (0.0, 20.0)),
    ("max_requests_per_second", "maxRequestsPerSecond", "ARIZE_MAX_REQUESTS_PER_SECOND", ("0.5", "20"), (0.5, 20.0)),
    ("ca_bundle", "caBundle", "ARIZE_SSL_CA_CERT", (__file__, pytest.__file__), (__file__, pytest.__file__)),
    ("proxy_url", "proxyUrl", "ARIZE_PROXY_URL", ("http://one:1", "https://two:2"), ("http://one:1", "https://two:2")),
]


def load(config=None, environment=None):
    return load_connection(Sources((config or {}).get, environment or {}))


def test_nothing_set_gives_the_defaults():
    """Only the key has no default."""
    connection = load()

    assert Connection(key_source="nowhere") == connection
    assert ("", DEFAULT_URL, "auto", 30.0, 5) == (
        connection.api_key,
        connection.base_url,
        connection.dialect,
        connection.timeout_seconds,
        connection.max_retries,
    )
    assert (None, None, None) == (connection.max_requests_per_second, connection.ca_bundle, connection.proxy_url)


@pytest.mark.parametrize(("attribute", "key", "variable", "given", "read"), TEXTS)
def test_each_setting_is_read_from_both_sources(attribute, key, variable, given, read):
    """The configuration and the environment take the same values."""
    assert read[0] == getattr(load({key: given[0]}), attribute)
    assert read[1] == getattr(load({}, {variable: given[1]}), attribute)


@pytest.mark.parametrize(("attribute", "key", "variable", "given", "read"), TEXTS)
def test_configuration_beats_the_environment(attribute, key, variable, given, read):
    """Several accounts in one program each keep their own settings, whatever the environment says."""
    connection = load({key: given[0]}, {variable: given[1]})

    assert read[0] == getattr(connection, attribute)


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_blank_value_is_no_value(blank):
    """An empty variable of a pipeline does not hide what comes after it."""
    connection = load({"apiKey": blank}, {"ARIZE_API_KEY": "two", "ARIZE_MAX_RETRIES": blank})

    assert ("two", 5) == (connection.api_key, connection.max_retries)


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ({}, None),
        ({"verifyMemberships": "off", "graphqlUrl": "https://graph.io"}, None),
        ({"verifyMemberships": "GraphQL"}, "https://app.arize.com/graphql"),
        ({"verifyMemberships": "graphql", "region": "eu-west-1a"}, "https://app.eu-west-1a.arize.com/graphql"),
        ({"verifyMemberships": "graphql", "graphqlUrl": "https://graph.io/"}, "https://graph.io"),
    ],
)
def test_memberships_are_verified_where_asked(config, url):
    """On the app host of the region, unless another address is given; by default not at all."""
    assert url == load(config).graphql_url


def test_a_custom_address_does_not_show_where_graphql_is():
    """The error names the setting that is missing."""
    with pytest.raises(SettingsError, match="a custom arize:baseUrl needs arize:graphqlUrl beside it"):
        load({"verifyMemberships": "graphql", "baseUrl": "https://arize.example"})


def test_the_environment_of_the_process_is_used_unless_one_is_given(monkeypatch):
    """A program that says nothing gets the variables it was started with."""
    monkeypatch.setenv("ARIZE_API_KEY", "from-the-process")

    assert "from-the-process" == load_connection().api_key
    assert "" == load_connection(Sources(environment={})).api_key


@pytest.mark.parametrize(
    ("config", "environment", "source"),
    [
        ({"apiKey": "k"}, {"ARIZE_API_KEY": "l"}, "the configuration value arize:apiKey"),
        ({}, {"ARIZE_API_KEY": "l"}, "the environment variable ARIZE_API_KEY"),
        ({}, {}, "nowhere"),
    ],
)
def test_the_source_of_the_key_is_remembered(config, environment, source):
    """A rejected key is reported together with the place to change it at."""
    assert source == load(config, environment).key_source


def test_a_missing_key_is_reported_when_it_is_needed():
    """The error names both places a key can be put."""
    connection = load()

    with pytest.raises(SettingsError) as caught:
        connection.require_key()

    assert "pulumi config set --secret arize:apiKey" in str(caught.value)
    assert "ARIZE_API_KEY" in str(caught.value)


def test_a_key_that_is_there_is_given():
    """Asking for the key gives the key."""
    assert "one" == load({"apiKey": " one\n"}).require_key()


@pytest.mark.parametrize("bad", ["with space-{}", "{}\nsecond-line", "{}-ä", "tab\t{}", "{}\x00"])
@pytest.mark.parametrize("source", ["config", "environment", "constructor"])
def test_a_key_that_cannot_travel_is_refused_unseen(key, bad, source):
    """The error says where the key is and what is wrong with it, and shows nothing of it."""
    bad_key = bad.format(key)
    makers = {
        "config": lambda: load({"apiKey": bad_key}),
        "environment": lambda: load({}, {"ARIZE_API_KEY": bad_key}),
        "constructor": lambda: Connection(api_key=bad_key),
    }

    with pytest.raises(SettingsError) as caught:
        makers[source]()

    names = {"config": "arize:apiKey", "environment": "ARIZE_API_KEY", "constructor": "the program"}
    assert names[source] in str(caught.value)
    assert "a space, a line break or a non-ASCII letter" in str(caught.value)
    assert key not in str(caught.value)
    assert key not in repr(caught.value)


def test_the_printed_form_hides_what_is_secret(key):
    """Neither the key nor a proxy's password is in the text of connection."""
    connection = load({"apiKey": key, "proxyUrl": "http://me:hunter2@proxy:3128"})

    for text in (str(connection), repr(connection), f"{connection}", repr([connection])):
        assert key not in text
        assert "hunter2" not in text
    assert DEFAULT_URL in repr(connection)


def test_a_connection_does_not_change():
    """It can be shared among threads and used in a set."""
    connection = load({"apiKey": "one"})

    with pytest.raises(dataclasses.FrozenInstanceError):
        connection.api_key = "two"
    assert {connection} == {load({"apiKey": "one"})}


BAD = [
    # configuration key, environment variable, bad value, what the error says is allowed
    ("dialect", "ARIZE_DIALECT", "camel", "one of: auto, upper, lower"),
    ("concurrency", "ARIZE_CONCURRENCY", "0", "a whole number from 1 to 256"),
    ("verifyMemberships", "ARIZE_VERIFY_MEMBERSHIPS", "yes", "one of: off, graphql"),
    ("region", "ARIZE_REGION", "mars-1a", f"one of: {', '.join(REGIONS)}"),
    *[("timeoutSeconds", "ARIZE_TIMEOUT_SECONDS", bad, "a number from 0.01 to 3600") for bad in ("0", "-1", "nan")],
    *[("timeoutSeconds", "ARIZE_TIMEOUT_SECONDS", bad, "a number from 0.01 to 3600") for bad in ("inf", "soon", "1e9")],
    *[("maxRetries", "ARIZE_MAX_RETRIES", bad, "a whole number from 0 to 100") for bad in ("-1", "2.5", "five", "101")],
    *[
        ("maxRequestsPerSecond", "ARIZE_MAX_REQUESTS_PER_SECOND", bad, "a number from 0.01 to 10000")
        for bad in ("0", "-3", "nan", "inf", "1e-300", "fast")
    ],
    ("caBundle", "ARIZE_SSL_CA_CERT", "/no/such/file.pem", "is not a file"),
    ("caBundle", "ARIZE_SSL_CA_CERT", "/", "is not a file"),
    ("baseUrl", "ARIZE_BASE_URL", "http://api.arize.com", "plain http is only allowed to this machine"),
]


@pytest.mark.parametrize(("key", "variable", "value", "allowed"), BAD)
def test_a_bad_value_is_refused_with_its_source_and_what_is_allowed(key, variable, value, allowed):
    """The error names the place to change, repeats the value, and says what may be there."""
    for config, environment, source in (
        ({key: value}, {}, f"The configuration value arize:{key} "),
        ({}, {variable: value}, f"The environment variable {variable} "),
    ):
        with pytest.raises(SettingsError) as caught:
            load(config, environment)

        assert str(caught.value).startswith(source)
        assert repr(value) in str(caught.value)
        assert allowed in str(caught.value)


@pytest.mark.parametrize("value", ["me:hunter2", "socks5://me:hunter2@proxy", "http://me:hunter2@", "http://a b"])
def test_a_bad_proxy_is_refused_unseen(value):
    """A proxy's address often has a password in it, so it is not repeated."""
    for config, environment, source in (
        ({"proxyUrl": value}, {}, "arize:proxyUrl"),
        ({}, {"ARIZE_PROXY_URL": value}, "ARIZE_PROXY_URL"),
    ):
        with pytest.raises(SettingsError) as caught:
            load(config, environment)

        assert source in str(caught.value)
        assert "http:// or https://" in str(caught.value)
        assert value not in str(caught.value)


def test_credentials_in_the_address_are_refused_unseen():
    """A password that was put into the URL is not repeated in the error."""
    with pytest.raises(SettingsError) as caught:
        load({"baseUrl": "https://me:hunter2@api.arize.com"})

    assert "arize:baseUrl" in str(caught.value)
    assert "no credentials" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("config", "environment", "names"),
    [
        ({"baseUrl": "https://a.io", "region": REGIONS[0]}, {}, ("arize:baseUrl", "arize:region")),
        ({"region": REGIONS[0]}, {"ARIZE_BASE_URL": "https://a.io"}, ("ARIZE_BASE_URL", "arize:region")),
    ],
)
def test_an_address_and_a_region_contradict_each_other(config, environment, names):
    """The error names both places, so that one of them can be cleared."""
    with pytest.raises(SettingsError) as caught:
        load(config, environment)

    assert all(name in str(caught.value) for name in names)
    assert "remove one of them" in str(caught.value)


ELSEWHERE = [
    ({}, f"Arize would be at {DEFAULT_URL}, but "),
    ({"base_url": "https://127.0.0.1.evil.example"}, "Arize would be at https://127.0.0.1.evil.example, but "),
    (
        {"base_url": "http://localhost:1", "graphql_url": "https://app.arize.com/graphql"},
        "GraphQL would be at https://app.arize.com/graphql, but ",
    ),
    ({"base_url": "http://[::1]:1", "proxy_url": "http://me:word@proxy.io:80"}, "The proxy would be at another addr"),
]


@pytest.mark.parametrize(("arguments", "where"), ELSEWHERE)
def test_a_test_reaches_no_other_machine(monkeypatch, arguments, where):
    """Whoever made the connection; an address with a password in it is not shown."""
    monkeypatch.setenv(LOOPBACK_ONLY, "true")

    with pytest.raises(SettingsError, match="set arize:baseUrl to the address of a simulator") as caught:
        Connection(**arguments)

    assert str(caught.value).startswith(where)
    assert "word" not in str(caught.value)


def test_a_test_reaches_this_machine(monkeypatch):
    """By each of its names, and everything else is as without the limit."""
    monkeypatch.setenv(LOOPBACK_ONLY, "true")

    for url in ("http://127.0.0.1:1", "http://localhost:1", "https://[::1]:1"):
        assert url == Connection(base_url=url, graphql_url=f"{url}/graphql").base_url
