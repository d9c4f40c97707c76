"""Two people who were onboarded with a component, one of whom stood in the program before it."""

import pulumi
from onboarding import Onboarding

from pulumi_arize_users import get_organization

organizations = {"ml": get_organization(name="ML Platform").id, "research": get_organization(name="Research").id}

# Ada was `ArizeUser("ada", ...)` with `OrganizationMembership("ada-ml", ...)`. `was` may go after one `pulumi up`.
ada = Onboarding(
    "ada",
    email="ada@example.com",
    display_name="Ada Lovelace",
    organizations={"ml": organizations["ml"]},
    leaves="retain",
    was="ada",
)
emmy = Onboarding(
    "emmy",
    email="emmy@example.com",
    display_name="Emmy Noether",
    organizations=organizations,
    leaves="block",
)

pulumi.export("statuses", {"ada": ada.status, "emmy": emmy.status})
