"""Whether there is room where files are written."""

from __future__ import annotations

import errno

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # the disk, our share of it, or the largest file there may be


def is_full(problem: BaseException) -> bool:
    """Whether something failed because no more can be written."""
    return isinstance(problem, OSError) and problem.errno in _FULL
