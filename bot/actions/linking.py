"""Links to an opportunity: its public page and the ways into each channel. `place` tells where a link was put."""

from bot.actions.desk import House

PREFIX = "o_"


def payload(code: str, place: str = "") -> str:
    """What a deep link carries: "o_K7QXM", "o_K7QXM_wa"."""
    return f"{PREFIX}{code}_{place}" if place else f"{PREFIX}{code}"


def links(house: House, code: str, place: str = "") -> dict[str, str]:
    """Address by way ("page", "telegram", "webchat"), of those there are; the page first."""
    found: dict[str, str] = {}
    if house.public_url:
        query = f"?di={place}" if place else ""
        found["page"] = f"{house.public_url}/o/{code}{query}"
        found["webchat"] = f"{house.public_url}/chat?ref={payload(code, place)}"
    if telegram := house.links.get("telegram"):
        found["telegram"] = f"{telegram}?start={payload(code, place)}"
    return found


def link(house: House, code: str, place: str = "") -> str:
    """The best single address; "" where nobody outside could reach any."""
    return next(iter(links(house, code, place).values()), "")
