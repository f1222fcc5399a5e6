"""A citation that the source has and the translation has not, or has twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.placeholders import citation_keys, visible_text


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find citations of the source that the translation drops, doubles or adds.

    Citations are compared by the references that they name, not by the placeholder's number, so
    that a translation may put them in another order within the sentence.
    """
    if pair.target is None or pair.shows_source:
        return
    expected = Counter(citation_keys(pair.source, pair.source_attributes))
    present = Counter(citation_keys(pair.target, pair.target_attributes))
    if dropped := list((expected - present).elements()):
        yield Finding(
            code="translation.citation_lost",
            severity="block",
            pair=pair,
            message=_(
                "The translation has lost a citation of the source (%(keys)s). Put its "
                "placeholder back where it belongs in the sentence."
            )
            % {"keys": ", ".join(dropped)},
            quote=visible_text(pair.target),
        )
    if added := list((present - expected).elements()):
        yield Finding(
            code="translation.citation_lost",
            severity="block",
            pair=pair,
            message=_(
                "The translation has a citation more often than the source (%(keys)s). Leave its "
                "placeholder in one place only."
            )
            % {"keys": ", ".join(added)},
            quote=visible_text(pair.target),
        )
