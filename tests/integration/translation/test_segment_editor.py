"""The translation editor: what its rows show, and what it asks of the server while one works."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
)
from wagtail_localize.strings import StringValue

from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.publishing import Stage, blockers
from pages.translation.actions import submit_for_review, translated_draft
from pages.translation.currency.findings import findings_on_file
from pages.translation.dismissals import DISMISSED
from pages.translation.models import Origin, SegmentComment
from pages.translation.segment_editor.rows import editor_rows
from pages.translation.writing import CONFIRMED, WriteSegment
from tests.factories.review import make_user
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
    translate,
)


@pytest.fixture
def translator(site: BilingualSite) -> Any:
    """A translator into Spanish whose record says so."""
    return qualified(make_translator(site))


@pytest.fixture
def translation(site: BilingualSite, translator: Any) -> Translation:
    return start_translation(make_condition(site), site.spanish, user=translator)


def qualified(user: Any, languages: tuple[str, ...] = ("es",)) -> Any:
    """Give an account a translator's record."""
    Person.objects.create(
        name=f"Traductora {user.pk}", user=user, is_translator=True, languages=list(languages)
    )
    return user


def segment_at(translation: Translation, path: str) -> StringSegment:
    return StringSegment.objects.get(source=translation.source, context__path=path)


def ask(client: Client, translation: Translation, path: str, action: str = "", **data: str) -> Any:
    """Post what the editor would post about one segment."""
    segment = segment_at(translation, path)
    names = {"": "segment", "comments/": "comment"}
    name = names.get(action, action.rstrip("/"))
    url = reverse(f"firma_translation:{name}", args=[translation.pk, segment.pk])
    return client.post(url, data, headers={"accept": "application/json"})


def recorded(path: str) -> str:
    return StringTranslation.objects.get(context__path=path).data


def test_every_segment_has_a_row_in_the_order_of_the_sources_editor(
    translation: Translation,
) -> None:
    rows = editor_rows(translation)
    assert len(rows) == translation.get_progress()[0]
    fields = list(dict.fromkeys(row.location.group.split(".")[0] for row in rows))
    assert fields.index("title") < fields.index("summary") < fields.index("slug")
    assert {row.state for row in rows} == {"untranslated"}
    assert not any(row.findings for row in rows)


def test_a_row_says_where_it_stands_in_the_words_of_the_page_editor(
    translation: Translation,
) -> None:
    by_source = {row.pair.source: row for row in editor_rows(translation)}
    heading = by_source["What it is"]
    assert heading.location.heading == "Body · Section"
    assert heading.location.label == "Heading"
    assert heading.opens


