"""What stands between a translated page and the public, as a requirement of the gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import SourceDeletedError

from pages.publishing import ALWAYS, Blocker, Stage
from pages.review.fingerprints import row_fingerprint
from pages.review.overrides import settle
from pages.translation.checks import Finding, SegmentPair, examine, glossary_findings
from pages.translation.checks.texts import said
from pages.translation.dismissals import dismissals_of, standing
from pages.translation.glossary.lookup import load_glossary
from pages.translation.segments import segment_pairs
from pages.translation.sources import translation_into

if TYPE_CHECKING:
    from wagtail_localize.models import Translation

    from pages.disclaimers.models import Disclaimer

JUDGED: Final = frozenset(
    {
        "translation.number",
        "translation.range",
        "translation.comparison",
        "translation.dose",
        "translation.laterality",
        "translation.opposite",
        "translation.statutory",
        "translation.negation",
        "translation.hedge_lost",
    }
)
"""What two languages may say differently and mean alike, which a person has to judge."""

QUOTED = 3
"""How many of the segments that lack the same thing are quoted."""

QUOTE_LENGTH = 90
"""Longest quotation of one segment, in characters."""


class TranslationReadiness:
    """Requires of every page that translates another that its translation is whole.

    A page that is nobody's translation meets it. Findings of the same kind are one blocker, with
    the number of segments and the words of the first few.
    """

    name = "translation"
    stages = ALWAYS

    def __call__(self, page: Any, *, stage: Stage) -> Iterable[Blocker]:
        """Yield what the translation lacks."""
        translation = translation_into(page)
        if translation is None:
            return
        findings = findings_of(segment_pairs(page, translation))
        if any(finding.severity == "warn" for finding in findings):
            findings = standing(findings, dismissals_of(translation, page))
        judged = [finding for finding in findings if finding.code in JUDGED]
        yield from settle(page, [for_reviewer(finding) for finding in judged], stage=stage)
        yield from as_blockers(finding for finding in findings if finding.code not in JUDGED)
        if not any(finding.code == "translation.source_changed" for finding in findings):
            yield from _source_changes(translation)


def for_reviewer(finding: Finding) -> Blocker:
    """Return a finding that a reviewer of the language may sign in spite of, with its source.

    What they judge is both sides, so another source needs another judgement.
    """
    original = said(finding.pair.source)
    source = _("The source says: “%(text)s”") % {"text": _shortened(original)}
    return Blocker(
        code=finding.code,
        message=f"{finding.message} {source}",
        severity=finding.severity,
        field=finding.pair.field_name,
        quote=_shortened(finding.quote),
        path=finding.pair.path,
        sentence=f"{original} → {finding.quote}",
    )


def untranslated_wording(disclaimer: Disclaimer) -> Iterable[Blocker]:
    """Yield what the translation of a disclaimer lacks, before a reviewer is asked to sign it."""
    translation = translation_into(disclaimer)
    if translation is None:
        return ()
    findings = findings_of(segment_pairs(disclaimer, translation))
    return as_blockers(standing(findings, dismissals_of(translation, disclaimer)))


def findings_of(pairs: Iterable[SegmentPair]) -> list[Finding]:
    """Return the findings of every check on every pair, the glossary's among them.

    Two queries, for the glossary.
    """
    examined = list(pairs)
    return examine(examined) + glossary_findings(examined, load_glossary())


def as_blockers(findings: Iterable[Finding]) -> Iterator[Blocker]:
    """Turn findings into blockers, one for each kind.

    Args:
        findings: grouped by code, as `examine` returns them.
    """
    for (code, severity), members in groupby(
        sorted(findings, key=lambda finding: (finding.code, finding.severity)),
        key=lambda finding: (finding.code, finding.severity),
    ):
        group = sorted(members, key=lambda finding: finding.pair.index)
        yield Blocker(
            code=code,
            message=_message(code, group),
            severity=severity,
            field=group[0].pair.field_name,
            path=group[0].pair.path,
            quote=" · ".join(_shortened(finding.quote) for finding in group[:QUOTED]),
        )


def _message(code: str, group: list[Finding]) -> str:
    count = len(group)
    if code == "translation.untranslated":
        return ngettext(
            "%(count)s segment is not translated. Translate it in the translation editor.",
            "%(count)s segments are not translated. Translate them in the translation editor.",
            count,
        ) % {"count": count}
    if count == 1:
        return str(group[0].message)
    return _("%(count)s segments: %(message)s") % {
        "count": count,
        "message": group[0].message,
    }


def _shortened(quote: str) -> str:
    return quote if len(quote) <= QUOTE_LENGTH else quote[: QUOTE_LENGTH - 1].rstrip() + "…"


def _source_changes(translation: Translation) -> Iterator[Blocker]:
    try:
        synced = translation.source.as_instance()
        current = translation.source.get_source_instance()
    except SourceDeletedError:
        yield Blocker(
            code="translation.source_missing",
            message=_(
                "The page that this translates no longer exists. Stop the translation to edit "
                "this page by itself."
            ),
            severity="warn",
        )
        return
    if row_fingerprint(current) != row_fingerprint(synced):
        yield Blocker(
            code="translation.source_changed",
            message=_(
                "The source page has changed since it was brought into this translation. Choose "
                "“Sync translated pages” on the source page, then translate what is new."
            ),
            severity="warn",
        )
