"""The glossary's rows as values, and values as rows."""

from __future__ import annotations

from django.db import transaction

from pages.translation.glossary.models import (
    GlossaryConcept,
    GlossaryDefinition,
    GlossaryTerm,
)
from pages.translation.glossary.values import Concept, Definition


def all_concepts() -> list[Concept]:
    """Return every concept, by key. Three queries."""
    return [
        Concept(
            key=row.key,
            subject=row.subject,
            definitions=tuple(
                sorted(
                    (Definition(one.language, one.text) for one in row.definitions.all()),
                    key=lambda one: one.language,
                )
            ),
            note=row.note,
            terms=tuple(
                term.as_value()
                for term in sorted(
                    row.terms.all(), key=lambda term: (term.language, term.sort_order or 0, term.pk)
                )
            ),
        )
        for row in GlossaryConcept.objects.prefetch_related("definitions", "terms").order_by("key")
    ]


@transaction.atomic
def store(concept: Concept) -> GlossaryConcept:
    """Write a concept; whatever its key had before is replaced."""
    row, _is_new = GlossaryConcept.objects.update_or_create(
        key=concept.key, defaults={"subject": concept.subject, "note": concept.note}
    )
    GlossaryDefinition.objects.filter(concept=row).delete()
    GlossaryTerm.objects.filter(concept=row).delete()
    GlossaryDefinition.objects.bulk_create(
        GlossaryDefinition(concept=row, language=one.language, text=one.text)
        for one in concept.definitions
    )
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(
            concept=row,
            sort_order=place,
            language=term.language,
            text=term.text,
            status=term.status,
            part_of_speech=term.part_of_speech,
            gender=term.gender,
            is_acronym=term.is_acronym,
            note=term.note,
        )
        for place, term in enumerate(concept.terms)
    )
    return row
