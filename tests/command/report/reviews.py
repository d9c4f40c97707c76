"""Reviews that the tests of the page show."""

from __future__ import annotations

from pulumi_arize_users.command.report.review import Held, Manager, Place, Review, Reviewed

HOSTILE = "</script><script>document.title='run'</script><img src=http://evil.example/x onerror=alert(1)><!--"


def person(number=0, **other):
    """One of many people."""
    said = {
        "id": f"U{number}",
        "name": f"Person {number}",
        "email": f"p{number}@example.com",
        "role": "MEMBER",
        "status": "ACTIVE",
        "since": "2025-01-02T03:04:05Z",
    }
    return Reviewed(**{**said, **other})


def review(*people, **other):
    """A review of these people."""
    return Review(account="https://arize.example", made="2026-11-28T06:07:08Z", people=people, **other)


def crowd(count):
    """So many people in ten organizations and forty spaces, most of them managed."""
    places = [
        place
        for number in range(10)
        for place in (
            Place(f"Organization {number}"),
            *(Place(f"Space {number}.{each}", number * 5) for each in range(4)),
        )
    ]
    people = [
        person(
            number,
            role="ADMIN" if number % 50 == 0 else "MEMBER",
            status=("ACTIVE", "ACTIVE", "INVITED", "EXPIRED")[number % 4],
            memberships=[Held(number % 10 * 5, "MEMBER"), Held(number % 10 * 5 + 1 + number % 4, "READ_ONLY")],
            managed=[Manager(0, f"p{number}", "2025-02-03T00:00:00Z")] if number % 10 else [],
        )
        for number in range(count)
    ]
    return review(*people, places=places, sources=["people/prod", "people.yaml"])
