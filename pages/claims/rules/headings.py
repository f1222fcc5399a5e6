"""Headings: with text below, each once, no level left out."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from pages.claims.document import HEADINGS, Block
from pages.claims.findings import Hit
from pages.claims.reading import Reading
from pages.claims.rule import Examples, Rule
from pages.claims.tokens import tokens


def _hit(heading: Block, **values: object) -> Hit:
    return Hit(heading, 0, len(heading.text), None, dict(values))


def _empty(reading: Reading, rule: Rule) -> Iterator[Hit]:
    blocks = reading.document.blocks
    for place, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if following is None or (following.kind in HEADINGS and following.level <= block.level):
            yield _hit(block)


def _repeated(reading: Reading, rule: Rule) -> Iterator[Hit]:
    seen: set[str] = set()
    for block in reading.document.blocks:
        if block.kind in HEADINGS:
            key = " ".join(token.word for token in tokens(block.text))
            if key in seen:
                yield _hit(block)
            seen.add(key)


def _skipped(reading: Reading, rule: Rule) -> Iterator[Hit]:
    level = 0
    for block in reading.document.blocks:
        if block.kind in HEADINGS:
            if level and block.level > level + 1:
                yield _hit(block, level=block.level, above=level)
            level = block.level


RULES = (
    Rule(
        code="heading.empty",
        severity="block",
        title=_("A heading without text"),
        message=_("Nothing stands below the heading “%(phrase)s”: write its text, or take it out."),
        source="WCAG 2.2, 1.3.1 and 2.4.6",
        check=_empty,
        examples={
            "en": Examples(
                found=("# Heel pain\n## Causes\n## Symptoms\nPain in the morning.",),
                clean=("# Heel pain\n## Symptoms\nPain in the morning.",),
            ),
            "es": Examples(
                found=("# Dolor de talón\n## Causas\n## Síntomas\nDolor por la mañana.",),
                clean=("# Dolor de talón\n## Síntomas\nDolor por la mañana.",),
            ),
        },
    ),
    Rule(
        code="heading.repeated",
        severity="warn",
        title=_("A heading that stands there twice"),
        message=_(
            "The heading “%(phrase)s” stands there before: join the two sections, or say what each "
            "is about."
        ),
        source="WCAG 2.2, 2.4.6",
        check=_repeated,
        examples={
            "en": Examples(
                found=("# Heel pain\n## Rest\nLie down.\n## Rest\nSit down.",),
                clean=("# Heel pain\n## Rest\nLie down.\n## Ice\nCool it.",),
            ),
            "es": Examples(
                found=("# Dolor de talón\n## Reposo\nAcuéstese.\n## Reposo\nSiéntese.",),
                clean=("# Dolor de talón\n## Reposo\nAcuéstese.\n## Hielo\nEnfríelo.",),
            ),
        },
    ),
    Rule(
        code="heading.skipped_level",
        severity="warn",
        title=_("A level of headings is left out"),
        message=_(
            "“%(phrase)s” is a heading of level %(level)s below one of level %(above)s: readers "
            "who go from heading to heading miss the one between. Use the next level."
        ),
        source="WCAG 2.2, 1.3.1",
        check=_skipped,
        examples={
            "en": Examples(
                found=("# Heel pain\n### Rest\nLie down.",),
                clean=("# Heel pain\n## Care\n### Rest\nLie down.",),
            ),
            "es": Examples(
                found=("# Dolor de talón\n### Reposo\nAcuéstese.",),
                clean=("# Dolor de talón\n## Cuidados\n### Reposo\nAcuéstese.",),
            ),
        },
    ),
)
