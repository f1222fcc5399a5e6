"""What two endpoints say differently when they answer the same request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tests.contract.stock import Answer

Json = Any


def compared(
    stock: Answer,
    ours: Answer,
    *,
    mounted_at: Iterable[str],
    in_item: Callable[[Json, Json], Iterable[str]],
    in_items: Callable[[Json, Json], Iterable[str]],
) -> list[str]:
    """Return what two answers say differently, in words; nothing if they agree.

    Args:
        stock: what Wagtail's own endpoint answers.
        ours: what ours does.
        mounted_at: the paths of both, which their addresses begin with.
        in_item: compares the bodies of two details.
        in_items: compares the items of two lists.
    """
    if stock.status != ours.status:
        return [f"status {stock.status} there, {ours.status} here: {stock.message}|{ours.message}"]
    if stock.status >= 400:
        return differs("message", stock.message, ours.message)
    if stock.location is not None or ours.location is not None:
        places = (below(one.location, mounted_at) for one in (stock, ours))
        return differs("Location", *places)
    if "items" not in stock.body:
        return list(in_item(stock.body, ours.body))
    return [
        *differs("envelope", set(stock.body), set(ours.body)),
        *differs("total_count", stock.body["meta"], ours.body["meta"]),
        *in_items(stock.body["items"], ours.body["items"]),
    ]


def differs(what: str, stock: Json, ours: Json) -> list[str]:
    """Return that two values are not the same, if they are not."""
    return [] if stock == ours else [f"{what}: {stock!r} there, {ours!r} here"]


def below(address: str | None, mounted_at: Iterable[str]) -> tuple[str, str] | None:
    """Return where an address leads below its endpoint, and its query, which both must keep."""
    if address is None:
        return None
    split = urlsplit(address)
    path = split.path
    for start in mounted_at:
        path = path.removeprefix(start)
    return path, split.query
