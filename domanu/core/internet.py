"""Which addresses of machines are what they seem to be, and everybody's to reach."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

MISLEADING = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",  # between providers
            "192.88.99.0/24",  # relays for 6to4
            "::/96",  # IPv4 in disguise: compatible, mapped, translated, 6to4 and Teredo
            "::ffff:0:0/96",
            "::ffff:0:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2002::/16",
            "2001::/32",
            "fec0::/10",  # what site-local was
        ),
    )
)


def is_public(text: str) -> bool:
    """Whether everybody on the internet can reach this address, and it is what it seems to be."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.scope_id:
        return False
    if any(address.version == network.version and address in network for network in MISLEADING):
        return False
    odd = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    return address.is_global and not odd and not address.is_private and not address.is_loopback
