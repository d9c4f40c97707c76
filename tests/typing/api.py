"""The typed surface as a user's program sees it; checked by mypy, never run."""

from __future__ import annotations

import pulumi

from pulumi_arize_users import (
    ArizeClient,
    ArizeUser,
    Connection,
    CustomRole,
    Organization,
    OrganizationMembership,
    Space,
    SpaceMembership,
    User,
    get_organization,
    get_space,
    get_user,
    get_user_output,
    list_organizations,
    list_spaces,
    list_users,
    list_users_output,
    load_connection,
)

organization: Organization = get_organization(name="ML Platform")
organizations: list[Organization] = list_organizations()
somebody: User = get_user(email="ada@example.com")
of_another_account: User = get_user(id="VXNlcjox", opts=pulumi.InvokeOptions(provider=None))
later: pulumi.Output[User] = get_user_output(email=pulumi.Output.from_input("ada@example.com"))
all_later: pulumi.Output[list[User]] = list_users_output(status=["ACTIVE"], opts=pulumi.InvokeOutputOptions())
everybody: list[User] = list_users(email="@example.com", status=["ACTIVE"])

ada = ArizeUser("ada", email="ada@example.com", name="Ada", role="MEMBER")
bob = ArizeUser("bob", email=pulumi.Output.secret("bob@example.com"), name="Bob", role=CustomRole(id="r"), adopt=True)
alan = ArizeUser("alan", email="alan@example.com", name="Alan", role=ada.role, on_destroy="retain", is_developer=False)
found = ArizeUser.get("found", "VXNlcjox")

OrganizationMembership("ada-ml", organization_id=organization.id, user=ada, role="ADMIN")
space: Space = get_space(name="ML Platform/Fraud")
spaces: list[Space] = list_spaces(organization_id=organization.id)
SpaceMembership("ada-fraud", space_id=space.id, user=ada, role=CustomRole(id="r"))
SpaceMembership("bob-fraud", space_id="U3BhY2U6", user_id=bob.user_id, role="read-only", adopt=True)
OrganizationMembership("bob-ml", organization_id=organization.id, user_id=bob.user_id, role="read-only")

status: pulumi.Output[str] = ada.status
password: pulumi.Output[str | None] = ada.temporary_password
adopted: pulumi.Output[bool] = ada.adopted

ArizeUser("eve", email="eve@example.com", name="Eve", role="MEMBER", on_destroy="burn")  # type: ignore[arg-type]
ArizeUser("eve", "eve@example.com", name="Eve", role="MEMBER")  # type: ignore[call-arg]

client = ArizeClient()
another: ArizeClient = ArizeClient(Connection(api_key="key", base_url="https://api.arize.com", max_retries=2))
same_as_the_first: Connection = load_connection()
client.delete_users(user_ids=["VXNlcjox"], emails=["ada@example.com"])
