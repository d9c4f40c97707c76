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

new arize.OrganizationMembership("ada-ml", {
    organizationId: ml.id,
    userId: ada.userId,
    role: "ADMIN",
});
new arize.OrganizationMembership("grace-ml", {
    organizationId: ml.id,
    userId: grace.userId,
    role: arize.OrganizationRole.ReadOnly,
});

export const adaStatus = ada.status;
