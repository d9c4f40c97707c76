"""Two people and their memberships in one organization: the smallest useful program."""

import pulumi

from pulumi_arize_users import ArizeUser, OrganizationMembership, get_organization

ml = get_organization(name="ML Platform")

ada = ArizeUser("ada", email="ada@example.com", name="Ada Lovelace", role="MEMBER")
grace = ArizeUser("grace", email="grace@example.com", name="Grace Hopper", role="ADMIN", on_destroy="retain")

OrganizationMembership("ada-ml", organization_id=ml.id, user=ada, role="ADMIN")
OrganizationMembership("grace-ml", organization_id=ml.id, user=grace, role="READ_ONLY")

pulumi.export("ada_status", ada.status)
