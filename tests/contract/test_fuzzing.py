"""Whatever the API is asked, it answers as its description says: nothing undocumented, no 500.

``make fuzz`` asks more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.contract.parameters import DESCRIPTION, NAMES, OPERATIONS
from tests.contract.schemas import Contract
from tests.contract.stock import Tree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_news_of_refusals")]

EXAMPLES = int(os.environ.get("FIRMA_FUZZ", "40"))
SEVERAL = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)

CHECKED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
"""Left out: that everything which the description allows is accepted. A page's id may be of the
right form and of no page; details ignore parameters that they do not know, as in Wagtail."""

ENDPOINTS = ("pages", "images", "documents", "redirects")
SCHEMAS = {"pages": "Page", "images": "Image", "documents": "Document", "redirects": "Redirect"}


@pytest.fixture
def schema() -> Iterator[Any]:
    """Yield the description as schemathesis reads it, with the site to send its requests to.

    Requests do not close the connection, which holds the test's rows. Django's own test client sees
    to that as well, but connects the signals anew after each request.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v2/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", OPERATIONS)
def test_every_answer_is_documented(tree: Tree, schema: Any, path: str, mode: GenerationMode):
    operation = schema[path]["GET"]
    ids = sorted(tree.types)

    @SEVERAL
    @given(operation.as_strategy(generation_mode=mode), st.data())
    def check(case: Any, data: st.DataObject) -> None:
        if "{id}" in path and data.draw(st.booleans()):
            case.path_parameters["id"] = data.draw(st.sampled_from(ids))
        response = case.call()
        case.validate_response(response, checks=CHECKED)

    check()


ODD_VALUES = (
    *("", " ", "0", "-1", "00", "1.5", "1e9", "NaN", "Infinity", "٣", "½", "1_000", "0x10"),
    *(str(2**31), str(2**63 - 1), str(2**63), str(2**64), str(10**40), str(-(10**40)), "9" * 5000),
    *("\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "\u202e", "𝕬"),
    *(
        "'",
        '"',
        "%",
        "%00",
        "\\",
        "--",
        ";",
        "' OR 1=1 --",
        "*",
        "_",
        "(",
        ")",
        "(" * 2000,
        "," * 99,
    ),
    *(
        "en",
        "es",
        "xx",
        "root",
        "true",
        "null",
        "None",
        "[]",
        "{}",
        "random",
        "-random",
        "and",
        "or",
    ),
    *("2026-01-01", "2026-01-01T00:00", "2026-01-01T00:00:00", "2026-01-01T00:00:00+99:99"),
    *("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "0000-00-00", "12:00"),
    *("pages.ConditionPage", "pages.ConditionPage,pages.HomePage", "wagtailcore.Page", "a.b.c"),
    *("localhost:x", "localhost:", ":80", "localhost:99999999999999999999", "http://localhost/"),
    *("a(" * 1000, "localhost:" + "9" * 5000),
    *("/en/", "//", "/../", "/en/%2e%2e/", "?", "#", "/en/conditions/" + "a" * 3000 + "/"),
    *("id__gt", "title__regex", "pk", "owner__password", "a,b", "title,title", "review(_,status)"),
)
TEXTS = st.text(max_size=30) | st.sampled_from(ODD_VALUES)
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES) | TEXTS, TEXTS), max_size=5)


def raw(pairs: list[tuple[str, str]]) -> str:
    """Return a query string of these, repeated names and all."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


QUERIES = PAIRS.map(raw) | st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="#"), max_size=60
)
"""Queries that are well formed, and strings that are hardly one."""


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("below", ["", "{id}/", "find/"])
def test_any_query_is_answered_as_described(tree: Tree, endpoint: str, below: str):
    contract = Contract(DESCRIPTION)
    documented = DESCRIPTION["paths"][f"/{endpoint}/{below}"]["get"]["responses"]
    ids = [*sorted(tree.ids.values()), 0, 10**30]
    client = Client(raise_request_exception=True)

    @SEVERAL
    @given(QUERIES, st.sampled_from(ids))
    def check(query: str, pk: int) -> None:
        answer = client.get(f"/api/v2/{endpoint}/{below.format(id=pk)}?{query}")
        assert str(answer.status_code) in documented
        if answer.status_code == 302:
            assert answer["Location"]
            return
        content = documented[str(answer.status_code)]["content"]["application/json"]["schema"]
        assert answer["Content-Type"] == "application/json"
        name = content.get("$ref", "").rpartition("/")[2]
        names = [name] if name else [part["$ref"].rpartition("/")[2] for part in content["anyOf"]]
        assert any(contract.problems(each, answer.json()) == [] for each in names)

    check()


BESIDE_LISTS = ("/site/", "/drafts/", "/page_preview/", "/page_preview/{id}/", "/openapi.json")


@pytest.mark.parametrize("path", BESIDE_LISTS)
def test_any_query_beside_lists_is_answered_with_a_documented_status(tree: Tree, path: str):
    documented = DESCRIPTION["paths"][path]["get"]["responses"]
    client = Client(raise_request_exception=True)

    @SEVERAL
    @given(QUERIES)
    def check(query: str) -> None:
        answer = client.get(f"/api/v2{path.format(id=1)}?{query}")
        assert str(answer.status_code) in documented
        assert answer["Content-Type"] == "application/json"

    check()


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/en.xml", "/robots.txt"])
def test_any_query_for_search_engines_finds_something_or_nothing(tree: Tree, path: str):
    client = Client(raise_request_exception=True)

    @SEVERAL
    @given(QUERIES | TEXTS.map(lambda site: raw([("site", site)])))
    def check(query: str) -> None:
        assert client.get(f"{path}?{query}").status_code in (200, 404)

    check()


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/en.xml", "/api/v2/site/"])
@pytest.mark.parametrize("site", [f"localhost:{'9' * 5000}", f"localhost:{2**63}", "a\x00b"])
def test_a_site_that_no_database_can_be_asked_for_is_not_there(tree: Tree, path: str, site: str):
    answer = Client(raise_request_exception=True).get(path, {"site": site})

    assert answer.status_code in (400, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", OPERATIONS)
def test_nothing_can_be_written(tree: Tree, path: str, method: str):
    answer = getattr(Client(), method)(f"/api/v2{path.format(id=min(tree.types))}")

    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
