"""Wagtail's own pages endpoint beside ours, in one site, and what makes their answers comparable.

As a URL configuration this module adds the stock `PagesAPIViewSet`, unchanged but for the fields
that a site would name in ``api_fields``, to the site's addresses. Everything else here speaks HTTP
with both, and knows nothing of how ours is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.test import Client
from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page, PageViewRestriction, Site

from cms.urls import urlpatterns as site_patterns
from pages.content.index import ConditionIndexPage, ProcedureIndexPage, TestimonialIndexPage
from tests.contract.comparing import Json, below, compared, differs
from tests.factories.content import home, index_page
from tests.factories.delivery import draft, published, translated

Pairs = tuple[tuple[str, str], ...]

TYPE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "pages.ConditionPage": ("summary", "stages_scale"),
    "pages.ProcedurePage": ("summary", "preparation"),
    "pages.TestimonialPage": (
        "summary",
        "display_name",
        "story_date",
        "condition",
        "procedure",
    ),
}
"""Fields of each type that both give in the same form: plain text, dates, and related pages."""

ORDERS = ("id", "title", "slug", "first_published_at", "seo_title", "show_in_menus", "locale")
UNIQUE_ORDERS = frozenset({"id", "title", "slug", "first_published_at"})


class StockAPIViewSet(PagesAPIViewSet):
    """Wagtail's own endpoint, as a site would configure it for these page types."""

    @classmethod
    def get_body_fields(cls, model: type[Page]) -> list[Any]:
        """Return Wagtail's own fields and those that ``api_fields`` would name."""
        named = TYPE_FIELDS.get(model._meta.label, ())
        return [*super().get_body_fields(model), *cls._convert_api_fields(named)]


stock_router = WagtailAPIRouter("stock")
stock_router.register_endpoint("pages", StockAPIViewSet)

OURS = "/api/v2/pages/"
STOCK = "/stock/v2/pages/"
MOUNTED_AT = (OURS, STOCK)

urlpatterns = [*site_patterns, path("stock/v2/", stock_router.urls)]


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the JSON, and where a redirect leads."""

    status: int
    body: Json
    location: str | None = None

    @property
    def message(self) -> str | None:
        """The words of a refusal."""
        return self.body.get("message") if isinstance(self.body, dict) else None


@dataclass(frozen=True)
class Request:
    """One request that both can be sent: what lies behind the endpoint's address, and the query."""

    query: Pairs = ()
    below: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """The parameters; of those that are given twice the last one counts."""
        return dict(self.query)

    def address(self, endpoint: str) -> str:
        """Return the address at one of the two endpoints."""
        pairs = "&".join(f"{quote(name)}={quote(value)}" for name, value in self.query)
        return f"{endpoint}{self.below}" + (f"?{pairs}" if pairs else "")

    def __str__(self) -> str:
        return self.address(OURS)


@dataclass(frozen=True)
class Tree:
    """The pages of the test, by name, and what orders them."""

    ids: Mapping[str, int]
    types: Mapping[int, str]
    languages: Mapping[int, str]
    keys: Mapping[str, Mapping[int, Any]] = field(default_factory=dict)

    def of_type(self, label: str) -> list[int]:
        """Return the ids of the public pages of a type."""
        return [pk for pk, found in self.types.items() if found == label]


