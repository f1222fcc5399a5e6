"""The texts beside the pages: disclaimers, and what the records of people say.

The desk lists them below the pages of the chosen language. Everything is read in a number of
queries that does not depend on how many there are.
"""

from __future__ import annotations

import datetime
import enum
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationLog

from pages.disclaimers.approvals import DisclaimerReturn
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.disclaimers.signed import signed_wordings
from pages.disclaimers.wording import same_wording
from pages.people.models import Person, PersonWording
from pages.people.wordings import PersonWordingState, fields_to_word, nearest, state_of
from pages.translation.desk.person_wording import may_word
from pages.translation.worklist import translated_segments
from pages.translation.writers import disclaimer_locales, writes_disclaimers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DisclaimerState(enum.Enum):
    """The states of a disclaimer in the language that it is translated into."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    OUTDATED = "outdated"
    SIGNED = "signed"

    @property
    def label(self) -> StrOrPromise:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    DisclaimerState.NOT_STARTED: _("Not started"),
    DisclaimerState.IN_PROGRESS: _("In progress"),
    DisclaimerState.WAITING: _("Waits for a signature"),
    DisclaimerState.SENT_BACK: pgettext_lazy("a disclaimer", "Sent back"),
    DisclaimerState.OUTDATED: _("Signed and outdated"),
    DisclaimerState.SIGNED: _("Signed and current"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclaimerFacts:
    """What is known about a disclaimer in the language that it is translated into.

    Attributes:
        exists: whether there is a row in that language.
        is_copy: whether its newest wording still has the words of the source.
        is_saved: whether all that is translated is in the newest wording.
        segments: how many segments the source has; 0 for what was written by hand.
        translated: how many of them have a usable translation on file.
        version: number of the newest wording.
        signed_version: number of the newest signed wording, or 0.
        sent_back: whether a reviewer sent the newest wording back.
        source_signed: number of the newest signed wording of the source, or 0.
        source_translated: number of the source's wording that the newest wording translates; None
            for what was written by hand and translates nothing.
    """

    exists: bool = False
    is_copy: bool = False
    is_saved: bool = True
    segments: int = 0
    translated: int = 0
    version: int = 0
    signed_version: int = 0
    sent_back: bool = False
    source_signed: int = 0
    source_translated: int | None = None

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to translate or to save."""
        return self.is_saved and not self.is_copy and self.translated >= self.segments

    @property
    def is_signed(self) -> bool:
        """Whether the newest wording is signed."""
        return bool(self.signed_version) and self.signed_version >= self.version

    @property
    def is_outdated(self) -> bool:
        """Whether what readers see translates an older wording than the source shows them."""
        return (
            bool(self.signed_version)
            and self.source_translated is not None
            and self.source_translated < self.source_signed
        )


def disclaimer_state(facts: DisclaimerFacts) -> DisclaimerState:
    """Return the state that says best what has to happen next.

    As with pages, what people wait for comes first, and what readers see that is outdated before
    the work on what follows it.
    """
    if not facts.exists:
        return DisclaimerState.NOT_STARTED
    if facts.sent_back and not facts.is_signed:
        return DisclaimerState.SENT_BACK
    if facts.is_finished and not facts.is_signed:
        return DisclaimerState.WAITING
    if facts.is_outdated:
        return DisclaimerState.OUTDATED
    return DisclaimerState.SIGNED if facts.is_finished else DisclaimerState.IN_PROGRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherText:
    """One row of the list.

    Attributes:
        kind: what it is, in words.
        title: the disclaimer's title in the language of its source, or the person's name.
        source_language: name of that language; empty for a person.
        state: the state, as a value for the page's script and style.
        state_label: the state in words.
        is_done: whether nothing has to happen.
        segments: how many segments the source has; 0 where nothing is counted.
        translated: how many of them are translated.
        url: where the user starts it or goes on; empty where they may not.
        action_label: what they do there, in words.
    """

    kind: StrOrPromise
    title: str
    source_language: str = ""
    state: str
    state_label: StrOrPromise
    is_done: bool
    segments: int = 0
    translated: int = 0
    url: str = ""
    action_label: StrOrPromise = ""


