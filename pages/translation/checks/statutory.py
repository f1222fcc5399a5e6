"""What a law or a regulator words: sentences of notices, and numbers of registers and standards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.claims.sentences import spans
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.statutory_texts import texts
from pages.translation.checks.texts import is_comparable, phrases, said

IDENTIFIER: Final = re.compile(
    r"\bNCT\d{8}\b|\bISRCTN\d{8}\b"
    r"|\bNOM-\d{3}-[A-Z0-9]+(?:/[A-Z0-9]+)?-\d{4}\b"
    r"|\b\d{3,5}[A-Z]{1,2}\d{4}\s?SSA(?:\s?[IVX]{1,3})?\b"
    r"|\b\d{10,}[A-Z]\d{4,}\b"
    r"|\b\d{1,2} (?:CFR|C\.F\.R\.) (?:§ ?)?\d+(?:\.\d+)?\b"
)
"""Registered trials, Mexican standards, sanitary registrations and notices of advertising, CFR."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a sentence of the law that has become another, or a register's number that is gone.

    A sentence counts only where it stands alone, as it does in a notice: “consulte a su médico” in
    the middle of advice is nobody's statute.
    """
    if not is_comparable(pair):
        return
    target = pair.target or ""
    for identifier in dict.fromkeys(IDENTIFIER.findall(said(pair.source))):
        if identifier not in said(target):
            yield Finding(
                code="translation.statutory",
                severity="block",
                pair=pair,
                message=_(
                    "“%(identifier)s” is the number of a register or a law. Keep it as it is."
                )
                % {"identifier": identifier},
                quote=said(target),
            )
            return
    spoken = {phrases(sentence) for sentence in _sentences(said(pair.source))}
    if not spoken:
        return
    there = phrases(target)
    for text in texts():
        if pair.source_language not in text.official:
            continue
        wanted = [one for one in text.wordings[pair.source_language] if phrases(one) in spoken]
        if not wanted:
            continue
        accepted = text.wordings.get(pair.target_language, ())
        if not any(phrases(one) in there for one in (*accepted, *wanted)):
            yield Finding(
                code="translation.statutory",
                severity="block",
                pair=pair,
                message=_message(pair.target_language in text.official)
                % {"source": text.source, "wording": accepted[0] if accepted else wanted[0]},
                quote=said(target),
            )
            return


def _message(is_official: bool) -> str:
    if is_official:
        return _(
            "A law words this sentence (%(source)s), and has a text for this language:"
            " “%(wording)s”"
        )
    return _(
        "A law words this sentence (%(source)s). It has no text for this language: keep it as it"
        " is, or translate it word for word: “%(wording)s”"
    )


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]
