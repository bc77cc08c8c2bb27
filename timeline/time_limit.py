"""A limit on the time of one piece of work, so that no document can hold up a build."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class OverTime(BaseException):
    """The work took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `OverTime` in the work inside as soon as it has taken so many seconds.

    Only the main thread of a process can be interrupted, and not on Windows; elsewhere the work goes on. Limits may be nested:
    the inner one then counts alone.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise OverTime

    before = signal.signal(signal.SIGALRM, stop)
    outer, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, outer)
        signal.signal(signal.SIGALRM, before)