def other_texts(target_locale: Locale, *, user: Any, title: str = "") -> list[OtherText]:
    """Return what the user can do something about in a language: disclaimers, then people.

    Of each, what is left to do comes first.

    Args:
        target_locale: the language to translate into.
        user: whose desk it is.
        title: keep those whose title or name contains this.
    """
    rows: list[OtherText] = []
    if disclaimer_locales(user, [target_locale]):
        rows += sorted(_disclaimers(target_locale, user=user), key=lambda row: row.is_done)
    if may_word(user, target_locale):
        rows += sorted(_people(target_locale), key=lambda row: row.is_done)
    wanted = title.casefold()
    return [row for row in rows if wanted in row.title.casefold()]


# Disclaimers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A disclaimer, its row in the language chosen, and the translation between them."""

    source: Disclaimer
    target: Disclaimer | None
    translation: Translation | None


def _disclaimers(target_locale: Locale, *, user: Any) -> list[OtherText]:
    everything = list(Disclaimer.objects.select_related("locale").order_by("key", "locale_id"))
    pairs = _pairs(everything, target_locale)
    writes_all = writes_disclaimers(user)
    rows = []
    for pair, facts in zip(pairs, _facts(pairs, target_locale), strict=True):
        # What nobody signed in the language that it comes from may still change.
        if not (facts.exists or facts.source_signed):
            continue
        state = disclaimer_state(facts)
        by_hand = pair.target is not None and pair.translation is None
        may_open = writes_all or not by_hand
        rows.append(
            OtherText(
                kind=_("disclaimer"),
                title=pair.source.title,
                source_language=pair.source.locale.get_display_name(),
                state=state.value,
                state_label=state.label,
                is_done=state is DisclaimerState.SIGNED,
                segments=facts.segments,
                translated=facts.translated,
                url=_address(pair) if may_open else "",
                action_label=_ACTIONS.get(state, _("Continue")),
            )
        )
    return rows


_ACTIONS = {
    DisclaimerState.NOT_STARTED: _("Translate"),
    DisclaimerState.WAITING: _("Open"),
    DisclaimerState.SIGNED: _("Open"),
}


def _address(pair: _Pair) -> str:
    if pair.target is not None:
        return reverse("wagtailsnippets_pages_disclaimer:edit", args=[pair.target.pk])
    return reverse(
        "wagtail_localize:submit_snippet_translation",
        args=[Disclaimer._meta.app_label, Disclaimer._meta.model_name, pair.source.pk],
    )


def _pairs(everything: Iterable[Disclaimer], target_locale: Locale) -> list[_Pair]:
    """Return each disclaimer of another language beside the row of this one.

    What is a translation itself is left out, so that nothing is translated from a translation. Of
    several languages the one that it is translated from comes first, then the site's own.
    """
    families: dict[UUID, list[Disclaimer]] = defaultdict(list)
    for row in everything:
        families[row.translation_key].append(row)
    started = {
        (translation.source.object_id, translation.target_locale_id): translation
        for translation in Translation.objects.filter(
            source__object_id__in=families, enabled=True
        ).select_related("source")
    }
    default = Locale.get_default().pk
    pairs = []
    for key, rows in families.items():
        translation = started.get((key, target_locale.pk))
        preferred = translation.source.locale_id if translation is not None else default
        sources = sorted(
            (
                row
                for row in rows
                if row.locale_id != target_locale.pk and (key, row.locale_id) not in started
            ),
            key=lambda row: (row.locale_id != preferred, row.locale_id),
        )
        if sources:
            target = next((row for row in rows if row.locale_id == target_locale.pk), None)
            pairs.append(_Pair(source=sources[0], target=target, translation=translation))
    return pairs


