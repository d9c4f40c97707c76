// Two people and their memberships in one organization: the smallest useful program.
package main

import (
	"example.com/pulumi-arize/sdk/go/arize"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		name := "ML Platform"
		ml, err := arize.GetOrganization(ctx, &arize.GetOrganizationArgs{Name: &name})
		if err != nil {
			return err
		}
		ada, err := arize.NewUser(ctx, "ada", &arize.UserArgs{
			Email: pulumi.String("ada@example.com"),
			Name:  pulumi.String("Ada Lovelace"),
			Role:  arize.AccountRoleMember,
		})
		if err != nil {
			return err
		}
		grace, err := arize.NewUser(ctx, "grace", &arize.UserArgs{
			Email:     pulumi.String("grace@example.com"),
			Name:      pulumi.String("Grace Hopper"),
			Role:      arize.AccountRoleAdmin,
			OnDestroy: arize.OnDestroyRetain,
		})
		if err != nil {
			return err
		}
		if _, err := arize.NewOrganizationMembership(ctx, "ada-ml", &arize.OrganizationMembershipArgs{
			OrganizationId: pulumi.String(ml.Id),
			UserId:         ada.UserId,
			Role:           arize.OrganizationRoleAdmin,
		}); err != nil {
			return err
		}
		if _, err := arize.NewOrganizationMembership(ctx, "grace-ml", &arize.OrganizationMembershipArgs{
			OrganizationId: pulumi.String(ml.Id),
			UserId:         grace.UserId,
			Role:           arize.OrganizationRoleReadOnly,
		}); err != nil {
			return err
		}
		ctx.Export("adaStatus", ada.Status)
		return nil
	})
}
