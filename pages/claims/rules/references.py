"""The list of references: cited, complete, numbered in one way."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.claims.document import ListedReference
from pages.claims.findings import Hit
from pages.claims.reading import Reading, first_words
from pages.claims.rule import Examples, Rule


def _hit(reference: ListedReference, **values: object) -> Hit:
    return Hit(
        quote=first_words(reference.text, 240),
        place=reference.place,
        values={"phrase": first_words(reference.text, 80), **values},
    )


def _uncited(reading: Reading, rule: Rule) -> Iterator[Hit]:
    for reference in reading.document.references:
        if not reference.cited and not any(
            sentence.cited and _names(sentence.block.text, reference)
            for sentence in (reading.prose if reference.surnames else ())
        ):
            yield _hit(reference)


def _names(text: str, reference: ListedReference) -> bool:
    """Tell whether a text names a reference by its first author and year."""
    return reference.surnames[0] in text and bool(reference.year) and str(reference.year) in text


def _incomplete(reading: Reading, rule: Rule) -> Iterator[Hit]:
    for reference in reading.document.references:
        if reference.missing:
            yield _hit(reference, missing=get_text_list(list(reference.missing), gettext("and")))


def _unnumbered(reading: Reading, rule: Rule) -> Iterator[Hit]:
    listed = reading.document.references
    if any(reference.number for reference in listed):
        for reference in listed:
            if not reference.number:
                yield _hit(reference)


_LIST = (
    "Rest eases the heel [1].\n[1] Ito K. Rest. J Foot. 2020;3(1):1-9.\n"
    "[2] Lane B. Ice. J Foot. 2019;2(1):4-8."
)
_LISTA = (
    "El reposo alivia el talón [1].\n[1] Ito K. Reposo. Rev Pie. 2020;3(1):1-9.\n"
    "[2] Lara B. Hielo. Rev Pie. 2019;2(1):4-8."
)
_BARE = "Rest eases the heel [1].\n[1] Ito K, Lane B. Rest for the heel. J Foot."
_SUELTA = "El reposo alivia el talón [1].\n[1] Ito K, Lara B. Reposo para el talón. Rev Pie."
_CLEAN = Examples(
    found=(), clean=("Rest eases the heel [1].\n[1] Ito K. Rest. J Foot. 2020;3(1):1-9.",)
)
_LIMPIA = Examples(
    found=(), clean=("El reposo alivia el talón [1].\n[1] Ito K. Reposo. Rev Pie. 2020;3(1):1-9.",)
)

RULES = (
    Rule(
        code="reference.uncited",
        severity="block",
        title=_("Listed but never cited"),
        message=_(
            "“%(phrase)s” is listed, but no sentence cites it. Cite it where it belongs, or take "
            "it off the list."
        ),
        source="ICMJE Recommendations, IV.A.3.g; AMA Manual of Style, 11th ed., chapter 3",
        check=_uncited,
        examples={
            "en": Examples(found=(_LIST,), clean=_CLEAN.clean),
            "es": Examples(found=(_LISTA,), clean=_LIMPIA.clean),
        },
    ),
    Rule(
        code="reference.incomplete",
        severity="block",
        title=_("A reference that readers cannot find"),
        message=_(
            "“%(phrase)s” lacks %(missing)s: complete it, so that readers can find the publication."
        ),
        source="NLM, Citing Medicine, 2nd ed.",
        check=_incomplete,
        examples={
            "en": Examples(found=(_BARE,), clean=_CLEAN.clean),
            "es": Examples(found=(_SUELTA,), clean=_LIMPIA.clean),
        },
    ),
    Rule(
        code="reference.unnumbered",
        severity="block",
        title=_("A reference without the number that the others have"),
        message=_(
            "“%(phrase)s” has no number although others have: number all of them in the order in "
            "which the text cites them."
        ),
        source="NLM, Citing Medicine, 2nd ed.; AMA Manual of Style, 11th ed., chapter 3",
        check=_unnumbered,
        examples={"en": _CLEAN, "es": _LIMPIA},
    ),
)
