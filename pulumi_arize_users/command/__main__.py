"""Where `arize-users` begins, and `python -m pulumi_arize_users.command`."""

from __future__ import annotations

import sys

_EXTRA = {"click", "rich"}


def main() -> None:
    """Run the command; without its libraries, say how to get them."""
    try:
        from pulumi_arize_users.command.group import arize_users  # noqa: PLC0415 - it may not be installed
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        sys.exit(f"arize-users needs {error.name}: install pulumi-arize-users[command].")
    arize_users(prog_name="arize-users")


if __name__ == "__main__":
    main()
