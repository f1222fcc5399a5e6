"""Publications named by author and year."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from pages.claims import authors
from pages.claims.findings import Hit
from pages.claims.reading import Reading
from pages.claims.rule import Examples, Rule


def _unlisted(reading: Reading, rule: Rule) -> Iterator[Hit]:
    listed = reading.document.references
    for sentence in reading.sentences:
        if not sentence.is_prose:
            continue
        told: set[tuple[str, int]] = set()
        for mention in authors.mentions(sentence.block.text, sentence.start, sentence.end):
            named = (mention.surname, mention.year)
            if named not in told and not authors.is_listed(mention, listed):
                told.add(named)
                yield Hit(sentence.block, mention.start, mention.end, sentence)


RULES = (
    Rule(
        code="evidence.author_year",
        severity="block",
        title=_("A publication is named that the page does not list"),
        message=_(
            "“%(phrase)s” names a publication, but no reference of this page has that first author "
            "and year. Cite the publication that is meant, or correct the name or the year."
        ),
        source="NLM, Citing Medicine, 2nd ed.; ICMJE Recommendations, IV.A.3.g",
        check=_unlisted,
        examples={
            "en": Examples(
                found=(
                    "Miller et al. (2018) followed 40 volunteers.\n"
                    "[1] Miller A. Heel pain in runners. J Foot. 2021;4(2):11-19.",
                    "Torres and Lane (2016) compared two splints.",
                ),
                clean=(
                    "Miller et al. (2021) followed 40 volunteers.\n"
                    "[1] Miller A. Heel pain in runners. J Foot. 2021;4(2):11-19.",
                    "The guideline was published in May 2019.",
                ),
            ),
            "es": Examples(
                found=(
                    "Rivas y colaboradores (2017) siguieron a 30 voluntarios.\n"
                    "[1] Rivas M. Dolor de talón. Rev Pie. 2020;3(1):5-9.",
                    "Molina y Ortega (2015) compararon dos férulas.",
                ),
                clean=(
                    "Rivas y colaboradores (2020) siguieron a 30 voluntarios.\n"
                    "[1] Rivas M. Dolor de talón. Rev Pie. 2020;3(1):5-9.",
                    "La guía se publicó en mayo de 2019.",
                ),
            ),
        },
    ),
)
