"""Wagtail's own endpoints of images, documents and redirects beside ours, over the same content.

As a URL configuration this module adds them, unchanged, to the addresses of the site and of the
stock pages endpoint (`tests.contract.stock`). All images and files are on public pages, and all
redirects lead somewhere public, so that both sides have the same to answer about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.contrib.redirects.api import RedirectsAPIViewSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Site

from tests.contract.comparing import Json, below, compared, differs
from tests.contract.stock import Answer, Request
from tests.contract.stock import urlpatterns as with_stock_pages
from tests.factories.content import a_reference, cite
from tests.factories.delivery import a_file, an_image, draft, link_to_file, publish

stock_router = WagtailAPIRouter("stock_media")
stock_router.register_endpoint("images", ImagesAPIViewSet)
stock_router.register_endpoint("documents", DocumentsAPIViewSet)
stock_router.register_endpoint("redirects", RedirectsAPIViewSet)

urlpatterns = [*with_stock_pages, path("stock_media/v2/", stock_router.urls)]

MOUNTED_AT: Final = ("/api/v2/", "/stock_media/v2/")

ENDPOINTS: Final = ("images", "documents", "redirects")

ADDED: Final[Mapping[str, frozenset[str]]] = {
    "images": frozenset({"focal_point", "renditions", "srcset"}),
    "documents": frozenset(),
    "redirects": frozenset({"is_permanent"}),
}
"""Fields that ours gives and Wagtail's does not."""

ELSEWHERE: Final = "https://www.example.org"
"""The frontend, to which our redirects lead; Wagtail shows no pages here, and names none."""


@dataclass(frozen=True)
class Library:
    """What there is, by id.

    Attributes:
        ids: of each endpoint's things.
        absent: an id that nothing has.
        page: a page on which one of each is.
    """

    ids: Mapping[str, Sequence[int]]
    page: int
    absent: int = 999_999


def a_library() -> Library:
    """Make pictures, files and redirects of which each can be told from the others."""
    images, files, pages = [], [], []
    for number, (title, tags) in enumerate(
        (("Hand", ("bone", "drawing")), ("knee", ()), ("Ángulo", ("drawing",)))
    ):
        image = an_image(title, width=300 + number, height=200 - number, focal_point_x=9 * number)
        file = a_file(f"Leaflet {number}, “{title}”")
        for one in (image, file):
            one.tags.add(*tags)
            one.save()  # the index of words is written anew
        text = f"<p>Read {link_to_file(file)} {cite(a_reference())}.</p>"
        pages.append(publish(draft(hero_image=image, hero_alt="A hand", causes=text)))
        images.append(image.pk)
        files.append(file.pk)
    redirects = [
        Redirect.objects.create(**fields).pk
        for fields in (
            {"old_path": "/old", "redirect_page": pages[0]},
            {"old_path": "/away", "redirect_link": "https://other.example/there/"},
            {"old_path": "/Ñandú", "redirect_link": "/here", "is_permanent": False},
            {
                "old_path": "/of-a-site",
                "redirect_page": pages[1],
                "site": Site.objects.get(is_default_site=True),
                "is_permanent": False,
            },
        )
    ]
    return Library({"images": images, "documents": files, "redirects": redirects}, pages[0].pk)


def stock_address(endpoint: str) -> str:
    """Return the path of Wagtail's endpoint."""
    return f"/stock_media/v2/{endpoint}/"


def our_address(endpoint: str) -> str:
    """Return the path of ours."""
    return f"/api/v2/{endpoint}/"


def disagreements(endpoint: str, request: Request, *, stock: Answer, ours: Answer) -> list[str]:
    """Return what the two say differently, in words, beside what ours has more; see `ADDED`."""
    return compared(
        stock,
        ours,
        mounted_at=MOUNTED_AT,
        in_item=lambda there, here: _in_item(endpoint, there, here),
        in_items=lambda there, here: _in_items(endpoint, request, there, here),
    )


def _in_items(
    endpoint: str, request: Request, stock: Sequence[Json], ours: Sequence[Json]
) -> Iterator[str]:
    if len(stock) != len(ours):
        yield f"{len(stock)} items there, {len(ours)} here"
        return
    if not all("id" in item for item in [*stock, *ours]):
        if is_steady(request):
            for one, other in zip(stock, ours, strict=True):
                yield from _in_item(endpoint, one, other)
        return
    there, here = [item["id"] for item in stock], [item["id"] for item in ours]
    if is_steady(request):
        yield from differs("ids", there, here)
    elif not {"limit", "offset"} & set(request.asked):
        yield from differs("ids", sorted(there), sorted(here))
    by_id = {item["id"]: item for item in ours}
    for item in stock:
        if item["id"] in by_id:
            yield from _in_item(endpoint, item, by_id[item["id"]])


def is_steady(request: Request) -> bool:
    """Tell whether the order that was asked for leaves no choice, as that by tags does."""
    order = request.asked.get("order", "")
    names = {name.lstrip("-") for name in order.split(",")} - {""}
    return not names & {"random", "tags"} and ("search" not in request.asked or bool(names))


def _in_item(endpoint: str, stock: Json, ours: Json) -> Iterator[str]:
    """Compare one thing: the same fields but for those that are added, with the same values."""
    yield from differs("fields", set(stock), set(ours) - ADDED[endpoint])
    there, here = ({**item, **item.get("meta", {})} for item in (stock, ours))
    yield from differs("meta", set(stock.get("meta", {})), set(ours.get("meta", {})))
    for name in [name for name in there if name in here and name != "meta"]:
        yield from differs(name, *(_comparable(name, item[name]) for item in (there, here)))


def _comparable(name: str, value: Any) -> Any:
    """Return a value without that by which each endpoint's differs on purpose.

    Our addresses begin with scheme and host, for other hosts to use; and what leads to a page of
    this site leads to the frontend, where Wagtail, which shows no pages here, knows no address.
    """
    if name == "detail_url":
        return below(value, MOUNTED_AT)
    if name == "download_url":
        return urlsplit(value).path
    if name == "location":
        return None if str(value).startswith(f"{ELSEWHERE}/en/") else value
    return value
