#!/bin/sh
# What an `up` would do: in FILE, for the comment, and in the log of the job. Ends as the preview ended.
# Usage: STACK=... preview.sh FILE
set -u
pulumi preview --stack "$STACK" --diff --non-interactive --color never >"$1" 2>&1
ended=$?
cat "$1"
exit "$ended"
