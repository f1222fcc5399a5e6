"""The state of translations in the explorer, the editor of the source, the desk and the bar."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from pages.content.condition import ConditionPage
from pages.translation.actions import submit_for_review
from pages.translation.currency.overview import states_of, unsynced
from pages.translation.status import TranslationStatus
from tests.factories.review import make_reviewer, publish_signed, sign
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
    translate,
)


def pair(site: BilingualSite, title: str = "Gout") -> tuple[ConditionPage, ConditionPage]:
    """Return an English page and its Spanish translation, both public."""
    source = publish_signed(make_condition(site, title=title))
    translator = make_translator(site)
    translation = start_translation(source, site.spanish)
    translate(translation, user=translator)
    submit_for_review(translation=translation, user=translator)
    sign(translation.get_target_instance(), make_reviewer())
    return source, ConditionPage.objects.get(
        translation_key=source.translation_key, locale=site.spanish
    )


def change(source: ConditionPage, **values: Any) -> ConditionPage:
    """Publish the source with other words, signed."""
    source = ConditionPage.objects.get(pk=source.pk)
    for name, value in values.items():
        setattr(source, name, value)
    return publish_signed(source)


def log_in(client: Client, user: Any, language: str) -> None:
    """Open the admin in a language."""
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client.force_login(user)


def explore(client: Client, page: Any) -> str:
    return str(client.get(reverse("wagtailadmin_explore", args=[page.pk])).content.decode())


def edit(client: Client, page: Any) -> str:
    return str(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode())


@pytest.mark.parametrize(
    ("language", "current", "outdated"),
    [
        ("en", "Live and current", "Live and outdated"),
        ("es", "Publicada y al día", "Publicada, desactualizada"),
    ],
)
def test_the_explorer_shows_the_state_on_both_sides(
    client: Client, site: BilingualSite, language: str, current: str, outdated: str
) -> None:
    source, _target = pair(site)
    log_in(client, make_editor(site), language)
    for index in (site.conditions, site.enfermedades):
        assert current in explore(client, index)
    change(source, summary="Another disease of the joints.")
    for index in (site.conditions, site.enfermedades):
        html = explore(client, index)
        assert outdated in html
        assert current not in html


def test_the_explorer_costs_as_many_queries_for_many_pages_as_for_few(
    client: Client, site: BilingualSite
) -> None:
    log_in(client, make_editor(site), "en")
    pair(site, "Gout")

    def asked() -> int:
        """Count the queries about segments, signatures and changes, which are the column's own."""
        explore(client, site.conditions)
        with CaptureQueriesContext(connection) as captured:
            explore(client, site.conditions)
        tables = ("wagtail_localize_stringsegment", "pages_approval", "pages_sourcechange")
        return sum(any(name in query["sql"] for name in tables) for query in captured)

    few = asked()
    for title in ("Lupus", "Scleroderma", "Vasculitis"):
        pair(site, title)
    assert asked() == few


def test_states_of_many_pages_cost_as_many_queries_as_of_one(
    site: BilingualSite,
) -> None:
    sources = [pair(site, title)[0] for title in ("Gout", "Lupus", "Scleroderma")]
    change(sources[0], summary="Another.")
    with CaptureQueriesContext(connection) as one:
        states_of(sources[:1])
    with CaptureQueriesContext(connection) as three:
        found = states_of(sources)
    assert len(three) <= len(one)
    assert [found[page.pk][0].entry.status for page in sources] == [
        TranslationStatus.LIVE_OUTDATED,
        TranslationStatus.LIVE_CURRENT,
        TranslationStatus.LIVE_CURRENT,
    ]


@pytest.mark.parametrize(
    ("language", "unsynced_words", "sync"),
    [
        ("en", "2 segments changed since it was brought in", "Sync now"),
        ("es", "2 segmentos cambiaron desde que se incorporó", "Sincronizar ahora"),
    ],
)
def test_editing_a_source_that_is_not_synced_says_so(
    client: Client, site: BilingualSite, language: str, unsynced_words: str, sync: str
) -> None:
    source, _target = pair(site)
    editor = make_editor(site)
    log_in(client, editor, language)
    html = edit(client, source)
    assert sync not in html
    assert "Publicada y al día" in html or "Live and current" in html

    change(source, summary="Another disease.", causes="<p>Nobody knows the cause.</p>")
    html = edit(client, source)
    assert unsynced_words in html
    lacking = unsynced(source)
    assert lacking is not None
    assert [one.field for one in lacking.changes] == ["summary", "causes"]
    address = reverse("wagtail_localize:update_translations", args=[lacking.source_id])
    assert f"{address}?next=" in html
    assert "<del>" in html
    assert client.get(address).status_code == 200

    client.post(address, {})
    html = edit(client, source)
    assert sync not in html


def test_a_draft_that_will_need_translation_says_so(client: Client, site: BilingualSite) -> None:
    source, _target = pair(site)
    source.summary = "Only a draft."
    source.save_revision()
    log_in(client, make_editor(site), "en")
    html = edit(client, source)
    assert "This draft changes 1 segment that is translated" in html
    assert "Sync now" not in html


def test_the_panel_is_not_there_where_nothing_is_translated(
    client: Client, site: BilingualSite
) -> None:
    source = publish_signed(make_condition(site))
    log_in(client, make_editor(site), "en")
    html = edit(client, source)
    assert "firma-languages" not in html
    assert unsynced(source) is None


def test_a_translator_reads_in_the_desk_and_in_the_editor_what_changed_since(
    client: Client, site: BilingualSite
) -> None:
    source, target = pair(site)
    signed_by = source.approvals.get().reviewer_name
    change(source, urgent_care="<p>Seek help if a joint is hot, red or numb.</p>")
    target.refresh_from_db()
    assert not target.live  # by the default policy
    change(source, urgent_care="<p>Seek help if a joint is hot and red.</p>")
    target = ConditionPage.objects.get(pk=target.pk)
    target.get_latest_revision().publish()
    change(source, summary="Another disease.")
    log_in(client, make_translator(site), "en")
    for html in (
        client.get(reverse("firma_translation:worklist")).content.decode(),
        edit(client, target),
    ):
        assert "Readers see the translation of the text that" in html
        assert "Summary" in html
        assert "disease." in html
        assert signed_by.split()[0] in html


def test_findings_of_a_complete_translation_show_in_the_desk(
    client: Client, site: BilingualSite
) -> None:
    source = publish_signed(make_condition(site))
    translation = start_translation(source, site.spanish)
    translator = make_translator(site)
    translate(
        translation,
        user=translator,
        replacing={"The immune system attacks the joints.": "El sistema inmunitario no ataca."},
    )
    log_in(client, translator, "en")
    html = client.get(reverse("firma_translation:worklist")).content.decode()
    assert "With findings (1)" in html
    translate(translation, user=translator)
    html = client.get(reverse("firma_translation:worklist")).content.decode()
    assert "Ready to submit" in html
