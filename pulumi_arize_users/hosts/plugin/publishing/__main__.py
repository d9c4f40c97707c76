"""The command `python -m pulumi_arize_users.hosts.plugin.publishing`: writes the schema into the package.

A test holds that the published schema is the one that this command writes.
"""

from __future__ import annotations

from pathlib import Path

from pulumi_arize_users.hosts.plugin import schema
from pulumi_arize_users.hosts.plugin.publishing.package import published

if __name__ == "__main__":
    Path(schema.__file__).with_name(schema.FILE).write_text(published(), encoding="utf-8")
