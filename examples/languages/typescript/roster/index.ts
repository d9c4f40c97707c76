// A whole team in one file: who is in the account, with which role, and in which organizations.
import * as arize from "@pulumi/arize";

const team = new arize.Roster("team", { file: "../../../team_roster/people.yaml" });

// An id for other resources, or for another stack.
export const adminId = team.users["grace@example.com"].id;
