#!/bin/sh
# A preview without a key, without a passphrase and without the state: it shows every mistake that can be found without
# the account. The stack is empty, so everybody in it is new.
# Usage: fork.sh FILE
set -u
unset ARIZE_API_KEY PULUMI_ACCESS_TOKEN
backend=$(mktemp -d) || exit 1
trap 'rm -rf "$backend"' EXIT
export PULUMI_BACKEND_URL="file://$backend" PULUMI_CONFIG_PASSPHRASE=none
pulumi stack init fork --non-interactive || exit 1
STACK=fork "$(dirname "$0")/preview.sh" "$1"
