"""Reading what a file says, with the place of everything."""

import json
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_arize_users.people.roster import nodes
from pulumi_arize_users.people.roster.document import from_mapping, read_text
from tests.people.roster.rosters import EXAMPLE

ADA = ("people", "ada@example.com")


@pytest.fixture(params=[yaml.CSafeLoader, yaml.SafeLoader], ids=["C", "Python"])
def _parser(request, monkeypatch):
    # libyaml is not everywhere, and the two disagree about tabs.
    monkeypatch.setattr(nodes, "PARSER", request.param)


either_parser = pytest.mark.usefixtures("_parser")


def read(text):
    return read_text(text, "people.yaml")


def told(document):
    return [str(mistake) for mistake in document.mistakes]


@either_parser
def test_a_document_is_plain_data():
    """What a roster means is decided elsewhere."""
    document = read(EXAMPLE)

    assert [] == told(document)
    assert {"role": "MEMBER", "on_destroy": "block"} == document.data["defaults"]
    assert ["ada@example.com", "grace@example.com"] == list(document.data["people"])


@either_parser
@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("defaults",), "people.yaml:2:1", "people.yaml:2:11"),
        (ADA, "people.yaml:4:3", "people.yaml:4:20"),
        ((*ADA, "role"), "people.yaml:4:41", "people.yaml:4:47"),
        ((*ADA, "organizations", "ML Platform"), "people.yaml:4:70", "people.yaml:4:83"),
    ],
)
def test_every_key_and_every_value_has_a_place(path, key, value):
    """Places count lines and columns from 1, as editors do."""
    places = read(EXAMPLE).places

    assert (key, value) == (str(places.of_key(path)), str(places.of_value(path)))


@either_parser
@pytest.mark.parametrize("tag", ["!", "!!map", "!<tag:yaml.org,2002:map>"])
def test_a_mapping_may_be_marked_as_what_it_is(tag):
    """Some programs write every tag."""
    document = read(f"people: {tag} {{ada@example.com: {tag} {{name: Ada}}}}")

    assert ({"people": {"ada@example.com": {"name": "Ada"}}}, []) == (document.data, told(document))


@either_parser
@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_json_says_the_same(indent):
    """Whoever generates a roster writes JSON, with tabs or without."""
    data = yaml.safe_load(EXAMPLE)

    document = read(f"\ufeff\t{json.dumps(data, indent=indent)}\n\t\n")

    assert (data, []) == (document.data, told(document))


@either_parser
def test_characters_that_json_halves_are_whole_and_move_nothing():
    """JSON writes an emoji as two escapes, which YAML does not know; a backslash before a u is a backslash."""
    document = read('{"a": "\\ud83d\\ude00\\\\ud83d\t", "b": 1}')

    assert {"a": "😀\\ud83d\t", "b": 1} == document.data
    assert "people.yaml:1:31" == str(document.places.of_key(("b",)))


@either_parser
def test_what_is_merged_is_no_duplicate():
    """The mapping's own key wins over a merged one, and of merged ones the first."""
    document = read(
        'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {x: 3, <<: [*a, *b]}\nd: {<<: *b, <<: *a, z: 4}\ne: {"<<": 5}\n'
    )

    assert [] == told(document)
    assert {"x": 3, "y": 1, "z": 2} == document.data["c"]
    assert {"x": 1, "y": 2, "z": 4} == document.data["d"]
    assert {"<<": 5} == document.data["e"]
    assert "people.yaml:2:14" == str(document.places.of_key(("c", "z")))


@either_parser
def test_an_alias_stands_for_what_its_anchor_marks():
    """The place of the value is where it is written, that of the key where it is used."""
    document = read("a: &a {x: 1}\nb: *a\n")

    assert {"x": 1} == document.data["b"]
    assert "people.yaml:2:1" == str(document.places.of_key(("b",)))
    assert "people.yaml:1:4" == str(document.places.of_value(("b",)))


