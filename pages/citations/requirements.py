"""What the gate asks of a page's references and citations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from pages.citations.page import LIST_FIELD, cited_references, listed_references, uses
from pages.publishing import ALWAYS, Blocker, Stage

if TYPE_CHECKING:
    from pages.citations.page import Use


class CitationsRequirement:
    """Every page cites something; all that it cites exists and stands; all that it lists is cited.

    Codes:
        citation.none: the page's text cites no reference.
        citation.unknown: it cites a key that is not in the library.
        citation.unplaced: a listed reference is not cited in this language's text.
        reference.retracted: it cites a publication that has been retracted.
    """

    name = "citations"
    stages: ClassVar[frozenset[Stage]] = ALWAYS

    def __call__(self, page: Any, *, stage: Stage) -> Iterator[Blocker]:
        """Yield what the page does not meet; at every stage the same."""
        found = list(uses(page))
        cited = cited_references(page) if found else []
        keys = {entry.reference.key for entry in cited}
        language = page.locale.language_code if page.locale_id else "en"
        yield from _unknown(use for use in found if use.key not in keys)
        if not cited:
            yield Blocker(
                code="citation.none",
                message=_(
                    "The text cites no reference. Put the cursor behind a statement, choose "
                    "“Citation” (the plus sign beside the line, or Ctrl + Alt + F) and then its "
                    "source."
                ),
            )
        for reference in listed_references(page):
            if reference.key not in keys:
                yield Blocker(
                    code="citation.unplaced",
                    message=_(
                        "“%(reference)s” is listed but never cited in this text. "
                        "Cite it where it belongs, or take it off the list."
                    )
                    % {"reference": reference.label},
                    field=LIST_FIELD,
                    quote=reference.formatted(language),
                )
        for entry in cited:
            if entry.reference.is_retracted:
                yield Blocker(
                    code="reference.retracted",
                    message=_(
                        "Reference %(number)s, “%(reference)s”, has been retracted. "
                        "Remove what rests on it, or cite another source."
                    )
                    % {"number": entry.number, "reference": entry.reference.label},
                    field=entry.cited_in[0].partition(".")[0],
                    quote=entry.reference.formatted(language),
                )


def _unknown(found: Iterator[Use]) -> Iterator[Blocker]:
    reported: set[str] = set()
    for use in found:
        if use.key in reported:
            continue
        reported.add(use.key)
        yield Blocker(
            code="citation.unknown",
            message=_(
                "The text cites “%(key)s”, which is not in the reference library. "
                "Cite an existing reference instead, or remove the citation."
            )
            % {"key": use.key},
            field=use.field,
            quote=use.label,
        )
