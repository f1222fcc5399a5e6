"""Where Wagtail's own endpoint and ours answer the same request about the same content, they agree.

Requests are generated, valid and invalid, and sent to both over HTTP. `DIFFERENCES` is the whole
list of what may differ and why; each entry has an example that proves that it still does. More
requests: ``make fuzz``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.stock import (
    OURS,
    STOCK,
    TYPE_FIELDS,
    Answer,
    Pairs,
    Request,
    Tree,
    about_the_same_pages,
    ask,
    disagreements,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.contract.stock"),
    pytest.mark.usefixtures("no_news_of_refusals"),
]

EXAMPLES = int(os.environ.get("FIRMA_FUZZ", "100"))

COMMON = ("summary", "hero_image", "body", "author", "references", "disclaimers", "review")
"""Fields that ours gives of all types at once."""


@dataclass(frozen=True)
class Difference:
    """Something that ours answers differently on purpose.

    Attributes:
        name: what differs.
        reason: why.
        applies: tells from the request and both answers whether it explains the disagreement.
        example: a request that shows it, for a given tree.
    """

    name: str
    reason: str
    applies: Callable[[Request, Answer, Answer], bool]
    example: Callable[[Tree], Request]


def _mentions(request: Request, *names: str) -> bool:
    """Tell whether ``fields`` or ``order`` names one of these, or a parameter is called so."""
    text = f"{request.asked.get('fields', '')},{request.asked.get('order', '')}"
    for separator in "()-,":
        text = text.replace(separator, " ")
    return bool({*text.split(), *request.asked} & set(names))


def _says(answer: Answer, *words: str) -> bool:
    return any(part in (answer.message or "") for part in words)


DIFFERENCES = (
    Difference(
        name="alias_of is no field",
        reason="Aliases of reviewed pages are drafts, and a page that is an alias says so nowhere.",
        applies=lambda request, stock, ours: (
            _mentions(request, "alias_of")
            # Details ignore parameters that they do not know; to them this one is.
            and (_says(ours, "alias_of") or request.below != "")
        ),
        example=lambda tree: Request((("fields", "alias_of"),)),
    ),
    Difference(
        name="no filter and no order by the fields of a type",
        reason="They would be looked for in rows, which nobody signed, and not in documents.",
        applies=lambda request, stock, ours: (
            _mentions(request, *(name for names in TYPE_FIELDS.values() for name in names))
            and (
                _says(ours, "query parameter is not an operation", "cannot order by")
                or request.below != ""
            )
        ),
        example=lambda tree: Request((("type", "pages.ConditionPage"), ("stages_scale", "NYHA"))),
    ),
    Difference(
        name="fields that all reviewed types have need no type",
        reason="A list of results shows summaries of all types at once.",
        applies=lambda request, stock, ours: (
            _mentions(request, *COMMON)
            and stock.status == 400
            and _says(stock, "unknown fields")
            and (ours.status == 200 or _says(ours, "unknown fields"))
        ),
        example=lambda tree: Request((("fields", "summary"),)),
    ),
    Difference(
        name="more can be asked for inside of fields, and nothing is ignored there",
        reason="Documents are JSON, not rows: what is inside of a field is what the answer shows.",
        applies=lambda request, stock, ours: (
            "(" in request.asked.get("fields", "")
            and (_says(stock, "nested fields") or _says(ours, "nested fields", "unknown fields"))
        ),
        example=lambda tree: Request((("fields", "parent(_,title)"),), f"{tree.ids['gout']}/"),
    ),
    Difference(
        name="html_path is a path of the frontend",
        reason=(
            "The frontend shows each language below its own first segment, the home page too; and "
            "with ?site= it is a path of that site first, and only then of the host's."
        ),
        applies=lambda request, stock, ours: (
            request.below == "find/" and "html_path" in request.asked
        ),
        example=lambda tree: Request((("html_path", "/en/conditions/gout/"),), "find/"),
    ),
    Difference(
        name="the language of a detail is asked for, and not filtered by",
        reason=(
            "Readers who change the language want the same page in it: it is served if it is "
            "public, and else a 404 lists the languages that there are."
        ),
        applies=lambda request, stock, ours: (
            bool(request.asked.get("locale"))
            and request.below not in {"", "find/"}
            and _asks_for_language(request, stock, ours)
        ),
        example=lambda tree: Request((("locale", "es"),), f"{tree.ids['gout']}/"),
    ),
    Difference(
        name="a format that there is not is refused in words",
        reason="Wagtail says nothing with its 404.",
        applies=lambda request, stock, ours: (
            "format" in request.asked
            and ours.status == 404
            and _says(ours, "no such format")
            and (stock.status == 404)
        ),
        example=lambda tree: Request((("format", "api"),)),
    ),
    Difference(
        name="what is not found is called a page, whatever type was asked for",
        reason="A page may be public in another type, language or site than was asked for.",
        applies=lambda request, stock, ours: (
            stock.status == ours.status == 404 and request.below not in {"", "find/"}
        ),
        example=lambda tree: Request((("type", "pages.ProcedurePage"),), f"{tree.ids['gout']}/"),
    ),
    Difference(
        name="null characters are refused anywhere",
        reason="PostgreSQL cannot be asked about them; Wagtail refuses some and crashes on others.",
        applies=lambda request, stock, ours: (
            any("\x00" in part for pair in request.query for part in pair)
            and ours.status == 400
            and _says(ours, "null characters")
        ),
        example=lambda tree: Request((("search", "\x00"),)),
    ),
    Difference(
        name="a search finds at least what Wagtail's finds, in an order of its own",
        reason="It knows stems and accents, and weighs titles and headings.",
        applies=lambda request, stock, ours: (
            "search" in request.asked
            and not request.below
            and (ours.status == 200 or _says(stock, "while searching"))
            and (stock.status != 200 or _finds_as_much(request, stock, ours))
        ),
        example=lambda tree: Request((("search", "inyecciones"),)),
    ),
    Difference(
        name="what makes Wagtail crash is refused in words",
        reason="A public address must not answer 500, whatever it is asked.",
        applies=lambda request, stock, ours: (
            stock.status == 500 and ours.status < 500 and (ours.status < 400 or bool(ours.message))
        ),
        example=lambda tree: Request((("first_published_at", "yesterday"),)),
    ),
)
"""All that may differ. What is not here is a defect of ours."""


def _asks_for_language(request: Request, stock: Answer, ours: Answer) -> bool:
    """Tell whether ours served the page in the language, or said honestly that it is in others."""
    language = request.asked["locale"]
    if ours.status == 200:
        served = (ours.body.get("meta") or {}).get("locale", language)
        return stock.status == 404 and bool(served == language)
    if ours.status != 404 or stock.status != 404:
        return False
    there = [other["locale"] for other in ours.body.get("available", ())]
    return not there or language not in there


def _finds_as_much(request: Request, stock: Answer, ours: Answer) -> bool:
    there, here = (answer.body["meta"]["total_count"] for answer in (stock, ours))
    if not all("id" in item for item in [*stock.body["items"], *ours.body["items"]]):
        return bool(there <= here)
    if {"limit", "offset"} & set(request.asked):
        return bool(there <= here)
    ids = [{item["id"] for item in answer.body["items"]} for answer in (stock, ours)]
    return ids[0] <= ids[1]


def compared(client: Any, tree: Tree, request: Request) -> list[str]:
    """Send a request to both; return what they disagree about beside the known differences."""
    stock, ours = (ask(client, request.address(endpoint)) for endpoint in (STOCK, OURS))
    if found := disagreements(request, tree, stock=stock, ours=ours):
        if any(known.applies(request, stock, ours) for known in DIFFERENCES):
            # Which pages are found may differ, what is said of one of them may not.
            found = about_the_same_pages(request, tree, stock=stock, ours=ours)
        return [f"{request}: {words}" for words in found]
    return []


# What is asked


def numbers_like(ids: list[int]) -> st.SearchStrategy[str]:
    """Return ids, and what Python takes for a number, or what it does not."""
    odd = ("0", "-1", "x", "", "999999", "1.5", "1e3", "٣", " 4 ", "0x1", str(2**63), str(10**30))
    return st.one_of(
        st.sampled_from(ids).map(str), st.sampled_from(ids).map(str), st.sampled_from(odd)
    )


def mostly(common: st.SearchStrategy[str], *odd: str) -> st.SearchStrategy[str]:
    """Return a value that makes sense three times out of four."""
    return st.one_of(common, common, common, st.sampled_from(odd))


BASE_FIELDS = (
    *("id", "title", "type", "detail_url", "html_url", "slug", "show_in_menus", "seo_title"),
    *("search_description", "first_published_at", "parent", "locale"),
)
ODD_FIELDS = (
    *("nothing", "title,", ",title", "title(", "title)", "-", "*(title)", "_,-title", "*,title"),
    *("*,-title", "title,*", "-_", "-*", "title, slug", "title;slug", "títle", "title,title"),
    *("-title,title", "title(id)", "-title(id)", "live", "path", "owner", "*,_", "_", "*", ""),
    *("condition(_,title),", "meta", "-meta", "id(", "((", "--title", "ti-tle", "ti*le"),
)
TYPES = tuple(TYPE_FIELDS)
OTHER_TYPES = (
    *("pages.HomePage", "pages.ConditionIndexPage", "wagtailcore.Page", "pages.conditionpage"),
    *("pages.ConditionPage,pages.ProcedurePage", "pages.HomePage,pages.ConditionPage"),
    *("pages.ConditionPage,pages.ConditionPage", "", ",", "pages.ConditionPage,"),
    *("pages.Nothing", "pages", "auth.User", "nothing.at.all", " pages.ConditionPage", "."),
)


@st.composite
def field_lists(draw: st.DrawFn, label: str | None) -> str:
    """Return a value of ``fields`` for a type, or for none."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(ODD_FIELDS))
    pool = [*BASE_FIELDS, *TYPE_FIELDS.get(label or "", ())]
    start = draw(st.sampled_from(("", "", "*", "_")))
    parts = [start] if start else []
    for name in draw(st.lists(st.sampled_from(pool), max_size=4, unique=True)):
        if name in {"condition", "procedure"} and draw(st.booleans()):
            inside = draw(st.sampled_from(("_,title", "_,id", "-title", "title", "*", "_,type")))
            parts.append(f"{name}({inside})")
        elif start == "*" or (not start and draw(st.booleans())):
            parts.append(f"-{name}")
        else:
            parts.append(name)
    return ",".join(parts)


