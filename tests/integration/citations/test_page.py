from typing import Any

import pytest
from django.utils import translation

from pages.citations.models import Reference
from pages.citations.page import (
    citation_numbers,
    cited_references,
    listed_references,
    signed_references,
    unknown_citations,
)
from pages.citations.requirements import CitationsRequirement
from pages.publishing import Blocker, Stage
from tests.factories.citations import ReferenceFactory, citation
from tests.factories.content import ConditionPageFactory, ProcedurePageFactory, home
from tests.factories.delivery import an_image, every_block

pytestmark = pytest.mark.django_db


def found(page: Any) -> list[Blocker]:
    return list(CitationsRequirement()(page, stage=Stage.PUBLICATION))


def listed(*references: Reference) -> list[dict[str, Any]]:
    return [{"type": "reference", "value": reference.pk} for reference in references]


def study(reference: Reference) -> dict[str, Any]:
    return {
        "type": "study_summary",
        "value": {"reference": reference.pk, "design": "cohort", "outcome": "<p>Less pain.</p>"},
    }


def section(html: str) -> dict[str, Any]:
    return {"type": "section", "value": {"heading": "H", "text": html}}


@pytest.mark.parametrize("language", ["en", "es"])
def test_citations_and_chosen_sources_are_numbered_in_reading_order(language: str) -> None:
    first, second, third = ReferenceFactory.create_batch(3)
    page = ConditionPageFactory(
        language=language,
        causes=f"<p>Late{citation(third)}.</p>",
        body=[
            section(f"<p>A{citation(second)}</p>"),
            study(first),
            section(f"<p>B{citation(first, second)}</p>"),
        ],
        listed_references=listed(third, first),
    )
    assert citation_numbers(page) == {second.key: 1, first.key: 2, third.key: 3}
    cited = {entry.reference: entry.cited_in for entry in cited_references(page)}
    assert len(cited[first]) == 2
    assert cited[first][0].endswith(".reference")
    assert cited[third] == ["causes"]
    assert [data["key"] for data in signed_references(page)] == [second.key, first.key, third.key]


@pytest.mark.parametrize("language", ["en", "es"])
def test_captions_answers_effects_outcomes_and_studies_cite_like_any_text(language: str) -> None:
    library = ReferenceFactory.create_batch(6)
    caption, study_text, outcome, effect, comparison, answer = library
    body = every_block(outcome, image=an_image(), page=home(language))
    values = {block["type"]: block["value"] for block in body}
    values["image"]["caption"] = f"<p>A hand{citation(caption)}.</p>"
    values["study_summary"] |= {
        "reference": study_text.pk,
        "outcome": f"<p>Less pain{citation(study_text, caption)}.</p>",
    }
    values["adverse_effects"]["effects"][0]["description"] = f"<p>It fades{citation(effect)}.</p>"
    values["comparison"]["text"] = f"<p>Less{citation(comparison)}.</p>"
    order = ("image", "study_summary", "outcome", "adverse_effects", "comparison")
    faq = {"question": "Why?", "answer": f"<p>So{citation(answer, outcome)}.</p>"}
    page = ConditionPageFactory(
        language=language,
        causes="<p>Unknown.</p>",
        body=[{"type": name, "value": values[name]} for name in order],
        faq=[{"type": "question", "value": faq}],
    )
    assert citation_numbers(page) == {
        reference.key: number for number, reference in enumerate(library, start=1)
    }


def test_a_listed_reference_is_no_citation() -> None:
    reference = ReferenceFactory()
    page = ConditionPageFactory(listed_references=listed(reference, reference))
    assert listed_references(page) == [reference]
    assert cited_references(page) == []


def test_reading_a_page_costs_one_query_for_all_its_citations(
    django_assert_max_num_queries: Any,
) -> None:
    references = ReferenceFactory.create_batch(6)
    page = ConditionPageFactory(causes="".join(f"<p>x{citation(one)}</p>" for one in references))
    with django_assert_max_num_queries(1):
        assert len(cited_references(page)) == 6


def test_a_page_without_any_citation_is_told_so() -> None:
    assert [blocker.code for blocker in found(ConditionPageFactory())] == ["citation.none"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_listed_reference_that_is_never_cited_is_quoted(language: str) -> None:
    cited, left = ReferenceFactory.create_batch(2)
    page = ConditionPageFactory(
        language=language,
        causes=f"<p>x{citation(cited)}</p>",
        listed_references=listed(cited, left),
    )
    with translation.override(language):
        (blocker,) = found(page)
    assert (blocker.code, blocker.field) == ("citation.unplaced", "listed_references")
    assert blocker.quote == left.formatted(language)
    assert blocker.blocks


def test_a_key_that_the_library_lacks_is_named_once() -> None:
    page = ConditionPageFactory(
        causes='<p><a linktype="citation" keys="gone-2001">[Gone 2001]</a></p>' * 2
    )
    blockers = found(page)
    assert [blocker.code for blocker in blockers] == ["citation.unknown", "citation.none"]
    assert "gone-2001" in str(blockers[0].message)
    assert (blockers[0].quote, blockers[0].field) == ("[Gone 2001]", "causes")
    assert len(unknown_citations(page)) == 2


def test_a_retracted_source_blocks_with_its_number() -> None:
    reference = ReferenceFactory(retraction_status="retracted")
    page = ConditionPageFactory(causes=f"<p>x{citation(reference)}</p>")
    (blocker,) = found(page)
    assert blocker.code == "reference.retracted"
    assert blocker.field == "causes"
    assert blocker.quote == reference.formatted()


@pytest.mark.parametrize("factory", [ConditionPageFactory, ProcedurePageFactory])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_complete_page_meets_the_requirement(factory: Any, language: str) -> None:
    assert found(factory(complete=True, language=language)) == []