def _facts(pairs: Sequence[_Pair], target_locale: Locale) -> list[DisclaimerFacts]:
    """Return what is known of each pair, in the same order."""
    keys = [pair.source.translation_key for pair in pairs]
    rows = [row for pair in pairs for row in (pair.source, pair.target) if row is not None]
    signed = _signed_versions(rows)
    written = _versions_written(rows)
    progress = translated_segments(target_locale, keys)
    saved = _saved(target_locale, keys)
    worked_on = _worked_on(target_locale, keys)
    returned = set(
        DisclaimerReturn.objects.filter(
            version__disclaimer__in=[row.pk for row in rows]
        ).values_list("version__disclaimer_id", "version__version")
    )
    found = []
    for pair in pairs:
        source, target, translation = pair.source, pair.target, pair.translation
        if target is None:
            found.append(DisclaimerFacts(source_signed=signed.get(source.pk, 0)))
            continue
        facts = DisclaimerFacts(
            exists=True,
            is_copy=same_wording(target.text, source.text),
            version=target.version,
            signed_version=signed.get(target.pk, 0),
            sent_back=(target.pk, target.version) in returned,
            source_signed=signed.get(source.pk, 0),
        )
        if translation is not None:
            key = source.translation_key
            saved_at = max(written[target.pk][target.version], saved.get(key, _LONG_AGO))
            segments, translated = progress.get(key, (0, 0))
            facts = replace(
                facts,
                is_copy=facts.is_copy
                or same_wording(target.text, _synced(translation).get("text", "")),
                is_saved=worked_on.get(key, _LONG_AGO) <= saved_at,
                segments=segments,
                translated=translated,
                source_translated=_translated_version(translation, written[source.pk], saved_at),
            )
        found.append(facts)
    return found


_LONG_AGO: Final = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _synced(translation: Translation) -> dict[str, Any]:
    """Return the source as it was brought into the translation last."""
    values: dict[str, Any] = json.loads(translation.source.content_json)
    return values


def _translated_version(
    translation: Translation,
    written: Mapping[int, datetime.datetime],
    saved_at: datetime.datetime,
) -> int:
    """Return the number of the source's wording that the newest wording translates.

    It is the one that was brought into the translation last, unless that was done after the
    translation was saved: then it is the one that the source had by that time.
    """
    synced = int(_synced(translation).get("version") or 0)
    if translation.source.last_updated_at <= saved_at:
        return synced
    earlier = [version for version, at in written.items() if version <= synced and at <= saved_at]
    return max(earlier, default=0)


def _signed_versions(rows: Iterable[Disclaimer]) -> dict[int, int]:
    """Return the numbers of the newest signed wordings. A query for each language."""
    by_language: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        by_language[row.locale.language_code][row.key] = row.pk
    return {
        ids[key]: wording.version
        for language, ids in by_language.items()
        for key, wording in signed_wordings(ids, language=language).items()
    }


def _versions_written(rows: Iterable[Disclaimer]) -> dict[int, dict[int, datetime.datetime]]:
    """Return when each version of each disclaimer was written, by id and number."""
    found: dict[int, dict[int, datetime.datetime]] = defaultdict(dict)
    versions = DisclaimerVersion.objects.filter(disclaimer__in=[row.pk for row in rows])
    for row_id, version, at in versions.values_list("disclaimer_id", "version", "created_at"):
        found[row_id][version] = at
    return found


def _saved(target_locale: Locale, keys: Collection[UUID]) -> dict[UUID, datetime.datetime]:
    """Return when each translation was saved last."""
    rows = TranslationLog.objects.filter(locale=target_locale, source__object_id__in=keys)
    return dict(rows.values_list("source__object_id").annotate(Max("created_at")).order_by())


def _worked_on(target_locale: Locale, keys: Collection[UUID]) -> dict[UUID, datetime.datetime]:
    """Return when a segment of each translation was written last."""
    rows = StringTranslation.objects.filter(
        locale=target_locale, context__object_id__in=keys, has_error=False
    )
    return dict(rows.values_list("context__object_id").annotate(Max("updated_at")).order_by())


# People


def _people(target_locale: Locale) -> list[OtherText]:
    language = target_locale.language_code
    is_default = target_locale.pk == Locale.get_default().pk
    wordings: dict[int, dict[str, PersonWording]] = defaultdict(dict)
    for wording in PersonWording.objects.all():
        wordings[wording.person_id][wording.language] = wording
    rows = []
    for person in Person.objects.all():
        own = wordings.get(person.pk, {})
        state = state_of(person, own.get(nearest(own, language)))
        # Records are written in the site's own language, which rarely says it otherwise again.
        if not fields_to_word(person) or (is_default and state is PersonWordingState.NOT_STARTED):
            continue
        is_new = state is PersonWordingState.NOT_STARTED
        rows.append(
            OtherText(
                kind=_("person"),
                title=person.name,
                state=state.value,
                state_label=state.label,
                is_done=state is PersonWordingState.WRITTEN,
                url=reverse("firma_translation:person", args=[person.pk, language]),
                action_label=_("Write") if is_new else _("Open"),
            )
        )
    return rows
