"""Our site of the workload: a few pages published for real, and their like by the thousand.

Of each family of pages (those that cite the same references) the first is written, submitted,
signed and published in both languages, as any page is. The others are copies of all its rows with
other words in them, with the hashes and the ledger's chain computed over what they say. They are
written past the gate, and have to pass the nightly verification all the same: `verify_sample`.
Their stored answers are those of the first copies, which the product makes, reworded:
`stored_answers`.
"""

from __future__ import annotations

import copy
import datetime
import hashlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import TranslatableObject, Translation, TranslationSource

from pages.citations.models import Reference
from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from pages.delivery.models import PublicChange, PublishedDocument
from pages.delivery.search.indexing import index_documents
from pages.delivery.serving.storing import store_answers
from pages.delivery.verification import verify_page
from pages.ledger.chain import entry_hash
from pages.ledger.models import LedgerEntry
from pages.publishing import guards
from pages.review.fingerprints import row_values, signed_values
from pages.review.models import Approval
from tests.benchmarks.delivery import rows, words
from tests.benchmarks.delivery.stored_answers import (
    FIRST_ID,
    Model,
    Subject,
    Template,
    check_answers,
    insert_documents,
)
from tests.benchmarks.delivery.words import FAMILIES, LANGUAGES, PageText
from tests.benchmarks.measuring import WorkloadShrank
from tests.factories.citations import ReferenceFactory
from tests.factories.content import cite, index_page, locale
from tests.factories.delivery import draft, publish, translated

Progress = Callable[[str], None]

COUNTED_EVERY: Final = 10
"""Batches of copies after which the database counts its rows."""

SAMPLE: Final = 20
"""Copies that are verified as the nightly verification would."""


def build(
    pages: int,
    *,
    seed: int,
    families: int = FAMILIES,
    progress: Progress = lambda words: None,
) -> None:
    """Fill an empty, migrated database with so many public pages for each language.

    Args:
        pages: how many.
        seed: of their texts.
        families: how many of them are published for real, where there are so many.
        progress: is told what was done.

    Raises:
        WorkloadShrank: a copy is not what a signed page is.
    """
    library = _library()
    originals = [_publish(number, library, seed=seed) for number in range(min(families, pages))]
    progress(f"{len(originals)} pages signed and published in each language")
    _store_answers([original.page.pk for family in originals for original in family.values()])
    if pages > len(originals):
        with guards.suspended():
            _copy(originals, range(len(originals), pages), seed=seed, progress=progress)
    # Whatever settles changes finds nothing to do, as some minutes after publications.
    PublicChange.objects.update(is_settled=True)
    verify_sample(pages, seed=seed)


def _store_answers(page_ids: Sequence[int]) -> None:
    with transaction.atomic():
        store_answers(page_ids)


