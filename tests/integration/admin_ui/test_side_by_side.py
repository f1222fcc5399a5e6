"""A translation under review beside its source: what is shown, who may comment, what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from pages.content.condition import ConditionPage
from pages.disclaimers.models import Disclaimer
from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.review.models import Approval
from pages.translation.actions import save_draft, submit_for_review
from pages.translation.dismissals import DismissFinding
from pages.translation.models import Origin, SegmentComment
from pages.translation.segment_editor.rows import editor_rows
from pages.translation.side_by_side import terms
from pages.translation.writing import ConfirmSegment, WriteSegment
from tests.factories.disclaimers import reworded, sign_wording
from tests.factories.review import (
    make_reviewer,
    make_user,
    publish_signed,
    review_url,
    sign,
    submit,
)
from tests.factories.translation import (
    BilingualSite,
    make_bilingual_site,
    make_condition,
    make_translator,
    start_translation,
    translate,
)

pytestmark = pytest.mark.django_db

SUMMARY = "A chronic disease of the joints."
COMMENT = "Patients do not say this."


@pytest.fixture
def site() -> BilingualSite:
    return make_bilingual_site()


@pytest.fixture
def source(site: BilingualSite) -> Any:
    return publish_signed(make_condition(site), reviewer=make_reviewer("first"))


@pytest.fixture
def translator(site: BilingualSite) -> Any:
    user = make_translator(site, username="tina")
    Person.objects.create(
        name="Tina Traductora",
        credentials="ATA",
        languages=["es"],
        is_translator=True,
        user=user,
    )
    return user


@pytest.fixture
def reviewer() -> Any:
    return make_reviewer("reviewer")


@pytest.fixture
def translation(site: BilingualSite, source: Any, translator: Any) -> Translation:
    return start_translation(source, site.spanish, user=translator)


def segment(translation: Translation, text: str) -> StringSegment:
    found: StringSegment = StringSegment.objects.select_related("string", "context").get(
        source=translation.source, string__data=text
    )
    return found


def submitted(translation: Translation, translator: Any, **replacing: str) -> ConditionPage:
    """Translate everything, submit it, and return the page that waits."""
    translate(translation, user=translator, replacing=replacing or None)
    submit_for_review(translation=translation, user=translator)
    return waiting(translation)


def waiting(translation: Translation) -> ConditionPage:
    page: ConditionPage = ConditionPage.objects.get(pk=translation.get_target_instance().pk)
    return page


def screen(client: Client, page: Any) -> BeautifulSoup:
    response = client.get(review_url(page))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(node: Any) -> str:
    return " ".join(node.get_text(" ").split())


def row_of(html: BeautifulSoup, words: str) -> Any:
    found = [row for row in html.select("[data-firma-row]") if words in text_of(row)]
    assert len(found) == 1
    return found[0]


def comment_url(page: Any, one: StringSegment) -> str:
    return reverse("pages_review:comment", args=[page.current_workflow_task_state.pk, one.pk])


# What is shown


def test_source_and_translation_stand_beside_each_other_in_the_layout_and_by_segment(
    client: Client, translation: Translation, translator: Any, reviewer: Any
) -> None:
    page = submitted(translation, translator)
    client.force_login(reviewer)
    html = screen(client, page)

    assert "The source is the text in English that Dr. first signed on" in text_of(html)
    sides = {pane["data-firma-side"]: pane["src"] for pane in html.select("iframe")}
    source = client.get(sides["source"])
    assert source["X-Frame-Options"] == "SAMEORIGIN"
    assert source["Content-Language"] == "en"
    assert SUMMARY in source.content.decode()
    spanish = client.get(sides["translation"])
    assert spanish["Content-Language"] == "es"
    assert "Una enfermedad crónica de las articulaciones." in spanish.content.decode()

    row = row_of(html, SUMMARY)
    assert "Una enfermedad crónica de las articulaciones." in text_of(row)
    assert "Written by Tina Traductora" in text_of(row)
    assert "not on file as a translator" not in text_of(html)
    places = [each["data-firma-group"] for each in html.select("[data-firma-group]")]
    ids = {node["id"] for node in BeautifulSoup(source.content, "html.parser").select("[id^=at-]")}
    assert {"at-title", "at-summary", "at-causes"} <= ids & set(places)


def test_what_is_read_is_the_page_under_review_and_not_the_translation_on_file(
    client: Client, translation: Translation, translator: Any, reviewer: Any
) -> None:
    page = submitted(translation, translator)
    StringTranslation.objects.filter(data__startswith="Una enfermedad").update(data="Otra cosa.")
    client.force_login(reviewer)
    html = screen(client, page)

    assert "1 segment has another translation on file" in text_of(html)
    row = row_of(html, SUMMARY)
    assert "Una enfermedad crónica de las articulaciones." in text_of(row)
    assert "On file is another translation Otra cosa." in text_of(row)
    assert "Written in the page itself" in text_of(row)


def test_a_page_that_translates_nothing_has_its_one_preview(
    client: Client, site: BilingualSite, reviewer: Any
) -> None:
    page = make_condition(site)
    submit(page, make_user())
    client.force_login(reviewer)
    html = screen(client, page)
    assert len(html.select("iframe")) == 1
    assert not html.select("[data-firma-compare]")
    task_state = page.current_workflow_task_state.pk
    address = reverse("pages_review:side", args=[task_state, "source"])
    assert client.get(address).status_code == 404


def test_a_source_that_nobody_signed_is_said_to_be_a_draft(
    client: Client, site: BilingualSite, translator: Any, reviewer: Any
) -> None:
    draft = start_translation(make_condition(site), site.spanish, user=translator)
    page = submitted(draft, translator)
    client.force_login(reviewer)
    assert "Nobody has signed this source in English" in text_of(screen(client, page))


def test_a_finding_leads_to_its_judgement_and_back(
    client: Client, translation: Translation, translator: Any, reviewer: Any
) -> None:
    page = submitted(
        translation, translator, **{SUMMARY: "No es una enfermedad crónica de las articulaciones."}
    )
    client.force_login(reviewer)
    html = screen(client, page)

    row = row_of(html, SUMMARY)
    link = row.select_one("[data-code='translation.negation'] a")
    field = html.select_one(link["href"])
    assert field.name == "textarea"
    back = html.select_one(".firma-blockers__list [data-code='translation.negation'] a")
    assert back["href"] == f"#{row['id']}"
    helped = html.select_one(f".firma-sign-form a[href='#{row['id']}']")
    assert text_of(helped) == "Read the segment"


def test_a_warning_that_was_dismissed_is_shown_with_name_and_reason(
    client: Client, translation: Translation, translator: Any, reviewer: Any
) -> None:
    translate(translation, user=translator, replacing={SUMMARY: "Una enfermedad  crónica ."})
    found = next(
        each.finding
        for row in editor_rows(translation)
        for each in row.findings
        if each.finding.severity == "warn" and row.pair.source == SUMMARY
    )
    DismissFinding(
        translation=translation, finding=found, reason="It is how they say it.", user=translator
    ).execute()
    submit_for_review(translation=translation, user=translator)
    client.force_login(reviewer)
    row = row_of(screen(client, waiting(translation)), SUMMARY)
    words = "Left as it is by tina: “It is how they say it.”"
    assert words in text_of(row.select_one(f"[data-code='{found.code}']"))


def test_only_what_is_new_is_marked_after_a_signature(
    client: Client, translation: Translation, translator: Any, reviewer: Any
) -> None:
    page = submitted(translation, translator)
    client.force_login(reviewer)
    assert not screen(client, page).select("[data-new]")
    sign(page, reviewer)

    StringTranslation.objects.filter(data__startswith="Una enfermedad").update(
        data="Una enfermedad de larga duración de las articulaciones."
    )
    submit_for_review(translation=translation, user=translator)
    html = screen(client, waiting(translation))
    marked = html.select("[data-new]")
    assert [text_of(row).count("larga duración") for row in marked] == [1]
    button = html.select_one("[data-firma-filter=new]")
    assert text_of(button) == "Only what is new to you 1"


def test_a_segment_whose_source_changed_is_new_though_its_translation_is_not(
    client: Client, translation: Translation, translator: Any, reviewer: Any, source: Any
) -> None:
    sign(submitted(translation, translator), reviewer)
    english = ConditionPage.objects.get(pk=source.pk)
    english.causes = "<p>The immune system attacks some joints.</p>"
    publish_signed(english, reviewer=reviewer)
    translation.source.update_from_db()
    translation.refresh_from_db()
    translate(
        translation,
        user=translator,
        replacing={
            "The immune system attacks some joints.": "ES The immune system attacks the joints.",
        },
    )
    StringTranslation.objects.filter(data__startswith="Una enfermedad").update(
        data="Una enfermedad de larga duración de las articulaciones."
    )
    submit_for_review(translation=translation, user=translator)
    client.force_login(reviewer)
    html = screen(client, waiting(translation))
    new = [text_of(row) for row in html.select("[data-new]")]
    assert any("attacks some joints" in row for row in new)
    assert len(new) == 2


def test_terms_of_a_glossary_stand_beside_their_segments(
    client: Client,
    translation: Translation,
    translator: Any,
    reviewer: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def look_up(source_html: str, **languages: Any) -> list[dict[str, Any]]:
        assert languages == {"source_language": "en", "target_language": "es", "glossary": "all"}
        if "chronic" not in source_html:
            return []
        target = {"text": "crónico", "status": "preferred"}
        return [{"source": "chronic", "targets": [target], "note": "long"}] * 2

    monkeypatch.setattr(terms, "_glossaries", [])
    terms.register_glossary(load=lambda: "all", look_up=look_up)
    page = submitted(translation, translator)
    client.force_login(reviewer)
    row = row_of(screen(client, page), SUMMARY)
    assert text_of(row).count("Glossary: chronic → crónico long") == 1


# Comments


def test_a_reviewer_comments_on_a_segment_and_the_translator_reads_it_there(
    client: Client, translation: Translation, translator: Any, reviewer: Any
) -> None:
    page = submitted(translation, translator)
    one = segment(translation, SUMMARY)
    client.force_login(reviewer)
    response = client.post(comment_url(page, one), {"text": COMMENT})
    assert response["Location"] == f"{review_url(page)}#firma-row-{one.pk}"
    html = screen(client, page)
    assert COMMENT in text_of(row_of(html, SUMMARY))
    assert "Open comments on segments: 1" in text_of(html.select_one(".firma-review__facts"))

    client.post(review_url(page), {"answer": "send_back", "comment": "See the segments."})
    client.force_login(translator)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert COMMENT in edit
    assert SegmentComment.objects.get().resolved_at is None


def test_a_comment_that_is_sent_by_a_script_returns_the_row_and_the_count(
    client: Client, translation: Translation, translator: Any, reviewer: Any
) -> None:
    page = submitted(translation, translator)
    url = comment_url(page, segment(translation, SUMMARY))
    client.force_login(reviewer)
    answer = client.post(url, {"text": COMMENT}, headers={"accept": "application/json"})
    assert answer.json()["open"] == answer.json()["comments"] == 1
    assert COMMENT in answer.json()["html"]
    refused = client.post(url, {"text": " "}, headers={"accept": "application/json"})
    assert refused.status_code == 400
    assert "Write what you want to say" in refused.json()["detail"]

    seen = reverse(
        "pages_review:seen",
        args=[page.current_workflow_task_state.pk, SegmentComment.objects.get().pk],
    )
    answer = client.post(seen, headers={"accept": "application/json"})
    assert answer.json()["open"] == 0
    assert "Seen to" in answer.json()["html"]
    assert SegmentComment.objects.get().resolved_by == reviewer


@pytest.mark.parametrize("who", ["translator", "author", "superuser"])
def test_who_cannot_answer_the_review_cannot_comment_in_it_nor_see_its_sides(
    client: Client, translation: Translation, translator: Any, who: str
) -> None:
    page = submitted(translation, translator)
    users = {
        "translator": lambda: translator,
        "author": lambda: make_user("author", groups=("Editors",)),
        "superuser": lambda: make_user(is_superuser=True),
    }
    client.force_login(users[who]())
    response = client.post(comment_url(page, segment(translation, SUMMARY)), {"text": COMMENT})
    assert response["Location"] == reverse("wagtailadmin_home")
    assert not SegmentComment.objects.exists()
    side = reverse("pages_review:side", args=[page.current_workflow_task_state.pk, "source"])
    assert client.get(side).status_code == 302


def test_a_segment_of_another_page_takes_no_comment(
    client: Client, site: BilingualSite, translation: Translation, translator: Any, reviewer: Any
) -> None:
    page = submitted(translation, translator)
    other = start_translation(make_condition(site, title="Gout"), site.spanish)
    client.force_login(reviewer)
    url = comment_url(page, segment(other, "Gout"))
    assert client.post(url, {"text": COMMENT}).status_code == 404
    assert not SegmentComment.objects.exists()


def test_a_review_that_is_over_takes_no_comment(
    client: Client, translation: Translation, translator: Any, reviewer: Any
) -> None:
    page = submitted(translation, translator)
    url = comment_url(page, segment(translation, SUMMARY))
    sign(page, reviewer)
    client.force_login(reviewer)
    assert client.post(url, {"text": COMMENT}).status_code == 302
    assert not SegmentComment.objects.exists()


# What a signature keeps


def test_a_signature_keeps_the_translators_with_their_qualification(
    client: Client, translation: Translation, translator: Any, reviewer: Any
) -> None:
    translate(translation, user=translator)
    helper = make_user("helper", first_name="Hugo", last_name="Ayala")
    one = segment(translation, SUMMARY)
    machine = "Una enfermedad crónica que afecta las articulaciones."
    WriteSegment(
        translation=translation,
        segment=one,
        text=machine,
        user=helper,
        origin=Origin.MACHINE,
        tool="a machine",
    ).execute()
    ConfirmSegment(translation=translation, segment=one, user=translator, base=machine).execute()
    WriteSegment(
        translation=translation,
        segment=segment(translation, "Joint pain"),
        text="Dolor en una articulación",
        user=helper,
    ).execute()
    submit_for_review(translation=translation, user=translator)
    page = waiting(translation)
    client.force_login(reviewer)
    assert "Hugo Ayala not on file as a translator" in text_of(screen(client, page))

    kept = sign(page, reviewer).translators

    hugo, tina = kept["people"]
    segments = translation.get_progress()[0]
    assert hugo == {
        "name": "Hugo Ayala",
        "credentials": "",
        "languages": [],
        "is_translator": False,
        "qualified": False,
        "person": None,
        "wrote": 1,
        "brought": 1,
        "confirmed": 0,
    }
    assert tina["name"] == "Tina Traductora"
    assert tina["credentials"] == "ATA"
    assert tina["languages"] == ["es"]
    assert tina["is_translator"]
    assert tina["qualified"]
    assert (tina["wrote"], tina["confirmed"]) == (segments - 2, 1)
    assert kept["origins"] == {"human": segments - 1, "machine": 1}

    # It stays as it was.
    Person.objects.filter(name="Tina Traductora").update(name="Tina Otra")
    for url in (
        reverse("pages_review:history", args=[page.pk]),
        reverse("pages_review:signed"),
    ):
        text = text_of(BeautifulSoup(client.get(url).content, "html.parser"))
        assert "Tina Traductora , ATA translator (es)" in text
        assert "Hugo Ayala not on file as a translator" in text
        assert "machine translation 1" in text


def test_words_that_were_changed_in_the_page_itself_are_nobodys_on_file(
    translation: Translation, translator: Any, reviewer: Any
) -> None:
    translate(translation, user=translator)
    save_draft(translation=translation, user=translator)
    StringTranslation.objects.filter(data__startswith="Una enfermedad").update(data="Otra cosa.")
    page = waiting(translation)
    draft = page.get_latest_revision_as_object()
    submit(draft, translator)
    assert sign(draft, reviewer).translators["origins"]["unrecorded"] == 1


def test_a_signature_under_an_original_keeps_no_translators_and_its_record_is_what_it_was(
    source: Any,
) -> None:
    approval = Approval.objects.get(page_id=source.pk)
    assert approval.translators == {}
    before = approval.record()
    approval.translators = {"people": []}
    assert approval.record() != before


# Disclaimers


def test_a_translated_wording_stands_beside_its_source_and_takes_comments(
    client: Client, site: BilingualSite, reviewer: Any
) -> None:
    english = Disclaimer.objects.get(locale=site.english)
    spanish = Disclaimer.objects.get(locale=site.spanish)
    Disclaimer.objects.filter(pk=spanish.pk).update(translation_key=english.translation_key)
    source, _ = TranslationSource.get_or_create_from_instance(english)
    translation = Translation.objects.create(source=source, target_locale=site.spanish)
    spanish = reworded(
        Disclaimer.objects.get(pk=spanish.pk), "<p>No sustituye al médico.</p>", by=make_user()
    )
    version = spanish.versions.latest("version")
    client.force_login(reviewer)
    url = reverse("pages_review:wording", args=[version.pk])
    html = BeautifulSoup(client.get(url).content, "html.parser")
    row = row_of(html, "This page does not replace a doctor.")
    assert "No sustituye al médico." in text_of(row)

    one = segment(translation, "This page does not replace a doctor.")
    comment = reverse("pages_review:wording_comment", args=[version.pk, one.pk])
    assert client.post(comment, {"text": COMMENT})["Location"] == f"{url}#firma-row-{one.pk}"
    html = BeautifulSoup(client.get(url).content, "html.parser")
    assert COMMENT in text_of(row_of(html, "This page does not replace a doctor."))

    sign_wording(spanish, reviewer=reviewer)
    entry = LedgerEntry.objects.filter(action="disclaimer.signed").latest("id")
    assert entry.data["translators"]["origins"] == {"unrecorded": 2}

    client.force_login(make_translator(site))
    assert client.post(comment, {"text": "Me too."})["Location"] == reverse("wagtailadmin_home")
    assert SegmentComment.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_screen_is_there_in_both_languages_of_the_admin(
    client: Client, translation: Translation, translator: Any, reviewer: Any, language: str
) -> None:
    UserProfile.objects.create(user=reviewer, preferred_language=language)
    page = submitted(translation, translator)
    client.force_login(reviewer)
    heading = screen(client, page).select_one("#firma-compare")
    assert (
        text_of(heading)
        == {
            "en": "Source and translation",
            "es": "Original y traducción",
        }[language]
    )
