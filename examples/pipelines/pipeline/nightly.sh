#!/bin/sh
# Whether the account is what the repository says, and who is in it that nothing declares. Nothing is written, neither
# to the account nor to the state. FOLDER/summary.md has both; ends with 1 if either found something, or could not look.
# Usage: STACK=... nightly.sh FOLDER
set -u
here=$(dirname "$0")
mkdir -p "$1" || exit 1
export_of_stack=$(mktemp) || exit 1
trap 'rm -f "$export_of_stack"' EXIT

pulumi preview --stack "$STACK" --refresh --expect-no-changes --diff --non-interactive --color never >"$1/drift.txt" 2>&1
drift=$?
cat "$1/drift.txt"

# Secrets stay encrypted in an export, and the audit does not need them.
pulumi stack export --stack "$STACK" --non-interactive >"$export_of_stack" &&
  arize-users audit --stack "$export_of_stack" --roster people.yaml --format markdown >"$1/audit.md"
audit=$?

{
  python3 "$here/changes.py" "Drift of $STACK" "$1/drift.txt"
  cat "$1/audit.md"
} >"$1/summary.md"
[ "$drift" -eq 0 ] && [ "$audit" -eq 0 ]