@st.composite
def queries(draw: st.DrawFn, tree: Tree, *, names: tuple[str, ...]) -> Pairs:
    """Return up to five parameters out of these, each once or, at times, twice."""
    label = draw(st.none() | st.sampled_from(TYPES)) if "type" in names else None
    pairs: list[tuple[str, str]] = [("type", label)] if label else []
    chosen = draw(st.lists(st.sampled_from(names), max_size=4, unique=draw(st.integers(0, 9)) > 0))
    for name in chosen:
        if name == "type" and label:
            continue
        strategy = field_lists(label) if name == "fields" else VALUES[name](tree)
        pairs.append((name, draw(strategy)))
    return tuple(draw(st.permutations(pairs)))


def _order(tree: Tree) -> st.SearchStrategy[str]:
    one = st.sampled_from(
        ("id", "title", "slug", "first_published_at", "seo_title", "show_in_menus", "locale")
    ).flatmap(lambda name: st.sampled_from((name, f"-{name}")))
    several = st.lists(one, min_size=1, max_size=3).map(",".join)
    return mostly(
        several,
        *("random", "-random", "random,title", "title,random", "body", "", ",", "--title"),
        *("title,", "path", "live", "-", "title, slug", "pk", "locale__language_code", "?"),
    )


VALUES: dict[str, Callable[[Tree], st.SearchStrategy[str]]] = {
    "type": lambda tree: st.sampled_from((*TYPES, *OTHER_TYPES)),
    "locale": lambda tree: mostly(
        st.sampled_from(("en", "es")), "fr", "EN", "", "en-gb", "x" * 300
    ),
    "slug": lambda tree: mostly(
        st.sampled_from(("gout", "artritis", "en")), "", "Gout", "draft", "ñ"
    ),
    "title": lambda tree: mostly(
        st.sampled_from(("gout", "Ángina", "Zoster, 2nd")),
        "",
        "GOUT",
        "Nobody signed this",
        "angina",
    ),
    "seo_title": lambda tree: mostly(st.sampled_from(("", "Gout & you")), "gout & you"),
    "search_description": lambda tree: st.sampled_from(("About joint disease.", "", "x")),
    "show_in_menus": lambda tree: mostly(
        st.sampled_from(("true", "false", "1", "0")), "True", "yes", "", "2", "on"
    ),
    "id": lambda tree: numbers_like(list(tree.ids.values())),
    "first_published_at": lambda tree: st.sampled_from(
        [
            *(when.isoformat() for when in tree.keys["first_published_at"].values() if when),
            *("yesterday", "2026-13-01T00:00:00Z", "1999-01-01T00:00:00Z", ""),
        ]
    ),
    "child_of": lambda tree: numbers_like(list(tree.ids.values())) | st.just("root"),
    "ancestor_of": lambda tree: numbers_like(list(tree.ids.values())) | st.just("root"),
    "descendant_of": lambda tree: numbers_like(list(tree.ids.values())) | st.just("root"),
    "translation_of": lambda tree: numbers_like(list(tree.ids.values())) | st.just("root"),
    "order": _order,
    "limit": lambda tree: mostly(
        st.integers(0, 20).map(str), "-1", "x", "", "100", "101", "1e1", " 3 ", str(10**30)
    ),
    "offset": lambda tree: mostly(
        st.integers(0, 20).map(str), "-1", "x", "", "100000", "1.0", str(10**30)
    ),
    "site": lambda tree: mostly(
        st.sampled_from(("localhost", "localhost:80", "conditions.example", "twice.example:8080")),
        *("twice.example", "nowhere.example", "localhost:x", "", ":", "localhost:81", "LOCALHOST"),
    ),
    "search": lambda tree: st.sampled_from(
        (
            "arthritis",
            "gout",
            "injection",
            "Ángina",
            "knee surgery",
            "arthritis gout",
            "",
            "nothing",
        )
    ),
    "search_operator": lambda tree: mostly(
        st.sampled_from(("and", "or", "AND")), "not", "", "near"
    ),
    "rich_text_format": lambda tree: mostly(st.just("html"), "db_html", "x", ""),
    "_": lambda tree: st.just("1234"),
    "format": lambda tree: st.sampled_from(("json", "json", "api")),
    "nothing": lambda tree: st.just("1"),
    "live": lambda tree: st.just("true"),
    "html_url": lambda tree: st.just("x"),
    "alias_of": lambda tree: st.just("1"),
}
"""What each parameter may be given."""


