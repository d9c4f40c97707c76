"""Two people and their memberships in one organization: the smallest useful program."""

import pulumi
import pulumi_arize as arize

ml = arize.get_organization(name="ML Platform")

ada = arize.User("ada", email="ada@example.com", name="Ada Lovelace", role="MEMBER")
grace = arize.User("grace", email="grace@example.com", name="Grace Hopper", role="ADMIN", on_destroy="retain")

# With `person`, a membership stays for as long as the removal of its person is refused.
for name, user, role in [("ada", ada, "ADMIN"), ("grace", grace, "READ_ONLY")]:
    arize.OrganizationMembership(
        f"{name}-ml",
        organization_id=ml.id,
        user_id=user.user_id,
        role=role,
        person={"email": user.email, "on_destroy": user.on_destroy, "adopted": user.adopted},
    )

pulumi.export("adaStatus", ada.status)