def test_typed_text_is_kept_with_its_writer_and_the_new_state_comes_back(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    answer = ask(client, translation, "title", text="Artritis reumatoide", base="")
    assert answer.status_code == 200
    assert answer.json()["state"] == "translated"
    assert answer.json()["progress"]["translated"] == 1
    kept = StringTranslation.objects.get(context__path="title")
    assert kept.data == "Artritis reumatoide"
    assert kept.last_translated_by == translator


def test_the_rest_of_a_long_page_is_not_read_to_keep_one_text(
    client: Client, translation: Translation, translator: Any
) -> None:
    """Other segments are looked through for earlier words only where there are none on file."""
    client.force_login(translator)
    with CaptureQueriesContext(connection) as captured:
        assert ask(client, translation, "title", text="Artritis", base="").status_code == 200

    reading = [one["sql"] for one in captured if "stringtranslation" in one["sql"].lower()]
    assert reading
    assert not [one for one in reading if "pages_person" in one]


def test_emptied_text_takes_the_translation_away(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    ask(client, translation, "title", text="Artritis", base="")
    answer = ask(client, translation, "title", text="  ", base="Artritis")
    assert answer.json()["state"] == "untranslated"
    assert not StringTranslation.objects.exists()


def test_two_translators_do_not_overwrite_each_other(
    client: Client, site: BilingualSite, translation: Translation, translator: Any
) -> None:
    first = Client()
    first.force_login(translator)
    second = qualified(make_translator(site))
    client.force_login(second)
    ask(first, translation, "title", text="Artritis reumatoide", base="")
    answer = ask(client, translation, "title", text="Artritis", base="")
    assert answer.status_code == 409
    assert answer.json()["current"] == "Artritis reumatoide"
    assert answer.json()["by"] == f"Traductora {translator.pk}"
    assert recorded("title") == "Artritis reumatoide"
    kept = ask(client, translation, "title", text="Artritis", base="Artritis reumatoide")
    assert kept.status_code == 200
    assert recorded("title") == "Artritis"


def test_saving_the_same_words_twice_is_no_conflict(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    for _ in range(2):
        assert ask(client, translation, "title", text="Artritis", base="").status_code == 200


def test_a_finding_comes_back_with_the_text_that_causes_it(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    answer = ask(
        client, translation, "summary", text="Nunca es una enfermedad de 3 meses.", base=""
    )
    assert answer.json()["findings"] == "block"
    assert 'data-code="translation.number"' in answer.json()["status"]


def test_what_a_segment_holds_is_shown_and_never_acts(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    ask(client, translation, "title", text="<script>alert(1)</script>", base="")
    url = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    assert "<script>alert(1)" not in client.get(url).content.decode()


@pytest.mark.parametrize("who", ["other language", "nobody", "stranger"])
def test_others_may_not_write(
    client: Client, site: BilingualSite, translation: Translation, who: str
) -> None:
    users = {
        "other language": lambda: make_translator(site, language="en"),
        "stranger": make_user,
    }
    if who in users:
        client.force_login(users[who]())
    answer = ask(client, translation, "title", text="Artritis", base="")
    assert answer.status_code in (302, 403)
    assert not StringTranslation.objects.exists()


def test_a_segment_of_another_page_is_not_found(
    client: Client, site: BilingualSite, translation: Translation, translator: Any
) -> None:
    other = start_translation(make_condition(site, title="Gout"), site.spanish)
    segment = segment_at(other, "title")
    client.force_login(translator)
    url = reverse("firma_translation:segment", args=[translation.pk, segment.pk])
    assert client.post(url, {"text": "Gota", "base": ""}).status_code == 404


def test_while_the_page_is_in_review_nothing_is_written(
    client: Client, translation: Translation, translator: Any
) -> None:
    translate(translation, user=translator)
    submit_for_review(translation=translation, user=translator)
    client.force_login(translator)
    answer = ask(client, translation, "title", text="Otra", base="Artritis reumatoide")
    assert answer.status_code == 400
    assert "in medical review" in answer.json()["detail"]
    assert recorded("title") == "Artritis reumatoide"
    url = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    assert "data-read-only" in client.get(url).content.decode()


def test_a_title_longer_than_its_column_is_refused_in_words(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    answer = ask(client, translation, "title", text="A" * 21_000, base="")
    assert answer.status_code == 400
    assert "Shorten it" in answer.json()["detail"]


def machine_title(translation: Translation, user: Any) -> None:
    WriteSegment(
        translation=translation,
        segment=segment_at(translation, "title"),
        text="Artritis reumatoidea",
        user=user,
        origin=Origin.MACHINE,
        tool="Dummy",
    ).execute()


def test_a_machines_words_wait_until_a_qualified_person_confirms_them(
    client: Client, translation: Translation, translator: Any
) -> None:
    machine_title(translation, translator)
    row = next(row for row in editor_rows(translation) if row.pair.path == "title")
    assert row.state == "unconfirmed"
    client.force_login(translator)
    answer = ask(client, translation, "title", "confirm/", base="Artritis reumatoidea")
    assert answer.status_code == 200
    assert answer.json()["state"] == "translated"
    assert f"confirmed by Traductora {translator.pk}" in answer.json()["status"]
    entry = LedgerEntry.objects.get(action=CONFIRMED)
    assert entry.data["tool"] == "Dummy"
    assert entry.actor_id == translator.pk


def test_words_that_changed_since_they_were_read_are_not_confirmed(
    client: Client, translation: Translation, translator: Any
) -> None:
    machine_title(translation, translator)
    client.force_login(translator)
    answer = ask(client, translation, "title", "confirm/", base="Something else")
    assert answer.status_code == 409
    assert not LedgerEntry.objects.filter(action=CONFIRMED).exists()


def test_someone_without_a_record_cannot_confirm(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    editor = make_editor(site)
    machine_title(translation, editor)
    client.force_login(editor)
    answer = ask(client, translation, "title", "confirm/", base="Artritis reumatoidea")
    assert answer.status_code == 400
    assert "whose record lists Spanish" in answer.json()["detail"]


@pytest.mark.parametrize("road", ["ours", "localize's"])
def test_changing_a_word_of_a_machines_text_does_not_make_it_ones_own(
    client: Client, site: BilingualSite, translation: Translation, road: str
) -> None:
    editor = make_editor(site)
    machine_title(translation, editor)
    client.force_login(editor)
    if road == "ours":
        ask(client, translation, "title", text="Artritis", base="Artritis reumatoidea")
    else:
        segment = segment_at(translation, "title")
        client.generic(
            "PUT",
            reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]),
            "value=Artritis",
            content_type="application/x-www-form-urlencoded",
        )
    assert recorded("title") == "Artritis"
    row = next(row for row in editor_rows(translation) if row.pair.path == "title")
    assert row.state == "unconfirmed"


@pytest.mark.parametrize("road", ["ours", "localize's"])
def test_a_machines_text_cannot_be_taken_away_and_written_again_as_ones_own(
    client: Client, site: BilingualSite, translation: Translation, road: str
) -> None:
    editor = make_editor(site)
    machine_title(translation, editor)
    client.force_login(editor)
    if road == "ours":
        answer = ask(client, translation, "title", text="", base="Artritis reumatoidea")
        assert answer.status_code == 400
    else:
        segment = segment_at(translation, "title")
        url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        assert client.delete(url).status_code == 409
    assert recorded("title") == "Artritis reumatoidea"


def test_a_machines_text_changed_by_a_letter_for_a_changed_source_is_still_the_machines(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    editor = make_editor(site)
    machine_title(translation, editor)
    page = translation.source.get_source_instance()
    page.title = "Rheumatoid arthritis of adults"
    page.save()
    translation.source.update_from_db()
    client.force_login(editor)
    ask(client, translation, "title", text="Artritis reumatoide", base="")
    row = next(row for row in editor_rows(translation) if row.pair.path == "title")
    assert row.state == "unconfirmed"


def test_what_the_memory_offers_needs_a_record_whoever_signed_it(
    client: Client, site: BilingualSite, translation: Translation, translator: Any
) -> None:
    client.force_login(make_editor(site))
    answer = ask(client, translation, "title", text="Artritis", base="", memory="99")
    assert answer.json()["state"] == "unconfirmed"
    client.force_login(translator)
    answer = ask(
        client, translation, "title", text="Artritis reumática", base="Artritis", memory="99"
    )
    assert answer.json()["state"] == "translated"
    assert LedgerEntry.objects.filter(action=CONFIRMED).count() == 1


def test_a_qualified_persons_own_words_need_no_confirmation(
    client: Client, translation: Translation, translator: Any
) -> None:
    machine_title(translation, translator)
    client.force_login(translator)
    answer = ask(client, translation, "title", text="Artritis", base="Artritis reumatoidea")
    assert answer.json()["state"] == "translated"


def warned(client: Client, translation: Translation) -> str:
    """Write a summary that a check warns about; return the key of the finding."""
    text = "Una enfermedad crónica de las articulaciones ."
    answer = ask(client, translation, "summary", text=text, base="")
    assert answer.json()["findings"] == "warn"
    status = answer.json()["status"]
    return str(status.split('name="key" value="')[1].split('"')[0])


def test_a_warning_is_left_as_it_is_with_a_reason_and_no_longer_stands(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    key = warned(client, translation)
    answer = ask(
        client, translation, "summary", "dismiss/", key=key, reason="The house style asks for it."
    )
    assert answer.status_code == 200
    assert answer.json()["findings"] == ""
    assert "The house style asks for it." in answer.json()["status"]
    entry = LedgerEntry.objects.get(action=DISMISSED)
    assert entry.data["code"] == "translation.spacing"
    found = blockers(translated_draft(translation), stage=Stage.SUBMISSION)
    assert "translation.spacing" not in {one.code for one in found}


def test_leaving_one_finding_as_it_is_leaves_its_neighbour_standing(
    client: Client, translation: Translation, translator: Any
) -> None:
    segment = segment_at(translation, "summary")
    segment.string = type(segment.string).from_value(
        translation.source.locale, StringValue.from_plaintext("MRI and WHO are named here.")
    )
    segment.save()
    client.force_login(translator)
    ask(client, translation, "summary", text="Aquí se nombran dos siglas.", base="")
    row = next(row for row in editor_rows(translation) if row.pair.path == "summary")
    siglas = [one for one in row.findings if one.finding.code == "translation.acronym"]
    assert len({one.key for one in siglas}) == 2
    ask(
        client, translation, "summary", "dismiss/", key=siglas[0].key, reason="Named in full above."
    )
    row = next(row for row in editor_rows(translation) if row.pair.path == "summary")
    standing = [one for one in row.standing if one.finding.code == "translation.acronym"]
    assert [one.key for one in standing] == [siglas[1].key]


def test_what_was_dismissed_no_longer_counts_in_the_lists(
    client: Client, site: BilingualSite, translation: Translation, translator: Any
) -> None:
    translate(translation, user=translator)
    key = translation.source.object_id
    before = findings_on_file([key], site.spanish)[key]
    client.force_login(translator)
    stands = StringTranslation.objects.get(context__path="summary").data
    text = "Una enfermedad crónica de las articulaciones ."
    ask(client, translation, "summary", text=text, base=stands)
    assert findings_on_file([key], site.spanish)[key] == before + 1
    row = next(row for row in editor_rows(translation) if row.pair.path == "summary")
    ask(
        client,
        translation,
        "summary",
        "dismiss/",
        key=row.findings[0].key,
        reason="The house style asks for it.",
    )
    assert findings_on_file([key], site.spanish)[key] == before


def test_a_dismissed_finding_comes_back_when_a_word_changes(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    key = warned(client, translation)
    ask(client, translation, "summary", "dismiss/", key=key, reason="The house style asks for it.")
    answer = ask(
        client,
        translation,
        "summary",
        text="Una enfermedad crónica de la articulación .",
        base="Una enfermedad crónica de las articulaciones .",
    )
    assert answer.json()["findings"] == "warn"


@pytest.mark.parametrize(
    ("reason", "words"),
    [("No.", "Say in a few words"), ("It is as the author wants it.", "")],
)
def test_a_finding_is_not_dismissed_without_a_reason(
    client: Client, translation: Translation, translator: Any, reason: str, words: str
) -> None:
    client.force_login(translator)
    key = warned(client, translation)
    answer = ask(client, translation, "summary", "dismiss/", key=key, reason=reason)
    assert (answer.status_code == 200) == (not words)
    assert words in answer.json().get("detail", "")


def test_what_changes_meaning_is_the_reviewers_to_judge(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    ask(client, translation, "summary", text="No es una enfermedad crónica.", base="")
    rows = {row.pair.path: row for row in editor_rows(translation)}
    key = next(
        found.key
        for found in rows["summary"].findings
        if found.finding.code == "translation.negation"
    )
    answer = ask(
        client, translation, "summary", "dismiss/", key=key, reason="It is right as it stands."
    )
    assert answer.status_code == 400
    assert "medical reviewer decides" in answer.json()["detail"]


def test_a_comment_is_shown_beside_its_segment_until_it_is_seen_to(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    answer = ask(client, translation, "title", "comments/", text="Is this what <b>they</b> say?")
    assert answer.json()["comments"] == 1
    assert "Is this what &lt;b&gt;they&lt;/b&gt; say?" in answer.json()["status"]
    comment = SegmentComment.objects.get()
    segment = segment_at(translation, "title")
    url = reverse("firma_translation:resolve", args=[translation.pk, segment.pk, comment.pk])
    assert client.post(url).json()["comments"] == 0
    comment.refresh_from_db()
    assert comment.resolved_by == translator


def test_an_answer_about_one_sentence_leaves_its_neighbours_comments_to_them(
    client: Client, site: BilingualSite, translator: Any
) -> None:
    page = make_condition(site)
    page.causes = "<p>One cause.</p><p>Another cause.</p>"
    page.save()
    page.save_revision()
    translation = start_translation(page, site.spanish)
    first, second = StringSegment.objects.filter(
        source=translation.source, context__path="causes"
    ).order_by("order")
    client.force_login(translator)
    at = [translation.pk, first.pk]
    client.post(reverse("firma_translation:comment", args=at), {"text": "Which one?"})
    answer = client.post(
        reverse("firma_translation:segment", args=[translation.pk, second.pk]),
        {"text": "Otra causa.", "base": ""},
    )
    assert answer.json()["comments"] == 0
    assert "Which one?" not in answer.json()["status"]


def test_an_empty_comment_is_refused_in_words(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    answer = ask(client, translation, "title", "comments/", text="  ")
    assert answer.status_code == 400
    assert "Write what you want to say" in answer.json()["detail"]


def test_the_hints_offer_the_placeholders_of_the_sentence(
    client: Client, translation: Translation, translator: Any
) -> None:
    segment = StringSegment.objects.get(
        source=translation.source, string__data__startswith="It inflames"
    )
    client.force_login(translator)
    url = reverse("firma_translation:hints", args=[translation.pk, segment.pk])
    html = client.get(url).json()["html"]
    assert "data-firma-insert" in html
    assert "&lt;a id=&quot;a1&quot;&gt;" in html


@pytest.mark.parametrize("segments", [1, 60])
def test_the_number_of_queries_does_not_grow_with_the_page(
    site: BilingualSite, segments: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = make_condition(site)
    page.causes = "".join(f"<p>Cause {number}.</p>" for number in range(segments))
    page.save_revision()
    page.save()
    translation = start_translation(page, site.spanish)
    translate(translation)
    translation = Translation.objects.select_related(
        "source__locale", "source__specific_content_type", "target_locale"
    ).get(pk=translation.pk)
    # Segments, translations, earlier versions (2), comments, the glossary (2).
    with django_assert_num_queries(7):
        assert len(editor_rows(translation)) > segments


def test_an_address_may_be_another_one_in_the_translation(
    client: Client, site: BilingualSite, translator: Any
) -> None:
    page = make_condition(site)
    page.body = [
        *page.body.raw_data,
        {
            "type": "call_to_action",
            "id": "33333333-3333-4333-8333-333333333333",
            "value": {"text": "Ask us.", "label": "Write", "url": "https://example.org/en/"},
        },
    ]
    page.save_revision()
    page.save()
    translation = start_translation(page, site.spanish)
    segment = OverridableSegment.objects.get(source=translation.source)
    url = reverse("firma_translation:override", args=[translation.pk, segment.pk])
    client.force_login(translator)
    refused = client.post(url, {"value": "no address"})
    assert refused.status_code == 400
    assert client.post(url, {"value": "https://example.org/es/"}).status_code == 200
    assert translated_draft(translation).body[-1].value["url"] == "https://example.org/es/"
    assert client.post(url, {"value": ""}).status_code == 200
    assert not SegmentOverride.objects.exists()


def test_the_editor_speaks_spanish_to_an_admin_in_spanish(
    client: Client, translation: Translation, translator: Any
) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=translator, preferred_language="es")
    client.force_login(translator)
    url = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    assert client.get(url).status_code == 200
