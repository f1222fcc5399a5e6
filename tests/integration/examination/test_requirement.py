"""What a page claims stands between it and the public, with the sentence and its place."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages import claims
from pages.content.examination.page import document_of_page
from pages.publishing import PublicationRefused, Stage, blockers
from pages.publishing.reading import fragments
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    a_reference,
    cite,
    home,
)
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import (
    make_review_workflow,
    make_reviewer,
    make_user,
    publish_signed,
    sign,
    submit,
)

pytestmark = pytest.mark.django_db

CURES = {"en": "The splint cures the pain.", "es": "La férula cura el dolor."}
STUDIES = {"en": "Studies show that rest helps", "es": "Los estudios muestran que el reposo ayuda"}


def section(text):
    return [{"type": "section", "value": {"heading": "What happens", "text": text}}]


def of_claims(page, *, stage=Stage.SUBMISSION):
    return [blocker for blocker in blockers(page, stage=stage) if blocker.code in claims.BY_CODE]


@pytest.mark.parametrize("stage", [Stage.SIGNATURE, Stage.PUBLICATION])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_claim_blocks_with_its_sentence_and_its_place(language, stage):
    page = ConditionPageFactory(
        language=language, complete=True, body=section(f"<p>{CURES[language]}</p>")
    )
    (blocker,) = of_claims(page, stage=stage)
    assert (blocker.code, blocker.severity) == ("claim.cure", "block")
    assert (blocker.field, blocker.quote) == ("body", CURES[language])
    (fragment,) = [one for one in fragments(page) if CURES[language] in one.source]
    assert blocker.path == fragment.path


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_citation_settles_what_a_citation_can_settle(language):
    text = STUDIES[language]
    page = ConditionPageFactory(language=language, complete=True, body=section(f"<p>{text}.</p>"))
    assert [blocker.code for blocker in of_claims(page)] == ["evidence.phrase_uncited"]
    cited = f"<p>{text}{cite(a_reference())}.</p>"
    page = ConditionPageFactory(language=language, complete=True, body=section(cited))
    assert of_claims(page) == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "factory", [ConditionPageFactory, ProcedurePageFactory, TestimonialPageFactory]
)
def test_careful_pages_claim_nothing(factory, language):
    assert of_claims(factory(language=language, complete=True)) == []


def test_a_block_that_names_its_publication_needs_no_further_citation():
    reference = a_reference()
    study = {
        "type": "study_summary",
        "value": {
            "reference": reference.pk,
            "design": "randomised_trial",
            "participants": 60,
            "outcome": "<p>Half of the participants had less pain.</p>",
        },
    }
    page = ConditionPageFactory(complete=True, body=[study])
    assert of_claims(page) == []
    assert any(block.sourced for block in document_of_page(page).blocks)


def test_a_reference_that_readers_cannot_find_is_told():
    reference = a_reference()
    reference.volume = reference.pages = ""
    reference.save()
    (blocker,) = of_claims(ConditionPageFactory(complete=True))
    assert blocker.code == "reference.incomplete"
    assert blocker.field
    assert "volume" in str(blocker.message)


def test_a_site_may_make_a_rule_a_warning(settings):
    settings.PAGES = {"CLAIM_SEVERITIES": {"claim.cure": "warn"}}
    page = ConditionPageFactory(complete=True, body=section(f"<p>{CURES['en']}</p>"))
    assert [blocker.severity for blocker in of_claims(page)] == ["warn"]


def test_a_rule_that_came_after_the_signature_holds_nothing_back(settings):
    make_review_workflow(home())
    disclaimers_in("en", "medical-information")
    page = publish_signed(ConditionPageFactory(complete=True))
    settings.PAGES = {"CLAIM_TERMS": {"claim.puffery": {"en": ["disease of the joints"]}}}
    settings.PAGES["CLAIM_SEVERITIES"] = {"claim.puffery": "block"}
    assert [one.severity for one in of_claims(page, stage=Stage.SIGNATURE)] == ["block"]
    assert [one.severity for one in of_claims(page, stage=Stage.PUBLICATION)] == ["warn"]
    page.unpublish()
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.live


def test_the_same_rule_keeps_other_content_from_being_signed(settings):
    make_review_workflow(home())
    disclaimers_in("en", "medical-information")
    page = ConditionPageFactory(complete=True)
    submit(page, make_user())
    settings.PAGES = {
        "CLAIM_TERMS": {"claim.puffery": {"en": ["disease of the joints"]}},
        "CLAIM_SEVERITIES": {"claim.puffery": "block"},
    }
    with pytest.raises(PublicationRefused):
        sign(page, make_reviewer())


def test_reading_a_page_takes_one_query():
    page = ProcedurePageFactory(complete=True)
    document_of_page(page)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        claims.check(document_of_page(page))
    assert len(queries) == 1


def test_check_page_tells_of_claims(capsys):
    page = ConditionPageFactory(complete=True, body=section(f"<p>{CURES['en']}</p>"))
    with pytest.raises(SystemExit):
        call_command("check_page", page.pk)
    assert "“cures the pain” claims a cure" in capsys.readouterr().out


def test_the_editors_list_leads_to_the_sentence(client):
    page = ConditionPageFactory(complete=True, body=section(f"<p>{CURES['en']}</p>"))
    client.force_login(make_user(is_superuser=True))
    shown = client.get(reverse("pages_review:blockers", args=[page.pk])).content.decode()
    assert "Go to the sentence" in shown
    assert f'data-firma-quote="{CURES["en"]}"' in shown
