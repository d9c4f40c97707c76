"""What a run knows of somebody after an import: they belong to the stack from then on."""

from pulumi_arize_users.people.scope import ORGANIZATION
from pulumi_arize_users.providers.imports import imported_membership, imported_user


def test_whoever_is_imported_is_managed(account_with, arize):
    """Another resource that means the same account is told so."""
    account, ada = account_with(), arize.add_user("ada@example.com")

    imported_user(account, "Ada@example.com")

    assert "ada@example.com" == account.run.managed_as(ada)
    assert {ada} == account.run.remembered_people()


def test_the_person_and_the_organization_of_an_imported_membership_are_remembered(account_with, arize):
    """They show later that this is the account of the stack."""
    account, ada = account_with(), arize.add_user("ada@example.com")
    organization = arize.add_organization("ML Platform")
    arize.add_member(organization, ada)

    imported_membership(account, ORGANIZATION, "ML Platform/ada@example.com:MEMBER")

    assert {ada} == account.run.remembered_people()
    assert [organization] == account.run.remembered_scopes(ORGANIZATION)
