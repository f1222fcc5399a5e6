"""Translations out of the database: their segments, and a file of them in a format."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import StringSegment, StringTranslation

from pages.translation.exchange import po, xliff2, xliff12
from pages.translation.exchange.inline import MarkupFault, parse
from pages.translation.exchange.values import ExportDocument, ExportUnit
from pages.translation.exchange.xml_writing import languages_of
from pages.translation.provenance import provenance_of
from pages.translation.segments import recorded_translations
from pages.translation.segments import segments_of as all_segments_of
from pages.translation.sources import synced_source_fingerprint

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from wagtail_localize.models import Translation


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format of files for translators' tools.

    Attributes:
        name: as it is called on the command line.
        label: as people call it.
        extension: with its dot.
        media_type: for the download.
        write: makes one file of several translations of one pair of languages; None if a file has
            one translation, and several are an archive.
    """

    name: str
    label: str | _StrPromise
    extension: str
    media_type: str
    write: Callable[[Sequence[ExportDocument]], bytes] | None


FORMATS: Final = {
    each.name: each
    for each in (
        ExchangeFormat(
            "xliff",
            gettext_lazy("XLIFF 2.1"),
            ".xlf",
            "application/xliff+xml",
            xliff2.write,
        ),
        ExchangeFormat(
            "xliff12",
            gettext_lazy("XLIFF 1.2, for older tools"),
            ".xlf",
            "application/xliff+xml",
            xliff12.write,
        ),
        ExchangeFormat("po", gettext_lazy("PO"), ".po", "text/x-gettext-translation", None),
    )
}


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file to hand out.

    Attributes:
        name: with its extension; letters of ASCII, digits and hyphens.
        media_type: of the content.
        content: the bytes.
    """

    name: str
    media_type: str
    content: bytes


def export(
    translations: Sequence[Translation],
    *,
    kind: ExchangeFormat,
    untranslated_only: bool = False,
    now: datetime | None = None,
) -> ExportedFile:
    """Return a file with these translations.

    An XLIFF file has a part for each page. A PO file speaks of one page, because its header does:
    several are an archive with a file for each.

    Args:
        translations: one or more, all of one pair of languages.
        kind: the format.
        untranslated_only: leave out what is translated and waits for nobody.
        now: the moment, for tests; the clock otherwise.

    Raises:
        ValueError: there is no translation, or their languages differ.
    """
    moment = now or timezone.now()
    documents = [
        document_of(translation, untranslated_only=untranslated_only, now=moment)
        for translation in translations
    ]
    source, target = languages_of(documents)
    name = _file_name(documents[0]) if len(documents) == 1 else f"{source}-{target}"
    if kind.write is not None:
        content = kind.write(documents)
    elif len(documents) == 1:
        content = po.write(documents[0])
    else:
        return ExportedFile(f"{name}.zip", "application/zip", _archive(documents, moment))
    return ExportedFile(name + kind.extension, kind.media_type, content)


def _archive(documents: Sequence[ExportDocument], moment: datetime) -> bytes:
    buffer = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            name = _file_name(document)
            if name in taken:
                name = f"{name}-{document.translation[:8]}"
            taken.add(name)
            member = zipfile.ZipInfo(f"{name}.po", date_time=moment.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, po.write(document))
    return buffer.getvalue()


def _file_name(document: ExportDocument) -> str:
    title = slugify(document.title)[:80] or document.translation[:8]
    return f"{title}.{document.source_language}-{document.target_language}"


def document_of(
    translation: Translation, *, untranslated_only: bool = False, now: datetime | None = None
) -> ExportDocument:
    """Return a translation with its segments and what is on file of them.

    A text that stands twice at one address has one translation, and so is one segment.

    Args:
        translation: the translation.
        untranslated_only: leave out what is translated and waits for nobody.
        now: the moment, for tests; the clock otherwise.
    """
    model = translation.source.specific_content_type.model_class()
    units = []
    for segment, position, recorded in segments_of(translation):
        unit = _unit(model, segment, position, recorded)
        if not untranslated_only or not unit.target or not unit.is_confirmed:
            units.append(unit)
    return ExportDocument(
        translation=str(translation.uuid),
        title=translation.source.object_repr,
        source_language=translation.source.locale.language_code,
        target_language=translation.target_locale.language_code,
        source_fingerprint=_fingerprint(translation, model),
        exported_at=now or timezone.now(),
        units=units,
    )


def _fingerprint(translation: Translation, model: Any) -> str:
    # Only reviewed pages are signed.
    return synced_source_fingerprint(translation) if hasattr(model, "approvals") else ""


def segments_of(
    translation: Translation,
) -> list[tuple[StringSegment, int, StringTranslation | None]]:
    """Return the different segments of a translation in the order of the page, in two queries.

    Returns:
        The segment, which of the different texts at its address it is (from 1), and the
        translation on file.
    """
    recorded = recorded_translations(translation)
    seen: set[tuple[int, int]] = set()
    positions: dict[int, int] = defaultdict(int)
    found = []
    for segment in all_segments_of(translation):
        key = (segment.string_id, segment.context_id)
        if key not in seen:
            seen.add(key)
            positions[segment.context_id] += 1
            found.append((segment, positions[segment.context_id], recorded.get(key)))
    return found


def _unit(
    model: Any, segment: StringSegment, position: int, recorded: StringTranslation | None
) -> ExportUnit:
    target = recorded.data if recorded is not None else ""
    provenance = provenance_of(recorded) if recorded is not None and target else None
    notes = [*_notes(segment.context.path)]
    on_file = ""
    try:
        parse(target)
    except MarkupFault as fault:
        notes.append(
            _("There is a translation that cannot be used: %(reason)s") % {"reason": fault}
        )
        target, on_file = "", target
    return ExportUnit(
        path=segment.context.path,
        position=position,
        place=place_in_words(model, segment.context.field_path or segment.context.path),
        source=segment.string.data,
        target=target,
        is_confirmed=provenance.is_confirmed if provenance else True,
        origin=provenance.origin.value if provenance else "human",
        notes=tuple(notes),
        on_file=on_file,
    )


def _notes(path: str) -> list[str]:
    if path == "slug":
        return [_("The page's address: lower case letters, digits and hyphens.")]
    return []


def place_in_words(model: Any, field_path: str) -> str:
    """Return where a segment stands, as editors read it: "Body › Section › Text".

    Args:
        model: of the page or the other object.
        field_path: names of the field and of its blocks, with dots.
    """
    name, *rest = field_path.split(".")
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return field_path
    if field.is_relation:
        child = field.related_model
        inner = place_in_words(child, ".".join(rest)) if rest else ""
        return " › ".join(one for one in (capfirst(str(child._meta.verbose_name)), inner) if one)
    words = [capfirst(str(field.verbose_name))]
    block = getattr(field, "stream_block", None)
    for part in rest:
        children = getattr(block, "child_blocks", {})
        block = children.get(part) or getattr(block, "child_block", None)
        if block is None:
            break
        label = str(getattr(block, "label", "") or "")
        if label:
            words.append(label)
    return " › ".join(words)
