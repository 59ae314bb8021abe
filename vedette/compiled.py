"""How kernels are compiled: one way, for all rooms that have any."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    """Compile without the interpreter's lock, cached where a cache can be written."""
    try:
        return njit(  # type: ignore[no-any-return]
            function, nogil=True, cache=True, **options
        )
    except RuntimeError:  # read-only install and no home: "no locator available"
        return njit(function, nogil=True, **options)  # type: ignore[no-any-return]
