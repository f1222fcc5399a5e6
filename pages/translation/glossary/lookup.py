"""What the translation editor asks of the glossary."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pages.translation.glossary.matching import matches
from pages.translation.glossary.models import GlossaryDefinition, GlossaryTerm
from pages.translation.glossary.values import Concept, Definition, Glossary, Term, glossary_of
from pages.translation.languages import language_of


def load_glossary() -> Glossary:
    """Return the glossary as it is now. Two queries, however large it is."""
    definitions: dict[int, list[Definition]] = defaultdict(list)
    for row in GlossaryDefinition.objects.order_by("language"):
        definitions[row.concept_id].append(Definition(row.language, row.text))
    terms: dict[int, list[Term]] = defaultdict(list)
    concepts = {}
    for row in GlossaryTerm.objects.select_related("concept").order_by(
        "language", "sort_order", "pk"
    ):
        concepts[row.concept_id] = row.concept
        terms[row.concept_id].append(row.as_value())
    return glossary_of(
        Concept(
            key=concept.key,
            subject=concept.subject,
            definitions=tuple(definitions[pk]),
            note=concept.note,
            terms=tuple(terms[pk]),
        )
        for pk, concept in concepts.items()
    )


def hints(
    source_html: str, *, source_language: str, target_language: str, glossary: Glossary
) -> list[dict[str, Any]]:
    """Return the terms of a source segment with what they are called in the other language.

    Args:
        source_html: the segment, with placeholders.
        source_language: language of the source, such as ``"en"`` or ``"en-US"``.
        target_language: language that it is translated into.
        glossary: see `load_glossary`.

    Returns:
        JSON values in the order of the text: ``source`` (the words as they stand), ``start`` and
        ``end`` (offsets in `pages.translation.placeholders.visible_text`), ``status`` and ``note``
        of the source's term, ``concept`` (its key), ``targets`` (``text``, ``status``, ``gender``,
        ``pos``, ``note``; those to use first) and ``definition`` (in the target language, or else
        in the source's). Terms without any in the target language are left out.
    """
    source, target = language_of(source_language), language_of(target_language)
    return [
        {
            "source": match.text,
            "start": match.start,
            "end": match.end,
            "status": match.term.status,
            "note": match.term.note or match.concept.note,
            "concept": match.concept.key,
            "targets": [
                {
                    "text": term.text,
                    "status": term.status,
                    "gender": term.gender,
                    "pos": term.part_of_speech,
                    "note": term.note,
                }
                for term in match.targets
            ],
            "definition": match.concept.definition(target) or match.concept.definition(source),
        }
        for match in matches(
            source_html, source_language=source, target_language=target, glossary=glossary
        )
        if match.targets
    ]
