"""Two people and their memberships in one organization: the smallest useful program."""

import pulumi
import pulumi_arize as arize

ml = arize.get_organization(name="ML Platform")

ada = arize.User("ada", email="ada@example.com", name="Ada Lovelace", role="MEMBER")
grace = arize.User("grace", email="grace@example.com", name="Grace Hopper", role="ADMIN", on_destroy="retain")

arize.OrganizationMembership("ada-ml", organization_id=ml.id, user_id=ada.user_id, role="ADMIN")
arize.OrganizationMembership("grace-ml", organization_id=ml.id, user_id=grace.user_id, role="READ_ONLY")

pulumi.export("adaStatus", ada.status)
