"""HTTP connections that go only where the guard lets them."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING

import httpcore
import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.fetch.guard import Guard


class _Backend(httpcore.NetworkBackend):
    """Connects to the address that was checked; the name stays for TLS and for the header `Host`."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            address = self._guard.address(host, port)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: typing.Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class GuardedTransport(httpx.BaseTransport):
    """What httpx sends requests through. No proxy of the environment is used: it would connect wherever it is told."""

    def __init__(self, guard: Guard) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=_Backend(guard), max_connections=1, max_keepalive_connections=1
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; errors are those of httpcore."""
        url = httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        asked = httpcore.Request(request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions)
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer.stream), extensions=answer.extensions)

    def close(self) -> None:
        """End all connections."""
        self._pool.close()
