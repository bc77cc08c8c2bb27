"""A preview in the browser: pages from memory, made anew when a file of the project changes; the published files know nothing of it."""

from __future__ import annotations

import gc
from contextlib import suppress
from threading import Thread, Timer
from typing import TYPE_CHECKING

from timeline.serve.host import Host
from timeline.serve.watching import changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.serve.preview import Preview


IDLE = 1.0  # seconds after a build when its page has been shown


def serve(preview: Preview, port: int, started: Callable[[str], None]) -> None:
    """Serve a project on the loopback interface until Ctrl-C; `started` is called with the address.

    The main thread builds, because only there can the work on a document be interrupted when it takes too long. A `ServeError` says
    that the port is taken. Port 0 takes any that is free.
    """
    with Host(port, preview) as host, suppress(KeyboardInterrupt):
        turns = changes(lambda: preview.places)
        next(turns)  # watched before it is read: no edit falls between
        preview.refresh(host.address)
        Thread(target=host.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        try:
            started(host.address)
            gc.disable()  # it would stop an edit for up to a third of its time; it works when nobody waits
            for _ in turns:
                preview.refresh(host.address)
                _later(gc.collect)
        finally:
            gc.enable()
            preview.close()
            host.shutdown()


def _later(work: Callable[[], object]) -> None:
    timer = Timer(IDLE, work)
    timer.daemon = True
    timer.start()
