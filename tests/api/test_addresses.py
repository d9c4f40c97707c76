"""Which addresses a key may be sent to."""

import pytest

from pulumi_arize_users.api.addresses import DEFAULT_URL, REGIONS, checked_url, graphql_url, is_proxy, regional_url
from pulumi_arize_users.api.errors import SettingsError


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080",
        "http://localhost:1",
        "http://[::1]:1",
        "https://arize.example/gateway",
        "https://a.io:8443",
    ],
)
def test_an_address_that_is_safe_is_taken(url):
    """Plain http to this machine is fine, https to anywhere, and a path below the host too."""
    assert url == checked_url(url, "The test") == checked_url(f"{url}//", "The test")


@pytest.mark.parametrize(
    ("urls", "problem"),
    [
        (
            ["api.arize.com", "ftp://api.arize.com", "https://", "//api.arize.com", "file:///etc/passwd"],
            "must be a full URL that starts with https://",
        ),
        (
            ["https://host:port", "https://host:99999", "https://[::1", "https://api .arize.com", "https://a\nb.io"],
            "is not a URL",
        ),
        (
            ["http://api.arize.com", "http://127.0.0.1.evil.example", "http://10.0.0.1:8080", "HTTP://arize.com"],
            "plain http is only allowed to this machine; use https://",
        ),
    ],
)
def test_an_address_that_is_not_is_refused(urls, problem):
    """The error says where the address came from, what it is, what is wrong with it, and what the usual one is."""
    for url in urls:
        with pytest.raises(SettingsError) as caught:
            checked_url(url, "The test")

        assert str(caught.value).startswith(f"The test is {url!r}, ")
        assert problem in str(caught.value)
        assert str(caught.value).endswith(f"the default is {DEFAULT_URL}.")


@pytest.mark.parametrize(
    "url",
    [
        "https://me:hunter2@api.arize.com",
        "https://me@api.arize.com",
        "ftp://me:hunter2@a.io",
        "https://api.arize.com?token=hunter2",
        "https://api.arize.com/?hunter2",
        "https://api.arize.com#hunter2",
        "api.arize.com/v2?token=hunter2",
    ],
)
def test_what_may_be_a_secret_in_an_address_is_refused_unseen(url):
    """A password or token that was put into the URL is not repeated in the error."""
    with pytest.raises(SettingsError) as caught:
        checked_url(url, "The test")

    assert str(caught.value).startswith("The test is an address that may hold a secret and is not shown, but must ")
    assert str(caught.value).endswith(f"; the default is {DEFAULT_URL}.")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("region", REGIONS)
def test_each_region_has_an_address(region):
    """And GraphQL is on the app host beside it."""
    url = regional_url(region, "The test")

    assert f"https://api.{region}.arize.com" == url == checked_url(url, "The test")
    assert f"https://app.{region}.arize.com/graphql" == graphql_url(url)


@pytest.mark.parametrize("region", ["EU-WEST-1A", "eu", "evil.example#", ""])
def test_any_other_region_is_refused(region):
    """The error lists the known ones."""
    with pytest.raises(SettingsError) as caught:
        regional_url(region, "The test")

    assert f"The test is {region!r}, but must be one of: {', '.join(REGIONS)}." == str(caught.value)


@pytest.mark.parametrize("url", ["https://arize.example", "https://api.arize.com.evil.example", "http://127.0.0.1:1"])
def test_nobody_guesses_where_graphql_is_elsewhere(url):
    """The key is sent only to hosts that are known to be Arize's, or were named."""
    assert graphql_url(url) is None


@pytest.mark.parametrize("url", ["http://proxy:3128", "https://me:hunter2@proxy.example", "http://[::1]:1"])
def test_a_proxy_may_have_credentials(url):
    """And may use plain http: what goes through it is encrypted anyway."""
    assert is_proxy(url)


@pytest.mark.parametrize("url", ["proxy:3128", "socks5://proxy", "http://", "http://me@", "http://a b", "http://a:b"])
def test_anything_else_is_no_proxy(url):
    """Missing schemes, invalid hosts, and protocols that are not installed."""
    assert not is_proxy(url)
