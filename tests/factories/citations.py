"""References of the library, each a different, plausible article."""

from __future__ import annotations

import factory

from pages.citations.models import Reference


class ReferenceFactory(factory.django.DjangoModelFactory[Reference]):
    """A journal article; every one has another first author, so that its key can be foreseen."""

    class Meta:
        model = Reference

    csl_type = "article-journal"
    authors = factory.Sequence(
        lambda place: [
            {"family": f"Author{place}", "given": "AB"},
            {"family": "Second", "given": "C"},
        ]
    )
    title = factory.Sequence(lambda place: f"A trial of rest, part {place}")
    container_title = "J Rest"
    year = 2020
    volume = "12"
    issue = "3"
    pages = "101-9"


def citation(*references: Reference) -> str:
    """Return the stored form of a citation of these references."""
    keys = " ".join(reference.key for reference in references)
    label = "; ".join(reference.label for reference in references)
    return f'<a linktype="citation" keys="{keys}">[{label}]</a>'
