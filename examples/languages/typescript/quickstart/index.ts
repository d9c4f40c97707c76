// Two people and their memberships in one organization: the smallest useful program.
import * as arize from "@pulumi/arize";

const ml = arize.getOrganizationOutput({ name: "ML Platform" });

const ada = new arize.User("ada", { email: "ada@example.com", name: "Ada Lovelace", role: "MEMBER" });
const grace = new arize.User("grace", {
    email: "grace@example.com",
    name: "Grace Hopper",
    role: arize.AccountRole.Admin,
    onDestroy: arize.OnDestroy.Retain,
});

// With `person`, a membership stays for as long as the removal of its person is refused.
new arize.OrganizationMembership("ada-ml", {
    organizationId: ml.id,
    userId: ada.userId,
    role: "ADMIN",
    person: { email: ada.email, onDestroy: ada.onDestroy, adopted: ada.adopted },
});
new arize.OrganizationMembership("grace-ml", {
    organizationId: ml.id,
    userId: grace.userId,
    role: arize.OrganizationRole.ReadOnly,
    person: { email: grace.email, onDestroy: grace.onDestroy, adopted: grace.adopted },
});

export const adaStatus = ada.status;
