"""Whose connection it is, as far as it can be known behind proxies, and what the settings say of visitors."""

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.types import Scope

from warehouse import paths

_LONGEST = 64  # characters of an address, the name of a network card behind it included


def parse_address(address: str) -> IPv4Address | IPv6Address | None:
    """The address that a text is, None where it is something else; IPv4 written as IPv6 is IPv4."""
    return _parsed(address) if len(address) <= _LONGEST else None


@lru_cache(maxsize=1000)
def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return (isinstance(found, IPv6Address) and found.ipv4_mapped) or found


class Clients:
    """Tells the address of a client from that of a proxy. ``trusted``: addresses or networks of proxies whose
    X-Forwarded-For is believed, separated by commas; ValueError for what is neither. ``is_proxied``: whether visitors
    come through a proxy.

    Where the address is not known to be the client's own the answer is empty: one proxy may stand for a whole office.
    """

    def __init__(self, trusted: str, is_proxied: bool) -> None:
        try:
            self._networks = [ip_network(part.strip(), strict=False) for part in trusted.split(",") if part.strip()]
        except ValueError as error:
            raise ValueError(f"DTI_TRUSTED_PROXIES: {trusted}") from error
        self.trusted = [str(network) for network in self._networks]
        self._is_proxied = is_proxied

    def of(self, scope: Scope) -> str:
        """The client of a request or of a websocket, whose ``client`` is already what a trusted proxy says."""
        peer = scope["state"]["peer"]
        client = scope["client"][0] if scope.get("client") else ""
        if self._is_trusted(peer):
            return _whole(client) if client != peer else ""
        return self.of_peer(peer)  # whatever it says: everybody can say that he is a proxy

    def of_peer(self, peer: str) -> str:
        """The client at the other end of a connection of which nothing else is known yet.

        This machine's own address is a proxy's as often as a person's, and a public address means a proxy.
        """
        address = parse_address(peer)
        if address is None or address.is_loopback or self._is_proxied or self._is_trusted(peer):
            return ""
        return _whole(peer)

    def _is_trusted(self, peer: str) -> bool:
        address = parse_address(peer)
        return address is not None and any(address in network for network in self._networks)


def _whole(address: str) -> str:
    """What one client has of its own: an address, or the 64 bits of IPv6 below which it chooses freely."""
    found = parse_address(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return str(found) if found else address[:_LONGEST]


@dataclass(frozen=True)
class Settings:
    """The public address (or nothing), how to tell clients apart, and the limits."""

    public_address: str
    clients: Clients
    max_sessions: int
    max_per_client: int
    api_per_minute: int


def read_settings() -> Settings:
    """The settings as they are now; ValueError names the first that cannot be read, and its value."""
    public = paths.public_address()
    clients = Clients(paths.trusted_proxies(), is_proxied=bool(public))
    return Settings(public, clients, paths.max_sessions(), paths.max_per_client(), paths.api_per_minute())
