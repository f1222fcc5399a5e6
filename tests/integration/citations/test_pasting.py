"""Pasting a citation into the form of a new reference."""

from typing import Any

import pytest
from django.urls import reverse

from pages.citations.exchange.entries import Entry
from pages.citations.lookup.port import Description, LookupFailed
from pages.citations.models import Reference
from pages.citations.recognising import recognise
from tests.factories.citations import ReferenceFactory
from tests.integration.citations.test_admin import form_data, user_of

pytestmark = pytest.mark.django_db

CITATION = (
    "1. Smolen JS, Aletaha D. Rheumatoid arthritis. Lancet. 2016;388(10055):2023-38. "
    "doi: 10.1016/S0140-6736(16)30173-8. Epub 2016 May 3."
)
ADD = "wagtailsnippets_pages_reference:add"


class FakeLookup:
    """A registry that knows one publication."""

    answer: Description | LookupFailed | None = None

    def describe(self, *, doi: str, pmid: str) -> Description | None:
        if isinstance(self.answer, LookupFailed):
            raise self.answer
        return self.answer


@pytest.fixture
def lookup(settings: Any) -> type[FakeLookup]:
    settings.PAGES = {"REFERENCE_LOOKUP": f"{__name__}.FakeLookup"}
    FakeLookup.answer = None
    return FakeLookup


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("https://doi.org/10.1016/ABC", {"doi": "10.1016/abc", "csl_type": "article-journal"}),
        ("PMID: 27156434", {"pmid": "27156434", "csl_type": "article-journal"}),
        (" 27156434\n", {"pmid": "27156434", "csl_type": "article-journal"}),
        ("PMC7462890", {"pmcid": "PMC7462890", "csl_type": "article-journal"}),
        ("978-0-306-40615-7", {"isbn": "9780306406157", "csl_type": "book"}),
        ("", {}),
    ],
)
def test_an_identifier_alone_is_recognised(text: str, values: dict[str, Any]) -> None:
    assert recognise(text).values == values


@pytest.mark.parametrize(
    "text",
    [
        CITATION,
        "TY  - JOUR\nTI  - Rheumatoid arthritis\nPY  - 2016\nAU  - Smolen, JS\nER  - ",
        "@article{a, title={Rheumatoid arthritis}, author={Smolen, JS}, year=2016}",
    ],
)
def test_a_citation_and_a_copied_entry_are_recognised(text: str) -> None:
    found = recognise(text)
    assert (found.values["title"], found.values["year"]) == ("Rheumatoid arthritis", 2016)
    assert found.values["authors"][0]["family"] == "Smolen"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_is_filled_and_nothing_is_saved(client: Any, language: str) -> None:
    client.force_login(user_of("Editors", language))
    response = client.post(reverse(ADD), {"recognise": "1", "pasted": CITATION})
    html = response.content.decode()
    assert response.status_code == 200
    assert 'value="Rheumatoid arthritis"' in html
    assert "Smolen, JS\nAletaha, D" in html
    assert 'value="10.1016/s0140-6736(16)30173-8"' in html
    assert "Epub 2016 May 3" in html
    assert not response.context["form"].errors
    assert not Reference.objects.exists()
    saved = client.post(
        reverse(ADD), form_data(title="Rheumatoid arthritis", authors="Smolen, JS", year="2016")
    )
    assert saved.status_code == 302
    assert Reference.objects.get().key == "smolen-2016"


def test_a_publication_that_the_library_has_is_linked(client: Any) -> None:
    existing = ReferenceFactory(doi="10.1016/s0140-6736(16)30173-8")
    client.force_login(user_of("Editors"))
    html = client.post(reverse(ADD), {"recognise": "1", "pasted": CITATION}).content.decode()
    assert "The library already has this publication" in html
    assert reverse("wagtailsnippets_pages_reference:edit", args=[existing.pk]) in html


def test_a_text_of_which_nothing_is_understood_is_given_back(client: Any) -> None:
    client.force_login(user_of("Editors"))
    html = client.post(reverse(ADD), {"recognise": "1", "pasted": "<?!>"}).content.decode()
    assert "Nothing was recognised" in html
    assert "&lt;?!&gt;" in html


def test_who_may_not_add_references_cannot_paste(client: Any) -> None:
    client.force_login(user_of("Translators"))
    response = client.post(reverse(ADD), {"recognise": "1", "pasted": CITATION})
    assert response.status_code == 302


def test_a_registry_fills_the_form_where_a_site_has_turned_it_on(lookup: Any) -> None:
    lookup.answer = Description(
        Entry(1, {"title": "From the registry", "pmid": "27156434", "year": 2016}), "PubMed"
    )
    found = recognise("27156434")
    assert (found.values["title"], found.registry) == ("From the registry", "PubMed")
    assert recognise("No number at all. Lancet. 2016.").registry == ""


def test_a_registry_that_fails_leaves_what_the_text_says(lookup: Any) -> None:
    lookup.answer = LookupFailed("It did not answer.")
    found = recognise(CITATION)
    assert found.values["title"] == "Rheumatoid arthritis"
    assert found.problem == "It did not answer."


def test_a_number_that_the_registry_does_not_know_is_pointed_out(lookup: Any) -> None:
    assert "does not know" in recognise("27156434").problem
