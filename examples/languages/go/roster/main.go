// A whole team in one file: who is in the account, with which role, and in which organizations.
package main

import (
	"example.com/pulumi-arize/sdk/go/arize"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		team, err := arize.NewRoster(ctx, "team", &arize.RosterArgs{File: pulumi.String("../../../team_roster/people.yaml")})
		if err != nil {
			return err
		}
		// An id for other resources, or for another stack.
		ctx.Export("adminId", team.Users.MapIndex(pulumi.String("grace@example.com")).Id())
		return nil
	})
}
