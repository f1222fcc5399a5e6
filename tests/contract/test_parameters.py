"""Every parameter that the API heeds is documented, and every one that is documented is heeded.

A parameter that somebody adds to the code and not to the description, or the other way round,
fails here; those that are documented are what the fuzzing tries (`tests.contract.parameters`).
"""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Page

from pages.delivery.media_api import (
    PublicDocumentsAPIViewSet,
    PublicImagesAPIViewSet,
    PublicRedirectsAPIViewSet,
)
from pages.delivery.serving.answering import FIND_PARAMETERS
from pages.delivery.serving.fields import FILTERABLE
from pages.delivery.serving.listing import CUTTING, KNOWN, NARROWING, SEARCHING, TREE
from pages.delivery.site.endpoint import PARAMETERS as OF_SITE
from tests.contract.parameters import DOCUMENTED, NAMES, OPERATIONS, documented
from tests.contract.stock_media import Library
from tests.factories.drafts import share, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_news_of_refusals")]

MEDIA = {
    "images": PublicImagesAPIViewSet,
    "documents": PublicDocumentsAPIViewSet,
    "redirects": PublicRedirectsAPIViewSet,
}
LISTS = ("/pages/", *(f"/{endpoint}/" for endpoint in MEDIA), "/site/")
"""Endpoints that refuse what they do not know."""

OF_DRAFTS = {"token", "fields", "content_type"}


def of_media(endpoint: str) -> set[str]:
    """Return the parameters that a list of images, files or redirects knows."""
    view = MEDIA[endpoint]
    columns = view.get_available_fields(view.model, db_fields_only=True)
    return {*view.known_query_parameters, *columns}


def test_what_the_code_knows_is_what_is_documented() -> None:
    in_lists = {*KNOWN, *FILTERABLE}
    everything = in_lists | FIND_PARAMETERS | OF_SITE | OF_DRAFTS
    everything |= set().union(*map(of_media, MEDIA))

    assert documented("/pages/") == in_lists
    assert documented("/site/") == OF_SITE
    assert documented("/drafts/") | documented("/page_preview/") == OF_DRAFTS
    assert {name: documented(f"/{name}/") for name in MEDIA} == {
        name: of_media(name) for name in MEDIA
    }
    assert everything == DOCUMENTED
    assert everything >= NARROWING | CUTTING | SEARCHING | TREE


def test_the_fuzzing_tries_every_name() -> None:
    assert set(NAMES) > DOCUMENTED
    assert {"renditions", "owner", "automatically_created"} < set(NAMES)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_what_is_documented_and_refuses_everything_else(
    client: Any, library: Library, path: str
) -> None:
    def is_refused(name: str) -> bool:
        answer = client.get(f"/api/v2{path}", {name: "1"})
        said = answer.json().get("message", "")
        return answer.status_code == 400 and "is not an operation or a recognised field" in said

    assert {name for name in NAMES if not is_refused(name)} == documented(path)


AS_IN_WAGTAIL = {
    "/pages/{id}/": NARROWING | {"type"},
    "/pages/find/": {"type"},
    "/images/{id}/": {"title", "width", "height", "tags", "id", "order", "search"},
    "/documents/{id}/": {"title", "tags", "id", "order", "search"},
    "/redirects/{id}/": {"old_path", "is_permanent", "id", "order"},
}
"""What is heeded and not documented: a filter that would not list a thing does not show it either.
That is Wagtail's, whose clients may count on it, and of no use to others."""

WITHOUT_EFFECT = {"_", "content_type"}
"""Accepted for clients of other software."""

KEPT_FOR_LATER = {"fields", "rich_text_format", "locale"}
"""They are of no effect on where a public page is, and stand in the address that is answered."""


@pytest.mark.parametrize("path", [path for path in OPERATIONS if path not in LISTS])
def test_a_documented_parameter_is_heeded_and_an_undocumented_one_is_not(
    client: Any, library: Library, path: str
) -> None:
    """What is heeded refuses what makes no sense; what is not, changes nothing."""
    endpoint = path.strip("/").partition("/")[0]
    ids = {"pages": library.page, **{name: some[0] for name, some in library.ids.items()}}
    address = f"/api/v2{path.format(id=ids.get(endpoint, 1))}"
    plain = {}
    if path.endswith("find/"):
        plain = {"id": ids[endpoint]}
    elif "token" in documented(path):
        plain = {"token": token_of(share(Page.objects.get(pk=library.page)))}
    usual = client.get(address, plain)
    assert usual.status_code in (200, 302)

    heeded = {
        name
        for name in NAMES
        if client.get(address, {**plain, name: "(no such thing"}).status_code != usual.status_code
    }

    expected = documented(path) - WITHOUT_EFFECT
    if path.endswith("find/"):
        expected -= KEPT_FOR_LATER
    assert heeded == expected | AS_IN_WAGTAIL.get(path, set())
