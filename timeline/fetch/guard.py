"""Which addresses may be connected to: public ones, and those that the user allows by name or network.

Names are resolved once, and the connection is made to the very address that was checked: a name that points elsewhere at the second
look (DNS rebinding), or a page that redirects into the own network (server-side request forgery), gets nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class RefusedError(Exception):
    """An address that must not be connected to."""


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host name; OSError where it has none."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True, slots=True)
class Guard:
    """`allowed` are networks that may be connected to although they are not public; `resolve` gives the addresses of a name."""

    allowed: tuple[Network, ...] = ()
    resolve: Callable[[str, int], list[str]] = resolved

    def address(self, host: str, port: int) -> str:
        """The address to connect to for a host; `RefusedError` if any that it has is private: a mixed answer is an attack."""
        found = self.resolve(host, port)
        for text in found:
            address = ipaddress.ip_address(text.partition("%")[0])
            if not self._may(address):
                raise RefusedError(f"{host} is at {address}, which is no public address: name it with --allow if you mean it")
        if not found:
            raise OSError(f"{host} has no address")
        return found[0]

    def _may(self, address: Address) -> bool:
        if any(address.version == network.version and address in network for network in self.allowed):
            return True
        inner = _within(address)
        return self._may(inner) if inner is not None else address.is_global and not address.is_multicast


def _within(address: Address) -> Address | None:
    """The IPv4 address that an IPv6 address stands for (mapped, 6to4, Teredo, NAT64), or None."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
