"""Who is at the other end: the client's address, believed only as far as the proxies before it are trusted."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.requests import Request

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


class Peers:
    """`trusted` are addresses or networks ("10.0.0.7", "10.0.0.0/8"). Raises ValueError if one is neither."""

    def __init__(self, trusted: tuple[str, ...]) -> None:
        self._trusted: tuple[IPv4Network | IPv6Network, ...] = tuple(ip_network(one, strict=False) for one in trusted)

    def address(self, request: Request) -> str:
        """The nearest address that is no trusted proxy; "" where there is none (a socket file)."""
        here = request.client.host if request.client else ""
        hops = [hop.strip() for value in request.headers.getlist("x-forwarded-for") for hop in value.split(",")]
        while hops and self._trusts(here):
            farther = hops.pop()
            if _parsed(farther) is None:
                break
            here = farther
        return here

    def neighbourhood(self, request: Request) -> str:
        """What floods are counted by: an IPv4 address, or the /64 an IPv6 household has."""
        address = self.address(request)
        parsed = _parsed(address)
        if isinstance(parsed, IPv6Address):
            return str(ip_network((parsed, 64), strict=False))
        return address

    def is_https(self, request: Request) -> bool:
        """Whether the browser's own connection is encrypted."""
        if request.client and self._trusts(request.client.host):
            return request.headers.get("x-forwarded-proto", request.scope["scheme"]) == "https"
        return str(request.scope["scheme"]) == "https"

    def _trusts(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self._trusted)


def is_neighbour(request: Request) -> bool:
    """Whether somebody on this machine asks, with no proxy between."""
    parsed = _parsed(request.client.host) if request.client else None
    return parsed is not None and parsed.is_loopback and not any(name in request.headers for name in FORWARDED)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None
