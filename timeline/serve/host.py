"""The host of a preview: a web server on the loopback interface that gives what the preview has, and nothing from the disk."""

from __future__ import annotations

import errno
import os
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from mimetypes import MimeTypes
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from timeline.errors import ServeError
from timeline.serve.preview import OWN

if TYPE_CHECKING:
    from timeline.serve.preview import Preview

LOOPBACK = "127.0.0.1"
HEARTBEAT = 15.0  # seconds after which a word is sent all the same: a browser that went away is noticed by it

_TYPES = MimeTypes()  # the module's own table: that of the machine may say anything
_TEXTS = ("text/javascript", "application/json")


class Host(ThreadingHTTPServer):
    """Serves a preview; `address` is where. A `ServeError` says that the port is taken."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers have one port

    def __init__(self, port: int, preview: Preview) -> None:
        self.preview = preview
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            reason = "is in use, perhaps by another timeline serve" if error.errno == errno.EADDRINUSE else "may not be used"
            raise ServeError(f"port {port}: {reason}; choose another with --port, or --port 0 for any that is free") from error

    @property
    def address(self) -> str:
        """The address of the first page."""
        return f"http://{LOOPBACK}:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: Host
    protocol_version = "HTTP/1.1"
    server_version = "timeline"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer a request."""
        if not self._is_meant():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", b"this server answers to localhost only\n")
            return
        path = urlsplit(self.path if not self.path.startswith("//") else f"/{self.path.lstrip('/')}").path
        if path == f"{OWN}events":
            self._events()
        elif path == f"{OWN}reload.js":
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", files("timeline.serve").joinpath("reload.js").read_bytes())
        else:
            answer = self.server.preview.answer(unquote(path).removeprefix("/"))
            location = {"Location": answer.location} if answer.location else {}
            self._send(answer.status, _type(answer.path), answer.content, location)

    do_HEAD = do_GET  # noqa: N815 - the same; `_send` leaves the content out

    def _is_meant(self) -> bool:
        """Whether the request names this machine: a page from elsewhere may have made its own name lead here (DNS rebinding)."""
        port = self.server.server_address[1]
        return self.headers.get("Host", "") in {f"{name}:{port}" for name in (LOOPBACK, "localhost")}

    def _send(self, status: int, kind: str, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        common = {
            "Content-Type": kind,
            "Content-Length": str(len(content)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        for name, value in (common | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _events(self) -> None:
        """Tell the version now and each that follows, as Server-Sent Events (HTML, section 9.2)."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        version = ""
        while self.command != "HEAD" and (version := self.server.preview.wait(version, HEARTBEAT)):
            self.wfile.write(f"data: {version}\n\n".encode())

    def handle(self) -> None:
        """Serve a connection; a browser that hangs up is no error."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Say nothing of single requests."""


def _type(path: str) -> str:
    kind = _TYPES.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXTS else kind
