"""Reading what a program says, with the place of everything."""

from pulumi_arize_users.people.roster.document import from_mapping

ADA = ("people", "ada@example.com")


def told(document):
    return [str(mistake) for mistake in document.mistakes]


def test_the_places_of_a_mapping_are_spelled_as_in_a_program():
    """There are no lines to point at, but the path to a value can be copied into the program."""
    places = from_mapping({"ada@example.com": {"organizations": {"ML": "ADMIN"}}}).places

    assert 'people["ada@example.com"]' == str(places.of_key(ADA))
    assert 'people["ada@example.com"].role' == str(places.of_value((*ADA, "role")))
    assert 'people["ada@example.com"].organizations["ML"]' == str(places.of_value((*ADA, "organizations", "ML")))
    assert 'people["name"].name' == str(places.of_value(("people", "name", "name")))
    assert 'defaults.organizations["role"]' == str(places.of_key(("defaults", "organizations", "role")))
    assert 'defaults["no word"]' == str(places.of_key(("defaults", "no word")))


def test_a_mapping_is_the_same_document():
    """None means not set."""
    people = {"ada@example.com": {"name": "Ada", "organizations": {"ML": "ADMIN"}}}

    document = from_mapping(people, max_removals="10%")

    assert {"people": people, "max_removals": "10%"} == document.data
    assert [] == told(document)


def test_a_key_of_a_mapping_is_a_string():
    """Everything a program may pass is judged, and nothing is guessed."""
    document = from_mapping({7: {}, "ada@example.com": {"organizations": {None: "ADMIN"}}})

    assert [
        "people: a key must be a string, but one here is of type int.",
        'people["ada@example.com"].organizations: a key must be a string, but one here is of type NoneType.',
    ] == told(document)


def test_what_stands_where_a_role_belongs_is_not_looked_into():
    """It is one mistake as a whole, whatever is in it."""
    people = {"ada@example.com": {"name": "Ada", "role": "MEMBER", "organizations": {"ML": {7: "\ud800"}}}}

    document = from_mapping(people)

    assert {"people": people} == document.data
    assert [] == told(document)