@either_parser
@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("a: 1\nb: 2\na: 3\n", "people.yaml:3:1: a is a duplicate key; the first one is at people.yaml:1:1."),
        ("a: {b: {c: 1, c: 1}}", "people.yaml:1:15: c is a duplicate key; the first one is at people.yaml:1:9."),
        ("a: [{c: 1, 'c': 2}]", "people.yaml:1:12: c is a duplicate key; the first one is at people.yaml:1:6."),
        (
            '{"a": 1, "\\u0061": 2}',
            "people.yaml:1:10: a is a duplicate key; the first one is at people.yaml:1:2.",
        ),
        ("no: 1", "people.yaml:1:1: YAML reads the key no as False; put it in quotes."),
        ("a: {2024: x}", "people.yaml:1:5: YAML reads the key 2024 as a number; put it in quotes."),
        ("a:\n  ~: x", "people.yaml:2:3: a key is missing here."),
        ("? [a, b]\n: 1", "people.yaml:1:3: a key must be a string, but this one is a list or a mapping."),
        ("a: {<<: 3}", "people.yaml:1:5: only a mapping, or a list of mappings, can be merged with <<."),
        ("a: !!set {b}", "people.yaml:1:4: the tag !!set is not supported here."),
        ("a: !!python/object/apply:os.getcwd []", "people.yaml:1:4: the tag !!python/object/apply:os.getcwd is not s"),
        ("a: !mine b", "people.yaml:1:4: the tag !mine is not supported here."),
        ("a: !!int one", "people.yaml:1:4: 'one' cannot be read as int."),
        ("a: !!bool perhaps", "people.yaml:1:4: 'perhaps' cannot be read as bool."),
        (f"a: {'9' * 5000}", "people.yaml:1:4: '99999999999999999999"),
    ],
)
def test_a_wrong_entry_is_named_with_its_place(text, mistake):
    """The rest of the document is still read, so that its mistakes are reported as well."""
    document = read(text)

    assert document.data is not None
    assert 1 == len(document.mistakes)
    assert told(document)[0].startswith(mistake)


@either_parser
@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 500, "{a: " * 500], ids=["no end", "deep", "deep mappings"])
def test_brackets_within_brackets_are_refused(text):
    """Where exactly, depends on how far the parser reads ahead, and on whether it gives up by itself."""
    (mistake,) = told(read(text))

    assert mistake.startswith("people.yaml:1:")
    assert mistake.endswith(": this is nested more than 20 levels deep.")


@either_parser
@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "people.yaml:1:1: the file is empty; a roster starts with `people:`."),
        ("# nobody yet\n", "people.yaml:1:1: the file is empty; a roster starts with `people:`."),
        ("\n- ada\n", "people.yaml:2:1: the top level of the file is not a mapping; a roster starts with `people:`."),
        (
            "ada@example.com",
            "people.yaml:1:1: the top level of the file is not a mapping; a roster starts with `people:`.",
        ),
        ("people:\n\tada: x", "people.yaml:2:1: there is a tab here; YAML is indented with spaces."),
        ("a: 1\n---\nb: 2\n", "people.yaml:2:1: a second document starts here, but a roster must be a single one."),
        ("a: 1\n  b: 2\n", "people.yaml:2:4: this is not valid YAML: mapping values are not allowed"),
        (
            "a: 'x",
            "people.yaml:1:6: this is not valid YAML: while scanning a quoted scalar, found unexpected end of stream.",
        ),
        ('a: "\\U99999999"', "people.yaml:1:"),
        ('a: "\\U00110000"', "people.yaml:1:"),
        ("a: &a {b: *a}", "people.yaml:1:11: *a is undefined: no &a ends before it."),
        ("a: b\x07", "people.yaml:1:5: the character U+0007 is not allowed here; remove it."),
        ("\na: b\x07", "people.yaml:2:5: the character U+0007 is not allowed here; remove it."),
        ("a: b\n\nc: \u2028", "people.yaml:3:4: the character U+2028 LINE SEPARATOR is not allowed here; remove it."),
        ("a: \ud800", "people.yaml:1:4: the character U+D800 is not allowed here; remove it."),
        ("- " * 100_000, "people.yaml:1:41: this is nested more than 20 levels deep."),
    ],
    ids=lambda value: value[:30],
)
def test_a_text_that_cannot_be_read_says_where(text, mistake):
    """There is one mistake then, and no data."""
    document = read(text)

    assert document.data is None
    assert 1 == len(document.mistakes)
    assert told(document)[0].startswith(mistake)