def a_tree() -> Tree:
    """Make two languages, two further sites, public pages of every type, and some that are not.

    Titles and slugs differ from page to page, in case and accents too, so that every order by them
    is one order. Rows of public pages equal their documents, so both sides know the same.
    """
    made: dict[str, Page] = {}
    made["arthritis"] = published(
        title="Arthritis", slug="arthritis", seo_title="All about arthritis", show_in_menus=True
    )
    made["gout"] = published(title="gout", slug="gout", seo_title="Gout & you")
    made["angina"] = published(title="Ángina", slug="angina", stages_scale="NYHA")
    made["zoster"] = published(title="Zoster, 2nd", slug="zoster-2", summary="“Shingles” – a rash")
    made["injection"] = published("procedure", title="Injection", slug="injection")
    made["surgery"] = published("procedure", title="Knee surgery", slug="knee-surgery")
    made["ana"] = published(
        "testimonial", title="Ana walks", slug="ana-walks", condition=made["arthritis"]
    )
    made["artritis"] = translated(made["arthritis"], title="Artritis", slug="artritis")
    made["gota"] = translated(made["gout"], title="Gota", slug="gota", show_in_menus=True)
    made["inyeccion"] = translated(made["injection"], title="Inyección", slug="inyeccion")
    made["lupus"] = published(language="es", title="Lupus", slug="lupus")
    made["home"], made["inicio"] = home(), home("es")
    made["conditions"] = index_page(ConditionIndexPage)
    made["condiciones"] = index_page(ConditionIndexPage, "es")
    made["procedures"] = index_page(ProcedureIndexPage)
    made["testimonials"] = index_page(TestimonialIndexPage)

    made["draft"] = draft(title="Nobody signed this", slug="draft")
    made["members"] = _restricted_page(made["home"])
    made["secret"] = published(title="Secret", slug="secret", parent=made["members"])
    made["root"] = Page.get_first_root_node()
    _further_sites(made)
    public = Page.objects.live().filter(depth__gt=1)
    rows = {page.pk: page for page in public.not_descendant_of(made["members"], inclusive=True)}
    return Tree(
        ids={name: page.pk for name, page in made.items()},
        types={pk: row.specific_class._meta.label for pk, row in rows.items()},
        languages={pk: row.locale.language_code for pk, row in rows.items()},
        keys={name: {pk: _key(getattr(row, name)) for pk, row in rows.items()} for name in ORDERS},
    )


def _key(value: Any) -> Any:
    return getattr(value, "pk", value)


def _restricted_page(parent: Page) -> Page:
    page = ConditionIndexPage(title="Members", slug="members", locale=parent.locale)
    parent.add_child(instance=page)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return page


def _further_sites(made: Mapping[str, Page]) -> None:
    Site.objects.create(hostname="conditions.example", root_page=made["conditions"])
    Site.objects.create(hostname="twice.example", port=80, root_page=made["procedures"])
    Site.objects.create(hostname="twice.example", port=8080, root_page=made["conditions"])
    Site.clear_site_root_paths_cache()


def ask(client: Client, address: str, *, host: str | None = None) -> Answer:
    """Send one request; what it writes or breaks in the database is taken back.

    A crash is a status of 500, as it is for who asks over the network.

    Args:
        client: who asks.
        address: path and query.
        host: the host that is asked, where it is not the default site's.
    """
    client.raise_request_exception = False
    before = transaction.savepoint()
    response = client.get(address, headers={"host": host} if host else None)
    transaction.savepoint_rollback(before)
    is_json = response.get("Content-Type", "").startswith("application/json")
    return Answer(
        status=response.status_code,
        body=response.json() if is_json else None,
        location=response.get("Location"),
    )


def disagreements(request: Request, tree: Tree, *, stock: Answer, ours: Answer) -> list[str]:
    """Return what the two say differently, in words; nothing if they agree."""

    def in_item(there: Json, here: Json) -> Iterator[str]:
        return _in_item(there, here, at="page", new=_new_fields(request, tree))

    return compared(
        stock,
        ours,
        mounted_at=MOUNTED_AT,
        in_item=in_item,
        in_items=lambda there, here: _in_items(request, tree, there, here),
    )


def about_the_same_pages(request: Request, tree: Tree, *, stock: Answer, ours: Answer) -> list[str]:
    """Return what the two say differently of pages that both have found, whatever else they found.

    Searches do not find the same pages, in the same order. What is said of a page is the same.
    """
    if stock.status != 200 or ours.status != 200 or "items" not in stock.body:
        return []
    by_id = {item.get("id"): item for item in ours.body["items"]}
    new = _new_fields(request, tree)
    return [
        words
        for item in stock.body["items"]
        if "id" in item and item["id"] in by_id
        for words in _in_item(item, by_id[item["id"]], at=f"page {item['id']}", new=new)
    ]


def _new_fields(request: Request, tree: Tree) -> frozenset[str]:
    """Return the fields that the stock endpoint cannot give for what was asked.

    Those of a type it gives in a page's detail, and where this type alone was asked for.
    """
    page = request.below.strip("/")
    label = tree.types[int(page)] if page.isdecimal() else request.asked.get("type", "")
    named = {name.lower(): fields for name, fields in TYPE_FIELDS.items()}
    return OUR_FIELDS - set(named.get(label.lower(), ()))


