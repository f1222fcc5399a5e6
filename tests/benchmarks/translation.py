"""What the translation desk costs, against plain wagtail-localize on the same rows."""

from __future__ import annotations

import json
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.views.edit_translation import edit_string_translation, edit_translation

from pages.content.condition import ConditionPage
from pages.publishing import guards
from pages.translation.checks import examine
from pages.translation.desk.overview import overview
from pages.translation.editor import before_edit_page
from pages.translation.segment_editor.views import WriteView
from pages.translation.segments import pairs_on_file, recorded_translations, segments_of
from tests.benchmarks.measuring import (
    Comparison,
    Timing,
    WorkloadShrank,
    compare,
    repeat,
    timed,
)
from tests.factories.content import ConditionPageFactory
from tests.factories.review import make_user
from tests.factories.translation import start_translation

ROW = "data-firma-segment="

DESK_PAGES = 2000
"""Pages that the desk of a large site has."""


class TranslationWorkload:
    """A page of many segments, translated, and a desk of many pages."""

    def __init__(self, segments: int, *, rounds: int) -> None:
        """Write the page and start its translation; every segment is translated."""
        self.segments = segments
        self.rounds = rounds
        self.admin = make_user("translation-bench", is_superuser=True)
        self.client = Client()
        self.client.force_login(self.admin)
        self.spanish, _ = Locale.objects.get_or_create(language_code="es")
        page = ConditionPageFactory(title="Many segments", complete=True)
        own = page.get_parent() and _segments_of(page, self.spanish)
        page.causes = "".join(
            f"<p>Cause {number} inflames the joints in 3 of 10 people after 2 weeks.</p>"
            for number in range(segments - own)
        )
        page.save()
        page.save_revision()
        self.translation = start_translation(page, self.spanish)
        self.translation.source.update_from_db()
        for segment in segments_of(self.translation):
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=self.spanish,
                context=segment.context,
                data=segment.string.data.replace(
                    "inflames the joints in 3 of 10 people after 2 weeks",
                    "inflama las articulaciones en 3 de cada 10 personas después de 2 semanas",
                ),
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
        if StringSegment.objects.filter(source=self.translation.source).count() != segments:
            raise WorkloadShrank("The page does not have as many segments as it should.")
        self._changes = 0

    def opening_the_editor(self) -> Comparison:
        """Open the editor; against localize's own view of the same translation."""
        return compare(
            "opening the translation editor",
            lambda: timed(self._open_ours),
            lambda: timed(self._open_localizes),
            rounds=self.rounds,
        )

    def saving_a_segment(self) -> Comparison:
        """Save one segment with all that is checked; against localize's own save."""
        segment = segments_of(self.translation)[-1]
        return compare(
            "saving a segment",
            lambda: timed(partial(self._save_ours, segment)),
            lambda: timed(partial(self._save_localizes, segment)),
            rounds=self.rounds,
        )

    def syncing(self) -> Comparison:
        """Bring a changed sentence of the source in, through both views."""
        from wagtail_localize.views.update_translations import UpdateTranslationsView

        from pages.translation.overrides import SyncTranslationsView

        return compare(
            "syncing a changed source",
            partial(self._sync, SyncTranslationsView),
            partial(self._sync, UpdateTranslationsView),
            rounds=self.rounds,
        )

    def checking(self) -> Timing:
        """Run every check on every pair of the page."""
        segments = segments_of(self.translation)
        pairs = pairs_on_file(segments, recorded_translations(self.translation), self.translation)
        if len(pairs) != self.segments:
            raise WorkloadShrank("Not every segment was checked.")
        return repeat(lambda: timed(lambda: examine(pairs)), rounds=self.rounds)

    def desk(self) -> tuple[Timing, int]:
        """Work out the whole desk, and open its first page; return the time and the queries."""
        fill_desk(self.spanish, DESK_PAGES)
        if len(overview(self.spanish)) < DESK_PAGES:
            raise WorkloadShrank("The desk does not have as many pages as it should.")
        address = reverse("firma_translation:worklist") + "?tab=all"
        timing = repeat(lambda: timed(lambda: self._get(address)), rounds=self.rounds)
        with CaptureQueriesContext(connection) as queries:
            self._get(address)
        return timing, len(queries)

    def _get(self, address: str) -> str:
        response = self.client.get(address)
        if response.status_code != 200:
            raise WorkloadShrank(f"{address} answered {response.status_code}.")
        return response.content.decode()

    def _open_ours(self) -> None:
        response = before_edit_page(self._request("GET"), self.translation.get_target_instance())
        if response is None or response.content.decode().count(ROW) != self.segments:
            raise WorkloadShrank("Our editor does not show every segment.")

    def _open_localizes(self) -> None:
        request = self._request("GET")
        response = edit_translation(
            request, self.translation, self.translation.get_target_instance()
        )
        if response.content.decode().count("&quot;type&quot;: &quot;string&quot;") != self.segments:
            raise WorkloadShrank("localize's editor does not show every segment.")

    def _words(self) -> str:
        self._changes += 1
        return f"La causa {self._changes} inflama las articulaciones."

    def _save_ours(self, segment: StringSegment) -> None:
        words = self._words()
        stands = StringTranslation.objects.get(
            translation_of=segment.string, context=segment.context, locale=self.spanish
        ).data
        request = self._request("POST", urlencode({"text": words, "base": stands}))
        answer: Any = WriteView.as_view()(
            request, translation_id=self.translation.pk, segment_id=segment.pk
        )
        if answer.status_code != 200 or json.loads(answer.content)["text"] != words:
            raise WorkloadShrank("The segment was not saved.")

    def _save_localizes(self, segment: StringSegment) -> None:
        request = self._request("PUT", f"value={self._words()}")
        answer = edit_string_translation(
            request, translation_id=self.translation.pk, string_segment_id=segment.pk
        )
        if answer.status_code != 200:
            raise WorkloadShrank("localize did not save the segment.")

    def _sync(self, view: Any) -> float:
        self._changes += 1
        page = ConditionPage.objects.get(pk=self.translation.source.get_source_instance().pk)
        page.summary = f"A summary that says something new, {self._changes}."
        page.save()
        request = self._request("POST")
        taken = timed(
            lambda: view.as_view()(request, translation_source_id=self.translation.source_id)
        )
        if not StringSegment.objects.filter(
            source=self.translation.source, string__data=page.summary
        ).exists():
            raise WorkloadShrank("The source was not brought in.")
        return taken

    def _request(self, method: str, body: str = "") -> HttpRequest:
        request: Any = RequestFactory().generic(
            method, "/", body, content_type="application/x-www-form-urlencoded"
        )
        request.user = self.admin
        request.session = {}
        request._messages = FallbackStorage(request)
        request._dont_enforce_csrf_checks = True
        return request


def _segments_of(page: Any, locale: Locale) -> int:
    translation = start_translation(page, locale)
    count = StringSegment.objects.filter(source=translation.source).count()
    # Its one paragraph of causes is replaced.
    return count - page.causes.count("<p")


def fill_desk(locale: Locale, number: int) -> None:
    """Make live pages, half of them with a started translation, as rows and without ceremony."""
    parent = Page.objects.get(pk=ConditionPage.objects.first().get_parent().pk)
    have = ConditionPage.objects.exclude(locale=locale).count()
    page_ids = []
    for index in range(have, number):
        page = ConditionPage(title=f"Page {index}", slug=f"desk-{index}", locale=parent.locale)
        parent.add_child(instance=page)
        page_ids.append(page.pk)
        if index % 2 == 0:
            start_translation(page, locale)
    with guards.suspended():
        ConditionPage.objects.filter(pk__in=page_ids).update(live=True)