def _gather_statistics() -> None:
    """Have PostgreSQL count its rows: what it plans for an empty table, it goes on doing."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def verify_sample(pages: int, *, seed: int) -> None:
    """Hold what was built to what the benchmark claims.

    Raises:
        WorkloadShrank: pages or their content are missing, or a page is not as it was signed.
    """
    if missing := guards.missing():
        raise WorkloadShrank(f"Guards of the database are not in force: {missing[:3]}.")
    for language in LANGUAGES:
        live = ConditionPage.objects.filter(live=True, locale__language_code=language)
        documents = PublishedDocument.objects.filter(locale=language)
        if (live.count(), documents.count()) != (pages, pages):
            raise WorkloadShrank(
                f"There are {live.count()} live pages and {documents.count()} documents in "
                f"{language}, not {pages}."
            )
        ids = sorted(live.values_list("pk", flat=True))
        for pk in random.Random(seed).sample(ids, min(SAMPLE, pages)):
            page = ConditionPage.objects.get(pk=pk)
            if found := list(verify_page(page)):
                raise WorkloadShrank(f"Page {pk} is not as signed: {found[0].code}.")
            _check_whole(PublishedDocument.objects.get(page_id=pk).content)
    check_answers(seed=seed, sample=SAMPLE)


def _check_whole(content: Any) -> None:
    paragraphs = sum(block["value"]["text"].count("<p>") for block in content["body"])
    found = paragraphs, len(content["references"])
    if found != (words.PARAGRAPHS, words.REFERENCES):
        raise WorkloadShrank(f"A page has {found[0]} paragraphs and {found[1]} references.")


def _library() -> list[Reference]:
    return [
        ReferenceFactory(
            title=f"A trial of rest, part {place}",
            authors=[
                {"family": f"Author{place}", "given": "AB"},
                {"family": "Second", "given": "C"},
            ],
        )
        for place in range(words.library_size())
    ]


def fields_of(text: PageText, library: Sequence[Reference]) -> dict[str, Any]:
    """Return what a text is on one of our pages, by field."""
    cited = [library[place] for place in text.references]
    each = words.PARAGRAPHS // words.SECTIONS
    sources = words.REFERENCES // words.SECTIONS
    body = []
    for place, heading in enumerate(text.headings):
        paragraphs = text.paragraphs[place * each : (place + 1) * each]
        citations = [cite(one) for one in cited[place * sources : (place + 1) * sources]]
        marks = [*citations, *[""] * (each - len(citations))]
        html = "".join(
            f"<p>{words_} {mark}</p>" if mark else f"<p>{words_}</p>"
            for words_, mark in zip(paragraphs, marks, strict=True)
        )
        body.append({"type": "section", "value": {"heading": heading, "text": html}})
    return {"title": text.title, "summary": text.summary, "body": body}


def _slug(number: int) -> str:
    return f"topic-{number}"


@dataclass(frozen=True, slots=True)
class Original:
    """A page that was published for real, in one language, with all its rows.

    Attributes:
        number: of the page.
        text: what it says.
        page: its row.
        approval, document, ledger: what its publication left behind.
        signed, row, content, body: what its hashes are computed over, ready for other words.
    """

    number: int
    language: str
    text: PageText
    page: Any
    approval: Approval
    document: PublishedDocument
    ledger: list[LedgerEntry]
    signed: Template
    row: Template
    content: Template
    body: Template


def _slots(text: PageText) -> list[str]:
    return [text.title, text.summary, *text.headings, *text.paragraphs]


def canonical(values: Any) -> str:
    """Return plain values in the one form over which the product's hashes are computed."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _publish(number: int, library: Sequence[Reference], *, seed: int) -> dict[str, Original]:
    texts = {language: words.page_text(number, language, seed=seed) for language in LANGUAGES}
    reference = library[texts["en"].references[0]]

    def content(language: str) -> dict[str, Any]:
        own = fields_of(texts[language], library)
        return {**own, "slug": _slug(number), "reference": reference}

    source = publish(
        draft(translation_key=rows.key(number, seed=seed), language="en", **content("en"))
    )
    target = translated(source, language="es", **content("es"))
    return {
        "en": _original(source, number, "en", texts["en"]),
        "es": _original(target, number, "es", texts["es"]),
    }


def _original(page: Any, number: int, language: str, text: PageText) -> Original:
    slots = _slots(text)
    approval = Approval.objects.active().get(page_id=page.pk)
    document = PublishedDocument.objects.get(page_id=page.pk)
    signed = canonical(signed_values(page))
    row = canonical(row_values(page))
    found = Original(
        number=number,
        language=language,
        text=text,
        page=page,
        approval=approval,
        document=document,
        ledger=list(LedgerEntry.objects.filter(page_id=page.pk).order_by("id")),
        signed=Template(signed, slots),
        row=Template(row, slots),
        content=Template(canonical(document.content), slots),
        body=Template(canonical(_stored_body(page)), slots),
    )
    if (_sha256(signed), _sha256(row)) != (approval.fingerprint, approval.row_fingerprint):
        raise WorkloadShrank("What a fingerprint is computed over is not what this computes over.")
    if found.content.used != set(range(len(slots))):
        raise WorkloadShrank("Words of a page are not in its document.")
    return found


def _stored_body(page: Any) -> Any:
    return list(page.body.raw_data)


