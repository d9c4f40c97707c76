"""What a program declares, as far as it shows without a program; the rest is shown by whole programs."""

from __future__ import annotations

import asyncio
import gc
import inspect
import operator
import signal
import subprocess
import sys

import pulumi
import pytest

from pulumi_arize_users import ArizeUser, CustomRole, OrganizationMembership, ProgramError, Roster, SpaceMembership
from pulumi_arize_users.hosts.plugin.publishing.texts import class_texts
from pulumi_arize_users.people.declaration import MEMBERSHIPS, PERSON
from pulumi_arize_users.people.record import SERVERS_OWN, TRIGGERS
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE
from pulumi_arize_users.providers.protocol import SECRET
from pulumi_arize_users.resources.custom_role import role_word
from pulumi_arize_users.resources.program import LANGUAGE_HOST, OBJECTS_BETWEEN_COLLECTIONS, hidden, prepare_process
from pulumi_arize_users.resources.roster_reading import said_documents
from pulumi_arize_users.resources.user import ONLY_DECLARED, SECRET_OUTPUTS

NOT_PROPERTIES = {"self", "resource_name", "opts"}


def arguments_of(resource):
    return set(inspect.signature(resource.__init__).parameters) - NOT_PROPERTIES


def value_of(make):
    """The value of an output that is made inside of an event loop, as in a program."""

    async def wait():
        pulumi.runtime.configure(pulumi.runtime.Settings("team", "test"))
        return await pulumi.Output.from_input(make()).future()

    return asyncio.run(wait())


def test_every_argument_of_a_person_is_known_to_the_rules():
    """An argument that no rule reads would have no effect."""
    assert {*PERSON.readers, *TRIGGERS} == arguments_of(ArizeUser)


def test_every_argument_of_a_membership_is_known_to_the_rules():
    """The person itself may be given instead of the id."""
    assert {*MEMBERSHIPS[ORGANIZATION].readers, "user"} == arguments_of(OrganizationMembership)
    assert {*MEMBERSHIPS[SPACE].readers, "user"} == arguments_of(SpaceMembership)


def test_every_property_of_a_person_can_be_used_in_a_program():
    """Arguments and what the server adds are typed attributes."""
    assert {*PERSON.readers, *TRIGGERS, *SERVERS_OWN} == set(class_texts("resources/user", "ArizeUser").attributes)


def test_everything_but_the_name_is_given_by_keyword():
    """A program is read more often than written."""
    for resource in (ArizeUser, OrganizationMembership, SpaceMembership, Roster):
        positional = [
            parameter.name
            for parameter in inspect.signature(resource.__init__).parameters.values()
            if parameter.kind is not parameter.KEYWORD_ONLY
        ]

        assert ["self", "resource_name"] == positional


def test_the_temporary_password_is_always_a_secret():
    """Whatever the program marks, state never holds it in the clear."""
    assert ["temporary_password"] == SECRET_OUTPUTS.additional_secret_outputs


def test_a_custom_role_is_declared_by_id():
    """The id may be known at once, or come from another resource."""
    assert "custom:R7" == role_word(CustomRole(id="R7"))
    assert "custom:R7" == value_of(lambda: role_word(CustomRole(id=pulumi.Output.from_input("R7"))))


def test_a_predefined_role_is_passed_on():
    """Which ones there are is for the provider to say, at preview."""
    assert "member" == role_word("member")


def test_the_names_of_secret_arguments_are_passed_to_the_provider():
    """It sees values in the clear, and must know which of them not to show."""

    def told():
        arguments = {"email": pulumi.Output.secret("ada@example.com"), "name": pulumi.Output.from_input("Ada")}
        return hidden(arguments | {"role": "MEMBER"})[SECRET]

    assert ["email"] == value_of(told)


def test_a_program_with_plain_values_passes_no_names():
    """The usual state has no such key."""
    assert {} == hidden({"email": "ada@example.com", "is_developer": None})


@pytest.mark.parametrize("people", [{}, {"user_id": "U1", "user": object()}], ids=["nobody", "two"])
def test_a_membership_needs_exactly_one_person(people):
    """The sentence names the resource and both arguments."""
    sentence = r"^OrganizationMembership 'ada-ml' needs exactly one of user= and user_id=\.$"

    with pytest.raises(ProgramError, match=sentence):
        OrganizationMembership("ada-ml", organization_id="O1", role="ADMIN", **people)


def test_a_users_own_process_is_left_alone():
    """It ends at an interrupt and looks for garbage as it did before."""
    before = signal.getsignal(signal.SIGINT), gc.get_threshold()

    prepare_process()

    assert before == (signal.getsignal(signal.SIGINT), gc.get_threshold())


@pytest.mark.parametrize("resource", ["ArizeUser", "OrganizationMembership", "Roster"])
def test_the_process_in_which_pulumi_runs_a_program_is_prepared(tmp_path, resource):
    """It ends at an interrupt without a traceback, and looks for garbage rarely."""
    launcher = tmp_path / LANGUAGE_HOST
    launcher.write_text(
        f"import gc, signal, pulumi_arize_users as arize; arize.{resource}\n"
        "print(signal.getsignal(signal.SIGINT) is signal.SIG_DFL, gc.get_threshold()[0])"
    )

    said = subprocess.run([sys.executable, launcher], capture_output=True, text=True, check=True).stdout

    assert f"True {OBJECTS_BETWEEN_COLLECTIONS}\n" == said


def test_a_custom_role_may_stand_in_a_mapping():
    """As for a single person; what the rules then say of the mapping is theirs."""
    own_role = CustomRole(id="R7")

    everywhere = {"role": own_role, "spaces": {"ML/Fraud": own_role, "ML/Churn": "ADMIN"}}
    words = {"role": "custom:R7", "spaces": {"ML/Fraud": "custom:R7", "ML/Churn": "ADMIN"}}

    (document,) = said_documents("people", None, {"ada@example.com": {"name": "Ada", **everywhere}}, everywhere)

    assert document.data == {"people": {"ada@example.com": {"name": "Ada", **words}}, "defaults": words}


@pytest.mark.parametrize(
    ("file", "people", "defaults"),
    [(None, None, None), ("people.yaml", {}, None), ("people.yaml", None, {"role": "MEMBER"})],
)
def test_a_roster_comes_from_one_place(file, people, defaults):
    """A file, or a mapping with its defaults."""
    with pytest.raises(ProgramError) as refused:
        said_documents("people", file, people, defaults)

    assert "Roster 'people' needs either file=, or people= and optionally defaults=." == str(refused.value)


def test_what_was_not_given_is_none_when_it_is_asked_for():
    """Such attributes cost a program nothing before; a slip is still told."""
    person = ArizeUser.__new__(ArizeUser)

    assert [None] * len(ONLY_DECLARED) == [value_of(lambda name=name: getattr(person, name)) for name in ONLY_DECLARED]
    with pytest.raises(AttributeError, match="'ArizeUser' object has no attribute 'adopted_by'"):
        operator.attrgetter("adopted_by")(person)
