"""Brings the demo's pages into their states, by the same actions that people use.

Nothing here writes an approval: pages are submitted to their workflow, and the demo's reviewer
signs with the demo's password.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from pages.management.demo import library
from pages.management.demo.build import TYPES, Shelf, add_draft, in_language, link
from pages.management.demo.people import DEMO_ACCOUNTS, DEMO_PASSWORD
from pages.review import fingerprint, issue_token
from pages.translation.actions import save_draft, submit_for_review

if TYPE_CHECKING:
    from wagtail.models import Locale

    from pages.management.demo.writing import PageText
    from pages.management.setup import Report, Trees

LIVE_IN_ENGLISH = (
    "knee-osteoarthritis",
    "platelet-rich-plasma",
    "rheumatoid-arthritis",
    "corticosteroid-injection",
    "elena",
)
LIVE_IN_BOTH = ("rheumatoid-arthritis", "corticosteroid-injection", "elena")
PARTLY_TRANSLATED = "knee-osteoarthritis"
TRANSLATION_WAITS = "platelet-rich-plasma"
WAITS_FOR_REVIEW = "tomas"
SENT_BACK = "plantar-fasciitis"
SHARE_TRANSLATED = 0.6

REASONS = {
    SENT_BACK: (
        "The text reads well. Before I can sign: the outcome comes from a questionnaire that 16 of "
        "82 people did not answer, so please say so in the section on treatment too, and add what "
        "to do if pain lasts for months. What the section on causes says needs a reference."
    ),
}


class MissingTranslation(LookupError):
    """The demo's Spanish does not match its English segment for segment."""


def is_loaded(trees: Trees) -> bool:
    """Tell whether any page of the demo is there."""
    return any(
        model.objects.child_of(trees.index(index))
        .filter(slug__in=[text.slug.en for text in texts])
        .exists()
        for model, index, texts in TYPES
    )


@transaction.atomic
def load_pages(*, trees: Trees, accounts: dict[str, Any], report: Report) -> None:
    """Write all pages and bring them into their states; all of them or none.

    Without accounts (a site that is not for development) the pages stay drafts, since there is
    nobody who could sign them.
    """
    editor = accounts.get("editor")
    shelf = Shelf(
        references=library.load_references(report),
        pictures=library.load_pictures(report, author=editor),
        author=library.load_person(DEMO_ACCOUNTS[0], user=editor),
    )
    library.load_disclaimers(report, author=editor)
    pages, texts = _write(trees, shelf=shelf, editor=editor, report=report)
    if not accounts:
        report(_("Without demo accounts nobody can sign: the pages stay drafts."))
        return
    library.sign_disclaimers(report, reviewer=accounts["reviewer"])
    desk = _Desk(
        shelf=shelf,
        editor=editor,
        translator=accounts["translator"],
        reviewer=accounts["reviewer"],
        spanish=trees.homes["es"].locale,
        report=report,
    )
    for key in LIVE_IN_ENGLISH:
        desk.submit(pages[key])
        desk.sign(pages[key])
    for key in LIVE_IN_BOTH:
        translation = desk.translate(pages[key], texts[key])
        submit_for_review(translation=translation, user=desk.translator)
        desk.sign(translation.get_target_instance())
    translation = desk.translate(pages[TRANSLATION_WAITS], texts[TRANSLATION_WAITS])
    submit_for_review(translation=translation, user=desk.translator)
    report(_("Waiting for review in Spanish: %(page)s.") % {"page": texts[TRANSLATION_WAITS].key})
    translation = desk.translate(
        pages[PARTLY_TRANSLATED], texts[PARTLY_TRANSLATED], share=SHARE_TRANSLATED
    )
    save_draft(translation=translation, user=desk.translator)
    report(_("Partly translated: %(page)s.") % {"page": PARTLY_TRANSLATED})
    desk.submit(pages[WAITS_FOR_REVIEW])
    report(_("Waiting for review: %(page)s.") % {"page": WAITS_FOR_REVIEW})
    desk.submit(pages[SENT_BACK])
    desk.send_back(pages[SENT_BACK], REASONS[SENT_BACK])


