"""A valid stored value of each content block, and one page's worth of blocks by name."""

from __future__ import annotations

from typing import Any

from pages.content import blocks

SYMPTOM_PART = {"name": "In the morning", "code_system": "", "code": ""}
STEP = {
    "title": "Numbing",
    "description": "<p>The skin is numbed.</p>",
    "minimum_minutes": 5,
    "maximum_minutes": 10,
}
EFFECT = {
    "effect": "Bruise",
    "frequency": "common",
    "severity": "mild",
    "description": "<p>It fades.</p>",
}

# Chooser values are primary keys; 1 stands for a row that the test makes, or does not look at.
VALID: dict[str, tuple[blocks.ContentBlock, dict[str, Any]]] = {
    "section": (blocks.SectionBlock(), {"heading": "Causes", "text": "<p>Unknown.</p>"}),
    "study_summary": (
        blocks.StudySummaryBlock(),
        {"reference": 1, "design": "cohort", "participants": 12, "outcome": "<p>None.</p>"},
    ),
    "step": (blocks.StepBlock(), STEP),
    "steps": (blocks.StepsBlock(), {"heading": "On the day", "steps": [STEP, STEP]}),
    "include": (blocks.IncludeBlock(), {"text": "<p>Adults.</p>"}),
    "exclude": (blocks.ExcludeBlock(), {"text": "<p>Infection.</p>"}),
    "criteria": (
        blocks.CriteriaBlock(),
        {
            "heading": "Who",
            "include": [{"text": "<p>Adults.</p>"}],
            "exclude": [{"text": "<p>Infection.</p>"}],
        },
    ),
    "outcome": (
        blocks.OutcomeBlock(),
        {
            "label": "Pain halved",
            "numerator": 34,
            "denominator": 80,
            "period": "6 months",
            "instrument": "Visual scale",
            "reference": 1,
            "note": "<p>Small study.</p>",
        },
    ),
    "adverse_effect": (blocks.AdverseEffectBlock(), EFFECT),
    "adverse_effects": (blocks.AdverseEffectsBlock(), {"heading": "Risks", "effects": [EFFECT]}),
    "comparison": (
        blocks.ComparisonBlock(),
        {
            "heading": "Exercise or rest",
            "intervention": "Exercise",
            "comparator": "Rest",
            "text": "<p>Similar.</p>",
        },
    ),
    "image": (
        blocks.CaptionedImageBlock(),
        {"image": 1, "alt_text": "A hand", "decorative": False, "caption": "<p>A hand.</p>"},
    ),
    "callout": (
        blocks.CalloutBlock(),
        {"kind": "urgent", "title": "Seek help", "text": "<p>Today.</p>"},
    ),
    "table": (
        blocks.TableBlock(),
        {
            "caption": "Days",
            "header": ["When", "What"],
            "rows": [{"cells": ["<p>Before</p>", "<p>Eat</p>"]}, {"cells": ["<p>After</p>", ""]}],
            "note": "<p>More or less.</p>",
        },
    ),
    "call_to_action": (
        blocks.CallToActionBlock(),
        {"text": "Questions?", "label": "Ask", "page": None, "url": "https://example.org/"},
    ),
    "symptom": (
        blocks.SymptomBlock(),
        {
            "name": "Stiffness",
            "code_system": "icd-10",
            "code": "M25.6",
            "description": "<p>Slow joints.</p>",
            "children": [SYMPTOM_PART],
        },
    ),
    "stage": (blocks.StageBlock(), {"name": "Moderate", "description": "<p>Some joints.</p>"}),
    "question": (blocks.QuestionBlock(), {"question": "Why?", "answer": "<p>Because.</p>"}),
    "status": (
        blocks.RegulatoryStatusBlock(),
        {
            "jurisdiction": "European Union",
            "status": "approved",
            "identifier": "EU/1",
            "statement": "<p>For adults.</p>",
        },
    ),
}

WITHOUT_CHOOSERS = sorted(set(VALID) - {"study_summary", "outcome", "image"})