@dataclass(slots=True)
class _Copies:
    """The rows of a batch of copies in one language, before they are written."""

    pages: list[Any] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    fingerprints: list[tuple[str, str]] = field(default_factory=list)
    originals: list[Original] = field(default_factory=list)
    texts: list[PageText] = field(default_factory=list)


Models = dict[tuple[int, str], Model]
"""By the place of the original and the language, whose answers others have in their words."""


def _copy(
    originals: Sequence[dict[str, Original]],
    numbers: range,
    *,
    seed: int,
    progress: Progress,
) -> None:
    parents = {language: index_page(ConditionIndexPage, language) for language in LANGUAGES}
    parents = {language: Page.objects.get(pk=parent.pk) for language, parent in parents.items()}
    taken = {
        language: Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).count()
        for language, parent in parents.items()
    }
    chain = _Chain()
    models: Models = {}
    for written, batch in enumerate(_batches(numbers, first=len(originals))):
        with transaction.atomic():
            _mark_as_translated(originals[0], batch, seed=seed)
            made = {}
            for place, language in enumerate(LANGUAGES):
                copies = made[language] = _Copies()
                for number in batch:
                    original = originals[number % len(originals)][language]
                    _add(copies, original, number, seed=seed)
                    page = copies.pages[-1]
                    at = taken[language] + number - numbers.start + 1
                    rows.place(page, parent=parents[language], at=at)
                first_id = None if models else FIRST_ID + place * len(originals)
                rows.insert_pages(copies.pages, first_id=first_id)
            _insert_records(made, chain, models)
            if not models:
                models = _models(made)
        if written % COUNTED_EVERY == 1:
            _gather_statistics()
        progress(f"{batch.stop:,} pages in each language")
    for parent in parents.values():
        rows.count_children(parent)


def _batches(numbers: range, *, first: int) -> list[range]:
    """Return the numbers in parts, of which the first has one copy of each original."""
    models = range(numbers.start, min(numbers.start + first, numbers.stop))
    others = range(models.stop, numbers.stop, rows.BATCH)
    return [models, *(range(at, min(at + rows.BATCH, numbers.stop)) for at in others)]


def _subject(made: dict[str, _Copies], language: str, place: int) -> Subject:
    copies = made[language]
    return Subject.of(
        copies.pages[place],
        words=_slots(copies.texts[place]),
        fingerprints=[made[each].fingerprints[place][0] for each in LANGUAGES],
        ids=[made[each].pages[place].pk for each in LANGUAGES],
    )


def _models(made: dict[str, _Copies]) -> Models:
    """Have the product make the answers of the first copies; return them as patterns."""
    pages = [page.pk for copies in made.values() for page in copies.pages]
    _store_answers(pages)
    documents = {one.page_id: one for one in PublishedDocument.objects.filter(page__in=pages)}
    index_documents(documents.values())
    return {
        (original.number, language): Model(
            documents[copies.pages[place].pk], _subject(made, language, place)
        )
        for language, copies in made.items()
        for place, original in enumerate(copies.originals)
    }


def _add(copies: _Copies, original: Original, number: int, *, seed: int) -> None:
    text = words.page_text(number, original.language, seed=seed)
    slots = _slots(text)
    page = copy.copy(original.page)
    page._state = copy.copy(original.page._state)
    page._state.fields_cache = {}
    page.pk = page.id = page.page_ptr_id = None
    page.translation_key = rows.key(number, seed=seed)
    page.title = page.draft_title = text.title
    page.slug = _slug(number)
    page.summary = text.summary
    page.body = original.page._meta.get_field("body").to_python(original.body.filled(slots))
    page.first_published_at = _published_at(number)
    page.latest_revision_id = page.live_revision_id = None
    copies.pages.append(page)
    copies.contents.append(original.content.filled(slots))
    copies.fingerprints.append(
        (_sha256(original.signed.filled(slots)), _sha256(original.row.filled(slots)))
    )
    copies.originals.append(original)
    copies.texts.append(text)


def _published_at(number: int) -> datetime.datetime:
    first = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    return first + datetime.timedelta(minutes=37 * number)


