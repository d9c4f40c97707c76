"""Who is managed by code, and where: exports of stacks, and files of rosters."""