def _write(
    trees: Trees, *, shelf: Shelf, editor: Any, report: Report
) -> tuple[dict[str, Any], dict[str, PageText]]:
    pages: dict[str, Any] = {}
    texts: dict[str, PageText] = {}
    for model, index, written in TYPES:
        for text in written:
            pages[text.key] = add_draft(model, trees.index(index), text, shelf=shelf, editor=editor)
            texts[text.key] = text
    for key, page in pages.items():
        link(page, texts[key], pages)
        page.save_revision(user=editor, log_action=True, clean=False)
    report(_("Wrote %(count)s pages in English.") % {"count": len(pages)})
    return pages, texts


class _Desk:
    """Where the demo's people work."""

    def __init__(
        self,
        *,
        shelf: Shelf,
        editor: Any,
        translator: Any,
        reviewer: Any,
        spanish: Locale,
        report: Report,
    ) -> None:
        self.shelf = shelf
        self.editor = editor
        self.translator = translator
        self.reviewer = reviewer
        self.spanish = spanish
        self.report = report

    def submit(self, page: Any) -> None:
        """Hand the latest draft to medical review."""
        latest = page.get_latest_revision_as_object()
        latest.get_workflow().start(latest, self.editor)

    def sign(self, page: Any) -> None:
        """Sign the page that waits for review; it goes live."""
        state = page.specific.current_workflow_task_state
        content = fingerprint(page.specific.get_latest_revision_as_object())
        token = issue_token(
            user=self.reviewer,
            credential=DEMO_PASSWORD,
            task_state_id=state.pk,
            fingerprint=content,
        )
        state.task.specific.on_action(state, self.reviewer, "approve", token=token)
        self.report(
            _("Signed and live in %(language)s: %(page)s.")
            % {"language": page.locale.language_code, "page": page.slug}
        )

    def send_back(self, page: Any, comment: str) -> None:
        """Send the page that waits for review back to its author."""
        state = page.specific.current_workflow_task_state
        state.task.specific.on_action(state, self.reviewer, "reject", comment=comment)
        self.report(_("Sent back with comments: %(page)s.") % {"page": page.slug})

    def translate(self, page: Any, text: PageText, *, share: float = 1.0) -> Translation:
        """Start the page's translation into Spanish and write a share of its segments."""
        source_page = type(page).objects.get(pk=page.pk)
        TranslationCreator(self.translator, [self.spanish]).create_translations(source_page)
        translation: Translation = Translation.objects.get(
            source__object_id=page.translation_key, target_locale=self.spanish
        )
        spanish = paired(source_page, in_language(source_page, text, "es", shelf=self.shelf))
        segments = list(
            StringSegment.objects.filter(source=translation.source)
            .select_related("string", "context")
            .order_by("order")
        )
        seen: dict[str, int] = defaultdict(int)
        for segment in segments[: round(len(segments) * share)]:
            path = segment.context.path
            place = seen[path]
            seen[path] += 1
            try:
                data = spanish[path, place, segment.string.data]
            except KeyError:
                raise MissingTranslation(f"{page.slug}: {path}: {segment.string.data}") from None
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=self.spanish,
                context=segment.context,
                defaults={
                    "data": data,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": self.translator,
                },
            )
        return translation


def paired(source: Any, target: Any) -> dict[tuple[str, int, str], str]:
    """Pair the segments of a page with those of the same page in another language.

    Returns:
        What the target says, by path, position within the path, and the source's string.

    Raises:
        MissingTranslation: the two do not have the same segments with the same placeholders.
    """
    ours, theirs = _strings(source), _strings(target)
    if ours.keys() != theirs.keys():
        raise MissingTranslation(f"{source.slug}: {sorted(ours.keys() ^ theirs.keys())}")
    pairs: dict[tuple[str, int, str], str] = {}
    for path, strings in ours.items():
        if len(strings) != len(theirs[path]):
            raise MissingTranslation(f"{source.slug}: {path} has another number of sentences")
        for place, (own, other) in enumerate(zip(strings, theirs[path], strict=True)):
            if own.attrs != other.attrs:
                raise MissingTranslation(f"{source.slug}: {path}: other citations or links")
            pairs[path, place, own.string.data] = other.string.data
    return pairs


def _strings(page: Any) -> dict[str, list[StringSegmentValue]]:
    found: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for value in extract_segments(page):
        if isinstance(value, StringSegmentValue):
            found[value.path].append(value)
    return found