class _Chain:
    """The end of the ledger's chain, to which entries are added."""

    def __init__(self) -> None:
        last = LedgerEntry.objects.order_by("-id").first()
        assert last is not None
        self._last = last.entry_hash

    def append(self, entry: LedgerEntry) -> LedgerEntry:
        """Give an entry its place after the last one."""
        entry.previous_hash = self._last
        entry.entry_hash = entry_hash(previous_hash=self._last, values=entry.values())
        self._last = entry.entry_hash
        return entry


def _insert_records(made: dict[str, _Copies], chain: _Chain, models: Models) -> None:
    """Write approvals, documents and the ledger's entries of pages that were just written.

    Args:
        made: the pages, by language.
        chain: of the ledger.
        models: whose answers theirs are made from; none leaves the answers out.
    """
    for language, copies in made.items():
        approvals = []
        for place, page in enumerate(copies.pages):
            original, text = copies.originals[place], copies.texts[place]
            approval = _copied(
                original.approval, page_id=page.pk, revision_id=None, task_state_id=None
            )
            approval.fingerprint, approval.row_fingerprint = copies.fingerprints[place]
            approval.meaning = approval.meaning.replace(original.text.title, text.title)
            if approval.source_fingerprint:
                approval.source_fingerprint = made["en"].fingerprints[place][0]
            approvals.append(approval)
        approvals = Approval.objects.bulk_create(approvals, batch_size=rows.BATCH)
        documents, targets, entries = [], [], []
        for place, (page, approval) in enumerate(zip(copies.pages, approvals, strict=True)):
            original, text = copies.originals[place], copies.texts[place]
            content = copies.contents[place]
            document = _copied(
                original.document,
                page_id=page.pk,
                approval_id=approval.pk,
                content=json.loads(content),
                content_hash=_sha256(content),
            )
            documents.append(document)
            if models:
                model = models[original.number, language]
                targets.append(model.write(document, _subject(made, language, place)))
            for entry in original.ledger:
                changed = _entry(entry, page, approval, original=original, title=text.title)
                entries.append(chain.append(changed))
        if models:
            insert_documents(documents, targets)
        else:
            PublishedDocument.objects.bulk_create(documents, batch_size=rows.BATCH)
        LedgerEntry.objects.bulk_create(entries, batch_size=rows.BATCH)


def _entry(
    entry: LedgerEntry, page: Any, approval: Approval, *, original: Original, title: str
) -> LedgerEntry:
    was = original.approval
    text = json.dumps(entry.data, ensure_ascii=False)
    for old, new in (
        (was.fingerprint, approval.fingerprint),
        (was.row_fingerprint, approval.row_fingerprint),
        (was.source_fingerprint, approval.source_fingerprint),
        (was.record(), approval.record()),
        (original.text.title, title),
    ):
        if old:
            text = text.replace(old, new)
    data = json.loads(text)
    if "approval" in data:
        data["approval"] = approval.pk
    fingerprint = (
        approval.fingerprint if entry.fingerprint == was.fingerprint else entry.fingerprint
    )
    return _copied(
        entry, page_id=page.pk, page_title=page.title, fingerprint=fingerprint, data=data
    )


def _copied(row: Any, **changes: Any) -> Any:
    """Return an unsaved row like another one, but for some values."""
    model = type(row)
    values = {
        column.attname: getattr(row, column.attname)
        for column in model._meta.concrete_fields
        if not column.primary_key
    }
    return model(**{**values, **changes})


def _mark_as_translated(original: dict[str, Original], batch: range, *, seed: int) -> None:
    """Write down that the Spanish pages of these numbers are translations of the English ones."""
    source = TranslationSource.objects.get(object_id=original["en"].page.translation_key)
    keys = [rows.key(number, seed=seed) for number in batch]
    content_type_id = source.object.content_type_id
    TranslatableObject.objects.bulk_create(
        TranslatableObject(translation_key=key, content_type_id=content_type_id) for key in keys
    )
    sources = TranslationSource.objects.bulk_create(
        [
            _copied(source, object_id=key, content_json="{}", last_updated_at=timezone.now())
            for key in keys
        ],
        batch_size=rows.BATCH,
    )
    Translation.objects.bulk_create(
        Translation(source=one, target_locale=locale("es")) for one in sources
    )
