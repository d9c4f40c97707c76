"""Modules of examples and documents, which belong to no package and are found by their place."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def module_at(path: Path) -> Any:
    """The module in a file; its name is of no importance."""
    spec = importlib.util.spec_from_file_location(f"at_its_place_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where a dataclass looks for its types
    spec.loader.exec_module(module)
    return module
