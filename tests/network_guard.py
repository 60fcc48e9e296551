"""What the network guard of the tests refuses, for tests that name it."""

from __future__ import annotations

import ipaddress


class BlockedConnection(AssertionError):
    """A test tried to reach an address outside this machine."""


def is_local(host: object) -> bool:
    """Tell whether `host` is a name or address of this machine; None and "" mean every one of its addresses."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(name))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
