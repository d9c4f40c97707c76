"""The files of a roster: which ones are meant, what cannot be one, and what several of them say together."""

import os
from pathlib import Path

import pytest

from pulumi_arize_users import ProgramError
from pulumi_arize_users.providers.roster_files import LARGEST_MEBIBYTES
from pulumi_arize_users.resources.roster_reading import read_declaration, said_documents

ADA = "ada@example.com: {name: Ada, role: ADMIN}"
ALAN = "alan@example.com: {name: Alan}"
SAVE = "Save it as UTF-8: in an editor, or with `iconv -t UTF-8 -f"
NO_RULES = {"max_removals": None, "max_membership_removals": None, "unmanaged": None}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The folder of a program, which cannot look at any account."""
    monkeypatch.delenv("ARIZE_API_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, *people: str, head: str = "defaults: {role: MEMBER}") -> str:
    """A file with these people."""
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([head, "people:", *(f"  {person}" for person in people)]), encoding="utf-8")
    return name


def read(file, **rules):
    """What the files declare together."""
    return read_declaration("team", said_documents("team", file, None, None), {**NO_RULES, **rules})


def refusal(file, **rules):
    """Why they do not."""
    with pytest.raises(ProgramError) as refused:
        read(file, **rules)
    return str(refused.value)


@pytest.mark.parametrize(
    "file",
    [["people/ml.yaml", "people/data.yml"], "people", Path("people"), "people/*.y*ml", ["people/*.yaml", "people"]],
    ids=["a list", "a folder", "a path", "a pattern", "some twice"],
)
def test_many_files_are_one_roster(file):
    """One for each team, with defaults and code owners of its own."""
    write("people/ml.yaml", ADA, head="defaults: {role: MEMBER, organizations: {ML: MEMBER}}")
    write("people/data.yml", ALAN, head="max_removals: 2\ndefaults: {role: ANNOTATOR}")
    Path("people/README.md").write_text("not a roster")

    declaration = read(file)

    assert {
        "ada@example.com": {"name": "Ada", "organizations": {"ML": "MEMBER"}, "role": "ADMIN"},
        "alan@example.com": {"name": "Alan", "role": "ANNOTATOR"},
    } == declaration.people
    assert "2" == declaration.max_removals
    assert str(Path("people/ml.yaml:3:3")) == declaration.places["ada@example.com"]
    assert {"ML"} == declaration.scope_places.keys()


def test_nobody_stands_in_two_files():
    """Both places are named; spelled otherwise, it is the same person."""
    files = [write("a.yaml", ADA), write("b.yaml", ADA.replace("ada@", "Ada@"), ALAN)]

    assert refusal(files) == (
        "Roster 'team' has 1 mistake, and nothing is done:\n"
        "b.yaml:3:3: Ada@example.com is declared at a.yaml:3:3 as well. Everybody stands in one file, with all their "
        "organizations: keep one of them."
    )


def test_a_rule_for_everybody_stands_once():
    """Said twice in the same way is no harm; an argument of the program overrides all files."""
    files = [write("a.yaml", ADA, head="max_removals: 3"), write("b.yaml", "alan@x.org: {name: A, role: MEMBER}")]
    Path("b.yaml").write_text("max_removals: 5%\n" + Path("b.yaml").read_text())

    assert refusal(files).endswith(
        "b.yaml:1:1: max_removals is 5% here and 3 at a.yaml:1:1, but it holds for the whole roster: keep one of them."
    )


def test_mistakes_of_all_files_are_told_at_once():
    """File by file, each with its place."""
    files = [write("b.yaml", "ada: {name: A}"), write("a.yaml", "alan@example.com: {}")]

    assert [
        "Roster 'team' has 2 mistakes, and nothing is done:",
        "b.yaml:3:3",
        "a.yaml:3:3",
    ] == [line.split(": ")[0] if ".yaml" in line else line for line in refusal(files).splitlines()]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ([], "Roster 'team' needs at least one file; file= is an empty list."),
        (5, "Roster 'team': file= must be a path or a list of paths, not int."),
        ([None], "Roster 'team': file= must be a path or a list of paths, not NoneType."),
        ("empty", "Roster 'team' has no file: there is no file ending in .json, .yaml, .yml in empty."),
        ("*.yaml", "Roster 'team' has no file: no file matches *.yaml in {folder}."),
        ("people.yaml", "Roster 'team' cannot read people.yaml: there is no such file in {folder}."),
        ("x" * 300, f"Roster 'team' cannot read {'x' * 300}: File name too long."),
        ("x\0.yaml", "Roster 'team' cannot read x .yaml: no file has a null character in its name."),
        (["{folder}/x.yaml"], "Roster 'team' cannot read {folder}/x.yaml: there is no such file in {folder}."),
    ],
)
def test_files_that_are_not_there_are_said_to_have_been_looked_for(folder, file, why):
    """With the folder, which in a pipeline is often another one than at home."""
    Path("empty").mkdir()
    asked = [str(one).format(folder=folder) for one in file] if file and isinstance(file, list) and file[0] else file

    assert why.format(folder=folder) == refusal(asked)


def test_a_pipe_is_not_waited_for():
    """Reading one would never end, and neither would reading a device."""
    os.mkfifo("people.yaml")

    assert "Roster 'team' cannot read people.yaml: it is not a regular file." == refusal("people.yaml")


def test_a_device_is_not_read():
    """It has no end."""
    assert "Roster 'team' cannot read /dev/zero: it is not a regular file." == refusal("/dev/zero")


def test_a_file_has_a_size_that_a_person_could_have_meant():
    """Nothing of a larger one is read."""
    with Path("people.yaml").open("wb") as file:
        file.truncate(LARGEST_MEBIBYTES * 2**20 + 1)

    assert "Roster 'team' cannot read people.yaml: it is larger than 64 MiB." == refusal("people.yaml")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        (
            "people.yaml",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n",
            "it is a pointer of Git LFS, and not the file itself; run `git lfs pull`.",
        ),
        (
            "people.yaml",
            b"people:\n<<<<<<< HEAD\n  a@b.org: {}\n=======\n>>>>>>> main\n",
            "Git has left a conflict in it, which begins in line 2; resolve it first.",
        ),
        (
            "people.csv",
            b"email,name\na@b.org,A\n",
            "a table is not a roster. Write YAML or JSON: a mapping `people` from each address to name and role.",
        ),
        (
            "people.yaml",
            "people: {}".encode("utf-16"),
            f"it is UTF-16, which PowerShell and some editors write unless told otherwise. {SAVE} UTF-16`.",
        ),
        (
            "people.yaml",
            "people: {}".encode("utf-32"),
            f"it is UTF-32, which PowerShell and some editors write unless told otherwise. {SAVE} UTF-32`.",
        ),
        (
            "people.yaml",
            "people: {}".encode("utf-16-le"),
            f"it has zero bytes in it, as UTF-16 without a mark has. {SAVE} UTF-16LE`.",
        ),
        (
            "people.yaml",
            b"people:\n  name: Andr\xe9",
            f"it is not UTF-8, as line 2 shows; it may be in a Windows code page. {SAVE} CP1252`.",
        ),
        (
            "people.yaml",
            b"PK\x03\x04\x14\0\0\0",
            "it is a spreadsheet or an archive, not text. Write YAML or JSON: a mapping `people` from each address.",
        ),
    ],
    ids=["LFS", "conflict", "CSV", "UTF-16", "UTF-32", "UTF-16 without a mark", "cp1252", "XLSX"],
)
def test_what_is_plainly_no_roster_is_named(name, content, why):
    """A parser's complaint about its first line would lead nowhere."""
    Path(name).write_bytes(content)

    assert f"Roster 'team' cannot read {name}: {why}" == refusal(name)


