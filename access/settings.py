"""What the settings of this machine say of its visitors: by which address they come, and how many may."""

from dataclasses import dataclass

from access.clients import Clients
from warehouse import paths


@dataclass(frozen=True)
class Settings:
    """The public address (or nothing), how to tell clients apart, and the two limits."""

    public_address: str
    clients: Clients
    max_sessions: int
    max_per_client: int


def read() -> Settings:
    """The settings as they are now; ValueError names the first that cannot be read, and its value."""
    public = paths.public_address()
    clients = Clients(paths.trusted_proxies(), is_proxied=bool(public))
    return Settings(public, clients, paths.max_sessions(), paths.max_per_client())