def _in_items(
    request: Request, tree: Tree, stock: Sequence[Json], ours: Sequence[Json]
) -> Iterator[str]:
    new = _new_fields(request, tree)
    if len(stock) != len(ours):
        yield f"{len(stock)} items there, {len(ours)} here"
        return
    if not all("id" in item for item in [*stock, *ours]):
        # Without ids there is nothing to match by, and only a steady order puts like to like.
        if is_steady(request):
            for at, (one, other) in enumerate(zip(stock, ours, strict=True)):
                yield from _in_item(one, other, at=f"items[{at}]", new=new)
        return
    there, here = [item["id"] for item in stock], [item["id"] for item in ours]
    if is_steady(request):
        yield from differs("ids", there, here)
    else:
        yield from differs(
            "order", _order_keys(request, tree, there), _order_keys(request, tree, here)
        )
        if len(stock) == len(tree.types):
            yield from differs("ids", sorted(there), sorted(here))
    by_id = {item["id"]: item for item in ours}
    for item in stock:
        if item["id"] in by_id:
            yield from _in_item(item, by_id[item["id"]], at=f"page {item['id']}", new=new)


def is_steady(request: Request) -> bool:
    """Tell whether the order that was asked for leaves no choice."""
    order = request.asked.get("order")
    return not order or any(name.lstrip("-") in UNIQUE_ORDERS for name in order.split(","))


def _order_keys(request: Request, tree: Tree, ids: Sequence[int]) -> list[Any]:
    """Return what the ids are ordered by; all alike where the order is random."""
    names = [name.lstrip("-") for name in request.asked["order"].split(",")]
    return [tuple(tree.keys[name][pk] for name in names if name in tree.keys) for pk in ids]


def _in_item(stock: Json, ours: Json, *, at: str, new: frozenset[str]) -> Iterator[str]:
    """Compare one page: the same keys among those that both know, and the same values.

    ``alias_of`` is the stock endpoint's alone. What ours has beyond it is ``new``, no field that
    the stock endpoint could be asked for.
    """
    for part, there, here in (
        (at, stock, ours),
        (f"{at}.meta", stock.get("meta", {}), ours.get("meta", {})),
    ):
        extra = NEW_IN_META if part.endswith(".meta") else new
        known = [name for name in here if name not in extra or name in there]
        # A page's meta is left out where nothing of it was asked for, or only what is new.
        wanted = [name for name in there if name != "alias_of"]
        if part == at and not _known_meta(ours):
            known = [name for name in known if name != "meta"]
        if part == at and not _known_meta(stock):
            wanted = [name for name in wanted if name != "meta"]
        yield from differs(f"fields of {part}", sorted(wanted), sorted(known))
        for name in wanted:
            if name in here and name != "meta":
                yield from _in_value(there[name], here[name], at=f"{part}.{name}")


def _known_meta(page: Json) -> list[str]:
    return [name for name in page.get("meta", {}) if name not in {"alias_of", *NEW_IN_META}]


def _in_value(stock: Json, ours: Json, *, at: str) -> Iterator[str]:
    """Compare what both have of a value; addresses are each endpoint's own."""
    name = at.rpartition(".")[2]
    if name == "html_url":
        return
    if name == "detail_url":
        yield from differs(at, below(stock, MOUNTED_AT), below(ours, MOUNTED_AT))
    elif isinstance(stock, dict) and isinstance(ours, dict):
        for key in stock:
            if key in ours:
                yield from _in_value(stock[key], ours[key], at=f"{at}.{key}")
    else:
        yield from differs(at, stock, ours)


NEW_IN_META = frozenset(
    {"alternates", "translation", "requested_locale", "served_locale", "search_snippet"}
)
OUR_FIELDS = frozenset(
    {
        *("hero_image", "body", "author", "references", "disclaimers", "review", "json_ld"),
        *("codes", "symptoms", "stages", "causes", "risk_factors", "urgent_care", "treatments"),
        *("faq", "what_it_is", "steps", "recovery", "follow_up", "criteria", "risks"),
        *("adverse_effects", "alternatives", "outcomes", "regulatory_status", "conditions"),
        *("photograph", "expected_results", "quotation", "material_connection"),
        *(name for names in TYPE_FIELDS.values() for name in names),
    }
)
"""What ours gives of reviewed pages beyond ``id``, ``meta`` and ``title``."""
