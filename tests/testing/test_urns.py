"""URNs."""

import pytest

from pulumi_arize_users.testing import urns

STACK = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev"


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        ("", "urn:pulumi:dev::proj::a:b:C::name"),
        (STACK, "urn:pulumi:dev::proj::a:b:C::name"),
        ("urn:pulumi:dev::proj::x:y:Z::z", "urn:pulumi:dev::proj::x:y:Z$a:b:C::name"),
        ("urn:pulumi:dev::proj::x:y:Z$q:r:S::z", "urn:pulumi:dev::proj::x:y:Z$q:r:S$a:b:C::name"),
    ],
)
def test_component_parents_are_part_of_the_urn(parent, expected):
    """A component's whole type goes before its child's; the stack adds nothing."""
    assert expected == urns.build("dev", "proj", parent, "a:b:C", "name")


def test_a_urn_is_taken_apart():
    """Type and name come back from a URN, whatever the name holds."""
    urn = urns.build("dev", "proj", "urn:pulumi:dev::proj::x:y:Z::z", "a:b:C", "odd::name$x")

    assert "a:b:C" == urns.type_of(urn)
    assert "odd::name$x" == urns.name_of(urn)


def test_the_default_provider_is_told_from_a_declared_one():
    """Only what no program declared is a default provider."""
    declared = urns.build("dev", "proj", "", urns.PROVIDER_TYPE, "eu")

    assert urns.is_default_provider(urns.default_provider("dev", "proj"))
    assert not urns.is_default_provider(declared)
    assert urns.is_provider(declared)
