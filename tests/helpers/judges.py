"""Outside judges that a machine may lack: their tests skip, saying why."""

import importlib
import os
from types import ModuleType

import pytest


def find_judge(module: str, where: str) -> ModuleType:
    """Return a judge's module; where it is absent skip, or fail if it is required."""
    try:
        return importlib.import_module(module)
    except ImportError:
        reason = f"no {module} on this machine ({where})"
        if os.environ.get("VEDETTE_JUDGES_REQUIRED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
