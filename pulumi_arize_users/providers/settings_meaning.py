"""What each setting means, in the words of the documents: a test holds that the tables say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Whatever is not here is text.
KINDS: Mapping[str, str] = {
    "adopt": "boolean",
    "requireLookup": "boolean",
    "timeoutSeconds": "number",
    "lagSeconds": "number",
    "maxRequestsPerSecond": "number",
    "maxRetries": "integer",
    "concurrency": "integer",
}
MEANINGS: Mapping[str, str] = {
    "apiKey": "the key",
    "baseUrl": "address of the API, default `https://api.arize.com`; plain `http` only to this machine",
    "region": "`us-central-1a`, `us-east-1b`, `eu-west-1a` or `ca-central-1a`, instead of `baseUrl`",
    "onDestroy": "default of `on_destroy`; here the environment wins",
    "adopt": "default of `adopt`",
    "maxRemovals": (
        "how many people one run may block at most: a count, or a percentage of the people in the account (for a "
        "roster's destroy, in the roster), rounded down; here the environment wins"
    ),
    "maxMembershipRemovals": (
        "how many memberships one run may end at most, in the same form; here the environment wins"
    ),
    "unmanaged": (
        "default of a roster's `unmanaged`, with exceptions as `fail except owner@example.com, *@bots.example.com`"
    ),
    "callerEmail": (
        "the account behind the key, which is never blocked, and is no stranger to a roster; `none` for a service "
        "key. A roster asks for it before it blocks an admin"
    ),
    "managedBy": "`sso`: an identity provider creates the accounts; people are looked up, only memberships are managed",
    "verifyMemberships": "`graphql`: a refresh asks who the members are, and sees who is gone",
    "graphqlUrl": "where it asks, if `baseUrl` is not one of Arize's own",
    "requireLookup": "`true`: a preview fails where the account could not be looked at, instead of going on without",
    "dialect": "`auto` (learnt from the server), `upper` or `lower`",
    "timeoutSeconds": "longest time from a request to the last byte of its answer, default 30",
    "maxRetries": "how often a request that is safe to repeat is repeated, default 5",
    "lagSeconds": (
        "for how long the account may still show the past after a write, default 8: whoever is not seen is looked "
        "for again"
    ),
    "maxRequestsPerSecond": (
        "unlimited unless set; `Retry-After` is always obeyed. When Arize has refused everything for 90 s, the run ends"
    ),
    "concurrency": "how many requests at once, default 16; Pulumi's `--parallel` is a limit as well",
    "caBundle": "file with certificate authorities to trust",
    "proxyUrl": "proxy for all requests",
}
