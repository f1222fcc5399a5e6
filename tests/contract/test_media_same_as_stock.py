"""Of images, documents and redirects ours answers as Wagtail's own endpoints, and says a bit more.

All of the content is public here; that ours knows of nothing else is tested with each endpoint. As
in `test_same_as_stock`, `DIFFERENCES` is the whole list of what may differ, beside the fields that
are added (`tests.contract.stock_media.ADDED`), and each entry is proven. More: ``make fuzz``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect

from tests.contract.stock import Answer, Request, ask
from tests.contract.stock_media import (
    ADDED,
    ELSEWHERE,
    ENDPOINTS,
    Library,
    disagreements,
    our_address,
    stock_address,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.contract.stock_media"),
    pytest.mark.usefixtures("no_news_of_refusals"),
]

EXAMPLES = int(os.environ.get("FIRMA_FUZZ", "60"))


@dataclass(frozen=True)
class Difference:
    """Something that ours answers differently on purpose.

    Attributes:
        name: what differs.
        reason: why.
        applies: tells from the endpoint, the request and both answers whether it explains this.
        endpoint: that of the example.
        example: a request that shows it.
    """

    name: str
    reason: str
    applies: Callable[[str, Request, Answer, Answer], bool]
    endpoint: str
    example: Request


def _names(request: Request) -> set[str]:
    """Return the names in ``fields`` and ``order``, and of the parameters."""
    text = f"{request.asked.get('fields', '')},{request.asked.get('order', '')}"
    for separator in "()-,":
        text = text.replace(separator, " ")
    return {*text.split(), *request.asked}


def _says(answer: Answer, *words: str) -> bool:
    return any(part in (answer.message or "") for part in words)


DIFFERENCES = (
    Difference(
        name="the fields that are added can be asked for",
        reason="Wagtail's endpoint does not know them, and refuses their names.",
        applies=lambda endpoint, request, stock, ours: (
            bool(_names(request) & ADDED[endpoint])
            and stock.status == 400
            and _says(stock, *ADDED[endpoint])
            and not _says(ours, *(f"unknown fields: {name}" for name in ADDED[endpoint]))
        ),
        endpoint="images",
        example=Request((("fields", "srcset"),)),
    ),
    Difference(
        name="redirects can be asked for by whether they are for good",
        reason="It is a field here, and a column, as which Wagtail takes those that it gives.",
        applies=lambda endpoint, request, stock, ours: (
            endpoint == "redirects"
            and "is_permanent" in _names(request)
            and (_says(stock, "is_permanent") or request.below != "")
        ),
        endpoint="redirects",
        example=Request((("is_permanent", "false"),)),
    ),
    Difference(
        name="redirects are not searched",
        reason="Wagtail has no index of them, and crashes or finds nothing.",
        applies=lambda endpoint, request, stock, ours: (
            endpoint == "redirects" and bool({"search", "search_operator"} & set(request.asked))
        ),
        endpoint="redirects",
        example=Request((("search", "old"),)),
    ),
    Difference(
        name="what a database or a search would break at is refused before anything else",
        reason="Wagtail refuses some of it, crashes at some, and does not look at it in details.",
        applies=lambda endpoint, request, stock, ours: (
            ours.status == 400
            and _says(ours, "null characters", "offset is too high", "search_operator must be")
        ),
        endpoint="documents",
        example=Request((("title", "\x00"),)),
    ),
    Difference(
        name="what makes Wagtail crash is refused in words",
        reason="A public address must not answer 500, whatever it is asked.",
        applies=lambda endpoint, request, stock, ours: (
            stock.status == 500 and 400 <= ours.status < 500 and bool(ours.message)
        ),
        endpoint="images",
        example=Request((("id", "x"),), "find/"),
    ),
    Difference(
        name="what leads away from a path is found in each form in which browsers send it",
        reason="With a closing slash, or percent-encoded, as Wagtail's middleware knows it.",
        applies=lambda endpoint, request, stock, ours: (
            request.below == "find/"
            and (stock.status, ours.status) == (404, 302)
            and Redirect.normalise_path(request.asked["html_path"]) != request.asked["html_path"]
        ),
        endpoint="redirects",
        example=Request((("html_path", "/old/"),), "find/"),
    ),
    Difference(
        name="a path from which nothing leads is not found in words",
        reason="Wagtail says nothing with its 404.",
        applies=lambda endpoint, request, stock, ours: (
            request.below == "find/"
            and "html_path" in request.asked
            and stock.status == ours.status == 404
            and _says(ours, "not found")
        ),
        endpoint="redirects",
        example=Request((("html_path", "/nothing"),), "find/"),
    ),
)
"""All that may differ. What is not here is a defect of ours."""


def compared(client: Any, endpoint: str, request: Request) -> list[str]:
    """Send a request to both; return what they disagree about beside the known differences."""
    stock = ask(client, request.address(stock_address(endpoint)))
    ours = ask(client, request.address(our_address(endpoint)))
    found = disagreements(endpoint, request, stock=stock, ours=ours)
    if found and any(known.applies(endpoint, request, stock, ours) for known in DIFFERENCES):
        return []
    return [f"{request.address(our_address(endpoint))}: {words}" for words in found]


# What is asked

FIELDS = {
    "images": ("title", "width", "height", "tags", "download_url", *sorted(ADDED["images"])),
    "documents": ("title", "tags", "download_url"),
    "redirects": ("old_path", "location", "is_permanent"),
}
COMMON = ("id", "type", "detail_url")
ODD_FIELDS = (
    *(
        "nothing",
        "title,",
        ",title",
        "title(",
        "-",
        "*(title)",
        "_,-title",
        "*,title",
        "-_",
        "--id",
    ),
    *("*,-title", "title,*", "title, id", "title(id)", "tags(id)", "tags(_,name)", "*,_", "_", "*"),
    *("", "meta", "id(", "file", "collection", "uploaded_by_user", "created_at", "redirect_page"),
    *("renditions(id)", "renditions(url)", "srcset(x)", "focal_point(x)", "-nothing", "site"),
)
NUMBERS = ("0", "-1", "x", "", "999999", "1.5", "1e3", "٣", " 4 ", "0x1", str(2**63), str(10**30))


def fields(endpoint: str) -> st.SearchStrategy[str]:
    """Return values of ``fields``."""
    name = st.sampled_from((*COMMON, *FIELDS[endpoint]))
    part = st.builds(lambda sign, name: f"{sign}{name}", st.sampled_from(("", "", "-")), name)
    start = st.sampled_from(([], [], ["*"], ["_"]))
    lists = st.builds(
        lambda first, rest: ",".join([*first, *rest]), start, st.lists(part, max_size=4)
    )
    return lists | st.sampled_from(ODD_FIELDS)


def orders(endpoint: str) -> st.SearchStrategy[str]:
    """Return values of ``order``."""
    known = st.sampled_from(("id", *FIELDS[endpoint]))
    part = st.builds(lambda sign, name: f"{sign}{name}", st.sampled_from(("", "-")), known)
    several = st.lists(part, min_size=1, max_size=2).map(",".join)
    return several | st.sampled_from(
        ("random", "-random", "random,id", "", ",", "id,", "--id", "nothing", "file", "pk", "?")
    )


def values(endpoint: str, ids: list[int]) -> dict[str, st.SearchStrategy[str]]:
    """Return what each parameter may be given."""
    number = st.sampled_from([*map(str, ids), *map(str, ids), *NUMBERS])
    sizes = st.sampled_from(("300", "301", "199", "x", "", "1.5", "-1", str(2**63)))
    return {
        "fields": fields(endpoint),
        "order": orders(endpoint),
        "limit": st.integers(0, 5).map(str) | st.sampled_from(("100", "101", *NUMBERS)),
        "offset": st.integers(0, 5).map(str) | st.sampled_from(("100000", *NUMBERS)),
        "id": number,
        "title": st.sampled_from(("Hand", "hand", "knee", "Leaflet 1, “knee”", "", "Ángulo")),
        "width": sizes,
        "height": sizes,
        "tags": st.sampled_from(("drawing", "drawing,bone", "nothing", "", ",", "Drawing")),
        "old_path": st.sampled_from(("/old", "/Ñandú", "old", "", "/nothing")),
        "search": st.sampled_from(("Hand", "knee", "leaflet", "drawing", "nothing", "", "a b")),
        "search_operator": st.sampled_from(("and", "or", "AND", "not", "")),
        "rich_text_format": st.sampled_from(("html", "db_html", "x", "")),
        "format": st.sampled_from(("json", "json", "xml")),
        **{
            name: st.just("1")
            for name in ("_", "nothing", "file", "collection", "renditions", "site", "locale")
        },
    }


@st.composite
def queries(draw: st.DrawFn, endpoint: str, ids: list[int]) -> tuple[tuple[str, str], ...]:
    """Return up to four parameters; rarely one of them twice."""
    known = values(endpoint, ids)
    chosen = st.lists(st.sampled_from(tuple(known)), max_size=4, unique=draw(st.integers(0, 9)) > 0)
    return tuple((name, draw(known[name])) for name in draw(chosen))


def examples(client: Any, endpoint: str, requests: st.SearchStrategy[Request]) -> None:
    """Send generated requests to both and fail on the smallest one that they disagree about."""

    @settings(
        max_examples=EXAMPLES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(requests)
    def check(request: Request) -> None:
        assert compared(client, endpoint, request) == []

    check()


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_generated_lists_are_the_same(client: Any, library: Library, endpoint: str) -> None:
    examples(client, endpoint, queries(endpoint, list(library.ids[endpoint])).map(Request))


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_generated_details_are_the_same(client: Any, library: Library, endpoint: str) -> None:
    ids = list(library.ids[endpoint])
    asked = st.sampled_from([*ids, *ids, library.absent, 0, 10**30])

    requests = st.builds(lambda pk, query: Request(query, f"{pk}/"), asked, queries(endpoint, ids))

    examples(client, endpoint, requests)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_generated_finds_are_the_same(client: Any, library: Library, endpoint: str) -> None:
    """What is asked beside the id is kept in the address that the answer leads to."""
    ids = list(library.ids[endpoint])
    path = st.sampled_from(("/old", "/old/", "old", "/OLD", "/away", "/%C3%91and%C3%BA", "/x", ""))
    asked = st.tuples(st.just("id"), values(endpoint, ids)["id"]) | st.tuples(
        st.just("html_path"), path
    )

    requests = st.builds(
        lambda pair, query: Request((pair, *query), "find/"), asked, queries(endpoint, ids)
    )

    examples(client, endpoint, requests)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_chosen_requests_are_the_same(client: Any, library: Library, endpoint: str) -> None:
    """One of each kind, whatever was generated."""
    ids = library.ids[endpoint]
    queries = [
        (),
        *((("fields", text),) for text in ODD_FIELDS),
        *((("fields", text),) for text in ("*,-title", "-id", "_,detail_url", "-type,-detail_url")),
        *((("order", text),) for text in ("id", "-id", "title", "-title", "old_path", "-width")),
        *((("limit", limit), ("offset", "1")) for limit in ("0", "1", "100", "101", "-1", "x")),
        *((("offset", offset),) for offset in ("2", "99", "-1", "x", "")),
        *(((name, "1"),) for name in ("nothing", "file", "collection", "renditions", "html_path")),
        (("tags", "drawing"), ("search", "hand")),
        (("nothing", "1"), ("limit", "x"), ("order", "nothing"), ("fields", "nothing")),
    ]
    below = ["", f"{ids[0]}/", f"{library.absent}/", "find/"]

    found = [
        words
        for query in queries
        for place in below
        for words in compared(client, endpoint, Request(query, place))
    ]

    assert found == []


@pytest.mark.parametrize("known", DIFFERENCES, ids=lambda known: known.name)
def test_every_difference_that_is_listed_is_one(
    client: Any, library: Library, known: Difference
) -> None:
    request = known.example

    stock = ask(client, request.address(stock_address(known.endpoint)))
    ours = ask(client, request.address(our_address(known.endpoint)))

    assert known.applies(known.endpoint, request, stock, ours)
    assert disagreements(known.endpoint, request, stock=stock, ours=ours) != []
    assert ours.status < 500


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_what_is_added_is_there_and_nowhere_at_wagtails(
    client: Any, library: Library, endpoint: str
) -> None:
    for below in (f"{library.ids[endpoint][0]}/", "?fields=*"):
        stock, ours = (
            ask(client, f"{address(endpoint)}{below}").body
            for address in (stock_address, our_address)
        )
        there, here = (body["items"][0] if "items" in body else body for body in (stock, ours))
        assert set(here) - set(there) == ADDED[endpoint]


def test_a_redirect_to_a_page_leads_to_the_frontend(client: Any, library: Library) -> None:
    """The one value that is another: Wagtail has no address for it, since it shows no pages."""
    stock, ours = (
        [item["location"] for item in ask(client, address("redirects")).body["items"]]
        for address in (stock_address, our_address)
    )

    assert stock == [None, "https://other.example/there/", "/here", None]
    assert [here for there, here in zip(stock, ours, strict=True) if there] == [
        there for there in stock if there
    ]
    led = [here for there, here in zip(stock, ours, strict=True) if there is None]
    assert all(address.startswith(f"{ELSEWHERE}/en/conditions/") for address in led)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["meta"].update(total_count=99),
        lambda body: body["items"].reverse(),
        lambda body: body["items"].pop(),
        lambda body: body["items"][0].update(title="Another"),
        lambda body: body["items"][0].update(nothing=None),
        lambda body: body["items"][0].pop("title"),
        lambda body: body["items"][0]["meta"].update(tags=["another"]),
        lambda body: body["items"][0]["meta"].update(download_url="http://testserver/media/x.png"),
        lambda body: body["items"][0]["meta"].update(
            detail_url="http://testserver/api/v2/images/0/"
        ),
        lambda body: body["items"][0]["meta"].pop("type"),
        lambda body: body.update(next=None),
    ],
)
def test_an_answer_that_differs_is_noticed(
    client: Any, library: Library, change: Callable[[Any], object]
) -> None:
    request = Request((("fields", "*"),))
    stock, ours = (
        ask(client, request.address(address("images"))) for address in (stock_address, our_address)
    )
    assert disagreements("images", request, stock=stock, ours=ours) == []

    change(ours.body)

    assert disagreements("images", request, stock=stock, ours=ours) != []
