"""What Pulumi starts where this folder is added as a package: the plugin (`PulumiPlugin.yaml`)."""

from pulumi_arize_users.hosts.plugin.__main__ import main

main()