def examples(tree: Tree, requests: st.SearchStrategy[Request], client: Any) -> None:
    """Send generated requests to both and fail on the smallest one that they disagree about."""

    @settings(
        max_examples=EXAMPLES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(requests)
    def check(request: Request) -> None:
        assert compared(client, tree, request) == []

    check()


def test_generated_listings_are_the_same(client, tree):
    names = tuple(VALUES)

    examples(tree, queries(tree, names=names).map(Request), client)


def test_generated_details_are_the_same(client, tree):
    """Filters apply to details too, in Wagtail: a page that they do not find is not found."""
    names = tuple(name for name in VALUES if name not in {"search", "search_operator"})
    ids = st.sampled_from([*tree.ids.values(), *tree.types, *tree.types, 0, 999999, 10**30])

    requests = st.builds(
        lambda pk, query: Request(query, f"{pk}/"), ids, queries(tree, names=names)
    )

    examples(tree, requests, client)


def test_generated_finds_by_id_are_the_same(client, tree):
    """What is asked beside the id is kept in the address that the answer leads to."""
    names = ("fields", "type", "locale", "site", "nothing", "slug", "_", "limit")
    ids = numbers_like(list(tree.ids.values()))

    requests = st.builds(
        lambda pk, query: Request((("id", pk), *query), "find/"), ids, queries(tree, names=names)
    )

    examples(tree, requests, client)


def test_paths_lead_to_the_same_pages(client, tree):
    """Wagtail's path of an English page is the frontend's without the language."""
    paths = (
        *("/conditions/gout/", "/conditions/gout", "conditions//gout/", "/conditions/", "/", ""),
        *("/conditions/draft/", "/members/secret/", "/conditions/nothing/", "/conditions/ñ/"),
        *("/../conditions/gout/", "/conditions/GOUT/", "/conditions/gout/more/", "%2F"),
    )
    for path in paths:
        for query in ((), (("fields", "_,title"),), (("locale", "es"),), (("site", "x"),)):
            there, here = (
                Request((("html_path", found), *query), "find/")
                for found in (path, f"/en/{path.lstrip('/')}")
            )
            stock, ours = ask(client, there.address(STOCK)), ask(client, here.address(OURS))
            assert disagreements(there, tree, stock=stock, ours=ours) == [], str(here)


@pytest.mark.parametrize(
    ("host", "sites"),
    [
        ("testserver", ((), (("site", "localhost"),), (("site", "conditions.example"),))),
        ("conditions.example", ((), (("site", "conditions.example"),))),
        ("twice.example", ((),)),
    ],
)
def test_paths_lead_to_the_same_pages_under_each_host(client, tree, settings, host, sites):
    """Each site's home is where its paths begin."""
    settings.ALLOWED_HOSTS = [host]
    paths = {
        "testserver": ("/conditions/gout/", "/procedures/injection/", "/members/secret/"),
        "conditions.example": (
            "/gout/",
            "/",
            "/conditions/gout/",
            "/draft/",
            "/injection/",
            "/en/",
        ),
        "twice.example": ("/injection/", "/", "/procedures/injection/", "/gout/"),
    }
    for path in paths[host]:
        for query in sites:
            there, here = (
                Request((("html_path", found), *query), "find/")
                for found in (path, f"/en/{path.lstrip('/')}")
            )
            stock = ask(client, there.address(STOCK), host=host)
            ours = ask(client, here.address(OURS), host=host)
            assert disagreements(there, tree, stock=stock, ours=ours) == [], str(here)


def test_chosen_requests_are_the_same(client, tree):
    """One of each kind, whatever was generated."""
    of = tree.ids
    chosen = [
        *(Request(((name, "root"),)) for name in ("child_of", "ancestor_of", "descendant_of")),
        *(Request((("translation_of", str(of[name])),)) for name in of),
        *(Request((("child_of", str(of[name])),)) for name in of),
        *(Request((("descendant_of", str(of[name])), ("fields", "*"))) for name in of),
        *(Request((("ancestor_of", str(of[name])),)) for name in of),
        Request((("child_of", str(of["conditions"])), ("descendant_of", "1"))),
        *(Request((("type", label), ("fields", "*"))) for label in (*TYPES, *OTHER_TYPES)),
        *(
            Request((("type", label), ("fields", fields)))
            for label in TYPES
            for fields in ODD_FIELDS
        ),
        *(
            Request((("order", order),))
            for order in ("title", "-title", "slug,-id", "show_in_menus")
        ),
        *(Request((("limit", limit), ("offset", "3"))) for limit in ("0", "1", "100")),
        *(Request((), f"{pk}/") for pk in of.values()),
        *(
            Request((("site", site), *query), f"{pk}/")
            for pk in of.values()
            for site in ("conditions.example", "twice.example:8080")
            for query in ((), (("fields", "_,parent"),))
        ),
        *(
            Request((("fields", fields),), f"{of['ana']}/")
            for fields in ("*", "_,condition(_,title)")
        ),
        Request((("locale", "en"), ("locale", "es"))),
        Request((("type", "pages.Nothing"), ("site", "nowhere.example"))),
        Request((("nothing", "1"), ("limit", "x"), ("locale", "fr"))),
    ]

    found = [words for request in chosen for words in compared(client, tree, request)]

    assert found == []


@pytest.mark.parametrize("known", DIFFERENCES, ids=lambda known: known.name)
def test_every_difference_that_is_listed_is_one(client, tree, known):
    request = known.example(tree)

    stock, ours = (ask(client, request.address(endpoint)) for endpoint in (STOCK, OURS))

    assert known.applies(request, stock, ours)
    assert disagreements(request, tree, stock=stock, ours=ours) != []
    assert ours.status < 500


def test_of_pages_that_both_find_a_search_says_the_same(client, tree):
    noticed = 0
    for search in ("arthritis", "gout", "injection", "knee surgery", "arthritis gout"):
        for query in ((), (("fields", "*"),), (("type", "pages.ConditionPage"), ("fields", "*"))):
            request = Request((("search", search), ("search_operator", "or"), *query))
            stock, ours = (ask(client, request.address(endpoint)) for endpoint in (STOCK, OURS))
            assert about_the_same_pages(request, tree, stock=stock, ours=ours) == [], str(request)
            for item in ours.body["items"]:
                item["title"] = "Another"
            noticed += len(about_the_same_pages(request, tree, stock=stock, ours=ours))

    assert noticed > 10


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["meta"].update(total_count=99),
        lambda body: body["items"].reverse(),
        lambda body: body["items"].pop(),
        lambda body: body["items"][0].update(title="Another"),
        lambda body: body["items"][0].update(nothing=None),
        lambda body: body["items"][0].pop("title"),
        lambda body: body["items"][0]["meta"].update(slug="another"),
        lambda body: body["items"][0]["meta"].update(
            detail_url="http://testserver/api/v2/pages/0/"
        ),
        lambda body: body["items"][0]["meta"].pop("locale"),
        lambda body: body.update(next=None),
    ],
)
def test_an_answer_that_differs_is_noticed(client, tree, change):
    request = Request()
    stock, ours = (ask(client, request.address(endpoint)) for endpoint in (STOCK, OURS))
    assert disagreements(request, tree, stock=stock, ours=ours) == []

    change(ours.body)

    assert disagreements(request, tree, stock=stock, ours=ours) != []