@either_parser
@pytest.mark.parametrize(("width", "line"), [(1, 1), (10, 2)])
def test_aliases_of_aliases_do_not_fill_the_memory(width, line):
    """Some lines can mean more values than there is room for, or more levels."""
    lines = ["a0: &a0 {x: 1}"]
    lines += [
        f"a{level}: &a{level} {{{', '.join(f'k{index}: *a{level - 1}' for index in range(width))}}}"
        for level in range(1, 60)
    ]

    document = read("\n".join(lines))

    assert document.data is None
    assert [f"people.yaml:{line}:5: aliases or merge keys repeat this too often, or nest it too deeply."] == told(
        document
    )


@either_parser
@pytest.mark.parametrize(
    ("anchor", "merges"),
    [
        (f"[{'x, ' * 800}]", "  <<: *a\n" * 800),
        (f"[{'{}, ' * 800}]", "  <<: *a\n" * 800),
        (f"{{{''.join(f'k{number}: , ' for number in range(800))}}}", f"  <<: [{'*a, ' * 800}]\n"),
        (f"{{{''.join(f'k{number}: , ' for number in range(800))}}}", "  - <<: *a\n" * 800),
    ],
    ids=["no mappings", "empty mappings", "one large mapping", "many large mappings"],
)
def test_merge_keys_do_not_fill_the_memory(anchor, merges):
    """What is merged counts like what an alias repeats, and there is one mistake in the end."""
    document = read(f"a: &a {anchor}\nb:\n{merges}")

    assert document.data is None
    (mistake,) = told(document)
    assert mistake.endswith(": aliases or merge keys repeat this too often, or nest it too deeply.")


@either_parser
def test_a_merge_key_has_one_mistake():
    """However much of what it names cannot be merged."""
    document = read("a: {<<: [1, 2, {x: 3}, 4]}")

    assert {"a": {"x": 3}} == document.data
    assert ["people.yaml:1:5: only a mapping, or a list of mappings, can be merged with <<."] == told(document)


@either_parser
def test_a_value_that_is_not_a_string_is_known_as_written():
    """Whoever wrote yes looks for yes, not for True."""
    document = read("a: yes\nb: 007\nc: x\nd:\ne: 2024-01-01\nf: =\ng: 1.5\n")

    assert {"a": True, "b": 7, "c": "x", "d": None, "e": "2024-01-01", "f": "=", "g": 1.5} == document.data
    assert ["yes", "007", None, "", None, None, "1.5"] == [document.places.written((key,)) for key in "abcdefg"]
    assert [] == told(document)


@settings(deadline=None)
@given(
    st.text()
    | st.text(alphabet="{}[]:,&*!|>'\"%@`-?#\\ \n\tab<1~.\ud800\ufeff\x85")
    | st.lists(
        st.sampled_from(["a: ", "&a ", "*a", "{", "}", "[", "]", ", ", "<<: ", "\n", "  ", "- ", "? ", '"', "x"])
    ).map("".join),
    st.sampled_from([yaml.CSafeLoader, yaml.SafeLoader]),
)
def test_no_text_makes_reading_fail(text, parser):
    """Whatever is in the file, there is a mapping, or a mistake with a place in that file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "PARSER", parser)
        document = read(text)

    assert document.data is not None or 1 <= len(document.mistakes)
    assert all(re.match(r"people\.yaml:[1-9]\d*:[1-9]\d*: \S.*\.$", sentence) for sentence in told(document))


@either_parser
@pytest.mark.parametrize("escape", ["\\udc00", "\\ud83d", "\\ud83dx\\ude00", "\\\\ud83d\\ude00"])
def test_an_unpaired_surrogate_is_a_mistake(escape):
    """It could neither be sent nor stored."""
    read_json = read(f'{{"a": "{escape}"}}')
    mapping = from_mapping({"ada@example.com": {"name": "\ud800"}})

    assert 1 == len(read_json.mistakes)
    assert ["people[\"ada@example.com\"].name: '\\\\ud800' contains an unpaired surrogate."] == told(mapping)