def test_a_file_full_of_mistakes_is_a_short_text():
    """The first twenty with their places; the others are counted by what is wrong."""
    everybody = [f"person{number}@example.com: {{name: P, titel: x, role: R{number}}}" for number in range(500)]

    lines = refusal(write("people.yaml", *everybody)).splitlines()

    assert "Roster 'team' has 1000 mistakes, and nothing is done:" == lines[0]
    assert 23 == len(lines)
    assert "… and 490 more like this: titel is not a valid key of a person; use one of name" == lines[21].split(",")[0]
    assert lines[22].startswith("… and 490 more like this: role … is ")


def test_merge_keys_count_as_aliases_do():
    """A few kilobytes of them would otherwise mean a text of a hundred megabytes."""
    wrong = ", ".join(f"key{number}: 1" for number in range(800))
    everybody = [f"p{number}@example.com: {{<<: *wrong}}" for number in range(800)]
    write("people.yaml", f"p@example.com: &wrong {{{wrong}}}", *everybody)

    assert 2000 > len(refusal("people.yaml"))


def test_somebody_may_leave_out_an_organization_of_the_defaults():
    """An empty mapping only adds nothing: the defaults hold all the same."""
    head = "defaults: {role: MEMBER, organizations: {ML: MEMBER, Search: ADMIN}}"
    write(
        "people.yaml",
        "ada@x.org: {name: A, organizations: {ML: None}}",
        "b@x.org: {name: B, organizations: {}}",
        head=head,
    )

    people = read("people.yaml").people

    assert {"Search": "ADMIN"} == people["ada@x.org"]["organizations"]
    assert {"ML": "MEMBER", "Search": "ADMIN"} == people["b@x.org"]["organizations"]


def test_only_what_the_defaults_give_can_be_left_out():
    """Under another name or by id it would stay, and nobody would notice."""
    head = "defaults: {role: MEMBER, organizations: {ML: MEMBER}}"
    write("people.yaml", "ada@x.org: {name: A, organizations: {O1: none}}", head=head)

    assert refusal("people.yaml").endswith(
        "people.yaml:3:44: ada@x.org: O1 is none, but the defaults do not give it under this name or id. "
        "none leaves an organization of the defaults out; to be in no organization, name none."
    )
