"""All rules, in the order in which they are listed."""

from __future__ import annotations

from itertools import chain
from typing import Final

from pages.claims.rule import Rule
from pages.claims.rules import (
    claim_absolute,
    claim_approval,
    claim_comparison,
    claim_cure,
    claim_duration,
    claim_efficacy,
    claim_promise,
    claim_rate,
    claim_safety,
    claim_scope,
    claim_superlative,
    claim_testimonial,
    consistency,
    evidence_authors,
    evidence_numbers,
    evidence_phrases,
    headings,
    leftovers,
    missing,
    readability,
    references,
    spelling,
    tone,
    wording,
)

RULES: Final[tuple[Rule, ...]] = tuple(
    chain.from_iterable(
        family.RULES
        for family in (
            evidence_authors,
            evidence_phrases,
            evidence_numbers,
            claim_efficacy,
            claim_cure,
            claim_safety,
            claim_promise,
            claim_absolute,
            claim_superlative,
            claim_rate,
            claim_comparison,
            claim_duration,
            claim_scope,
            claim_approval,
            claim_testimonial,
            tone,
            references,
            headings,
            leftovers,
            consistency,
            missing,
            readability,
            wording,
            spelling,
        )
    )
)
"""Every rule there is."""

BY_CODE: Final = {rule.code: rule for rule in RULES}
