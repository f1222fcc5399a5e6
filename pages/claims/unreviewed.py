"""What may be public without a review: plain text without a claim, an uncited number or a dose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.claims.document import Block, Document
from pages.claims.engine import check
from pages.claims.site import site_choices

_MARKUP: Final = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z]+;|&#|\]\(")
_DOSE: Final = re.compile(r"\d\s?(?:mg|mcg|µg|μg|ml|mL|cc|UI|IU|U\.I\.)\b")
_FAMILIES: Final = ("claim.", "evidence.")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def unreviewed_problems(text: str, *, language: str) -> Iterator[str]:
    """Yield what keeps a text from standing beside reviewed pages without a review of its own.

    Args:
        text: as it was entered.
        language: code of its language, whose rules about claims apply.
    """
    if _MARKUP.search(text) or _CONTROL.search(text):
        yield _("Plain text only, please: no HTML and no other markup.")
    if _DOSE.search(text):
        yield _("A dose is medical advice: it belongs on a page, where it is reviewed.")
    found = check(
        Document(
            language=language.partition("-")[0],
            page_type="",
            # As prose, to which all rules apply: a label may be a sentence.
            blocks=tuple(Block("paragraph", line) for line in text.splitlines() if line.strip()),
        ),
        choices=site_choices(),
    )
    for finding in found:
        if finding.blocks and finding.code.startswith(_FAMILIES):
            yield _("Claims belong on a page, where they are reviewed. %(finding)s") % {
                "finding": finding.message
            }
