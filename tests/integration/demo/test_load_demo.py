"""`manage.py load_demo`."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import override_settings

from pages.management.commands.load_demo import ACCOUNTS, PASSWORD
from pages.management.demo.stages import MissingTranslation, paired
from pages.models import Approval, ConditionPage, Reference
from tests.integration.demo.conftest import Demo

LIVE_IN_ENGLISH = {
    "rheumatoid-arthritis",
    "knee-osteoarthritis",
    "corticosteroid-injection-knee",
    "platelet-rich-plasma-knee",
    "elena-back-to-the-stairs",
}
LIVE_IN_SPANISH = {
    "artritis-reumatoide",
    "infiltracion-de-corticosteroide-rodilla",
    "elena-de-vuelta-a-las-escaleras",
}


def test_a_second_run_changes_nothing_and_says_so(demo: Demo) -> None:
    assert demo.second_run == ["The demo is loaded. Nothing to do."]


def test_there_are_at_least_three_conditions_two_procedures_and_two_testimonials(
    demo: Demo,
) -> None:
    types = [facts.type for facts in demo.pages.values() if facts.language == "en"]
    assert types.count("pages.ConditionPage") >= 3
    assert types.count("pages.ProcedurePage") >= 2
    assert types.count("pages.TestimonialPage") >= 2


def test_the_promised_pages_are_live_in_each_language(demo: Demo) -> None:
    live = {slug for slug, facts in demo.pages.items() if facts.is_live}
    assert live == LIVE_IN_ENGLISH | LIVE_IN_SPANISH


def test_every_live_page_is_signed_by_the_reviewer(demo: Demo) -> None:
    signed = {slug: facts.signed_by for slug, facts in demo.pages.items() if facts.is_signed}
    assert signed == dict.fromkeys(LIVE_IN_ENGLISH | LIVE_IN_SPANISH, "reviewer")


def test_nobody_signed_their_own_work(demo: Demo) -> None:
    assert demo.approvals_of_own_work == 0


def test_nothing_stands_between_a_live_page_and_the_public(demo: Demo) -> None:
    found = {slug: facts.standing for slug, facts in demo.pages.items() if facts.standing}
    assert found == {}


def test_no_live_page_has_a_warning_either(demo: Demo) -> None:
    found = {
        slug: facts.draft_warnings
        for slug, facts in demo.pages.items()
        if facts.is_live and facts.draft_warnings
    }
    assert found == {}


def test_no_segment_of_a_live_spanish_page_is_untranslated(demo: Demo) -> None:
    for slug in LIVE_IN_SPANISH:
        assert demo.pages[slug].segments > 5, slug
        assert demo.pages[slug].untranslated == 0, slug


def test_every_live_page_has_a_document_for_the_public(demo: Demo) -> None:
    counts = {slug: len(facts.documents) for slug, facts in demo.pages.items()}
    assert {slug for slug, count in counts.items() if count} == LIVE_IN_ENGLISH | LIVE_IN_SPANISH


def test_people_are_named_in_the_words_of_each_language(demo: Demo) -> None:
    found = {
        (facts.language, document["author"]["credentials"], facts.credited)
        for facts in demo.pages.values()
        for document in facts.documents
    }
    assert found == {
        ("en", "MSc", "MD, PhD"),
        ("es", "Maestra en Ciencias", "Médica cirujana, doctora en Ciencias"),
    }


def test_no_document_tells_who_a_patient_is(demo: Demo) -> None:
    public = json.dumps([facts.documents for facts in demo.pages.values()])
    assert "Invented person for demonstration" not in public
    assert "A-DEMO" not in public
    assert "clinica-ribera.example" not in public.replace(
        "https://clinica-ribera.example/appointments", ""
    )


def test_one_page_is_live_in_english_and_partly_translated(demo: Demo) -> None:
    spanish = demo.pages["osteoartritis-de-rodilla"]
    assert not spanish.is_live
    assert 0 < spanish.untranslated < spanish.segments
    assert "translation.untranslated" in spanish.draft_blockers


def test_one_translation_waits_for_its_review(demo: Demo) -> None:
    spanish = demo.pages["plasma-rico-en-plaquetas-rodilla"]
    assert (spanish.is_live, spanish.workflow, spanish.untranslated) == (False, "in_progress", 0)


def test_one_english_page_waits_for_its_review(demo: Demo) -> None:
    waiting = demo.pages["tomas-learning-to-rest"]
    assert (waiting.is_live, waiting.workflow, waiting.draft_blockers) == (
        False,
        "in_progress",
        [],
    )


def test_one_page_was_sent_back(demo: Demo) -> None:
    assert demo.pages["plantar-fasciitis"].workflow == "needs_changes"


def test_one_draft_has_much_before_it(demo: Demo) -> None:
    draft = demo.pages["frozen-shoulder"]
    assert {"field.required", "block.incomplete", "citation.unplaced"} <= set(draft.draft_blockers)


def test_each_disclaimer_is_there_and_signed_in_both_languages(demo: Demo) -> None:
    assert demo.disclaimers == {
        (key, language, "signed")
        for key in ("medical-information", "treatment-results", "individual-experience")
        for language in ("en", "es")
    }


def test_the_references_pass_the_library_s_own_checks_unchanged(demo: Demo) -> None:
    assert demo.references >= 20
    assert demo.faulty_references == []


def test_each_authorization_has_a_scan(demo: Demo) -> None:
    assert demo.scans == 2


def test_loading_writes_to_nobody(demo: Demo) -> None:
    assert demo.mails == 0


@pytest.mark.django_db
def test_it_refuses_on_a_site_that_is_not_for_development() -> None:
    with override_settings(DEBUG=False), pytest.raises(CommandError, match="DEBUG"):
        call_command("load_demo")

    assert not ConditionPage.objects.exists()


@pytest.mark.django_db
def test_by_force_it_loads_drafts_and_makes_no_account() -> None:
    out = StringIO()
    with override_settings(DEBUG=False):
        call_command("load_demo", force=True, stdout=out)

    assert not get_user_model().objects.exists()
    assert ConditionPage.objects.exists()
    assert not ConditionPage.objects.live().exists()
    assert not Approval.objects.exists()
    assert "drafts" in out.getvalue()


@pytest.mark.django_db
def test_an_account_that_exists_keeps_its_password() -> None:
    mine = get_user_model().objects.create_user(username="editor", password="my own")
    with override_settings(DEBUG=True):
        call_command("setup_pages", stdout=StringIO())
        from pages.management.demo.library import load_accounts

        accounts = load_accounts(lambda line: None)

    mine.refresh_from_db()
    assert mine.check_password("my own")
    assert accounts["reviewer"].check_password(PASSWORD)
    assert accounts["admin"].is_superuser
    assert not accounts["reviewer"].is_superuser


def test_the_welcome_text_can_name_every_account() -> None:
    assert [name for name, _purpose in ACCOUNTS] == [
        "editor",
        "translator",
        "reviewer",
        "reviewer2",
        "admin",
    ]


@pytest.mark.django_db
def test_a_sentence_that_lacks_its_translation_is_noticed() -> None:
    source = ConditionPage(title="One", causes="<p>First.</p><p>Second.</p>")
    target = ConditionPage(title="Uno", causes="<p>Primero.</p>")

    with pytest.raises(MissingTranslation, match="causes"):
        paired(source, target)


@pytest.mark.django_db
def test_a_citation_that_the_translation_lacks_is_noticed() -> None:
    Reference.objects.create(key="smolen-2016", title="Rheumatoid arthritis", year=2016)
    cited = '<a linktype="citation" keys="smolen-2016">[Smolen 2016]</a>'
    source = ConditionPage(title="One", causes=f"<p>First{cited}.</p>")
    target = ConditionPage(title="Uno", causes="<p>Primero.</p>")

    with pytest.raises(MissingTranslation, match="citations"):
        paired(source, target)
