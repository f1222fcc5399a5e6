"""Where webhooks may be sent: to public addresses, over HTTPS.

An address is typed in by somebody, and the site's own network trusts the site: a webhook to
``http://169.254.169.254/`` would reach what no outsider can. So a name is resolved here, every
address that it has is judged, and `pages.delivery.webhooks.sending` connects to those addresses and
resolves nothing again.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

Resolve = Callable[..., list[Any]]
"""As `socket.getaddrinfo`."""

_PORTS: Final = {"https": 443, "http": 80}
_KEPT_IN_PATHS: Final = "/%:@!$&'()*+,;=~-._"

_TRANSLATED: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "::ffff:0:0/96",  # IPv4 as IPv6
        "::/96",  # the same in its oldest form
        "64:ff9b::/96",  # NAT64, and its local networks
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4, and the relays to it
        "192.88.99.0/24",
    )
)
"""Networks whose addresses stand for others, which may be private ones."""


class TargetRefused(ValueError):
    """An address to which nothing is sent. Its text says why, translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address, taken apart.

    Attributes:
        scheme: ``https``, or in development ``http``.
        host: a name, in ASCII, or an address without brackets.
        port: the port.
        path: path and query, as they stand in the first line of a request.
    """

    scheme: str
    host: str
    port: int
    path: str


def parsed(url: str, *, is_development: bool) -> Target:
    """Take an address apart, without asking the network.

    Raises:
        TargetRefused: nothing is sent to such an address.
    """
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise TargetRefused(_("This is not a complete web address.")) from error
    if scheme != "https" and not (scheme == "http" and is_development):
        raise TargetRefused(_("Give an address that starts with https://."))
    if not host or any(character <= " " or character == "\\" for character in url.strip()):
        raise TargetRefused(_("This is not a complete web address."))
    if "@" in parts.netloc:
        raise TargetRefused(
            _("Leave name and password out of the address: what is sent is signed instead.")
        )
    path = quote(parts.path or "/", safe=_KEPT_IN_PATHS)
    if parts.query:
        path += "?" + quote(parts.query, safe=_KEPT_IN_PATHS + "?")
    return Target(scheme=scheme, host=host, port=port or _PORTS[scheme], path=path)


def refuse_written_address(target: Target, *, is_development: bool) -> None:
    """Refuse a host that is an address, in whatever form, and not a public one.

    Names are let pass: what they stand for is judged when something is sent.

    Raises:
        TargetRefused: it is not.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        if target.host.rstrip(".") == "localhost" and not is_development:
            raise _not_public() from None
        return
    for *_rest, place in found:
        refuse_unless_public(str(place[0]), is_development=is_development)


def public_addresses(
    target: Target, *, is_development: bool, resolve: Resolve | None = None
) -> list[str]:
    """Return the addresses of a target's host, all of which are public.

    Args:
        target: where something is to be sent.
        is_development: loopback is let pass.
        resolve: finds the addresses; the system does, unless given.

    Raises:
        TargetRefused: one of them is not.
        OSError: the name cannot be resolved.
    """
    found = (resolve or socket.getaddrinfo)(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(place[0]) for *_rest, place in found))
    for address in addresses:
        refuse_unless_public(address, is_development=is_development)
    return addresses


def refuse_unless_public(address: str, *, is_development: bool) -> None:
    """Refuse an address of IPv4 or IPv6 that is not one of the public internet.

    Raises:
        TargetRefused: it is private, loopback, link-local, multicast, reserved, unspecified, or
            stands for another address. In development loopback is let pass.
    """
    try:
        parsed_address = ipaddress.ip_address(address)
    except ValueError:
        raise _not_public() from None
    if is_development and parsed_address.is_loopback:
        return
    is_public = (
        parsed_address.is_global
        and not parsed_address.is_multicast
        and not parsed_address.is_reserved
        and not getattr(parsed_address, "is_site_local", False)
        and not any(parsed_address in network for network in _TRANSLATED)
    )
    if not is_public:
        raise _not_public()


def _not_public() -> TargetRefused:
    return TargetRefused(
        _("This address is not on the public internet. Give one that is reachable from outside.")
    )
