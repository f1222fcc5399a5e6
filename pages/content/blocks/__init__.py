"""The blocks of which editors build a page, one family to a file.

`BODY_BLOCKS` lists what the body of every reviewed page may hold, in the order of the picker. The
stream fields of the page types take the blocks of their own family.
"""

from __future__ import annotations

from wagtail import blocks

from pages.content.blocks.adverse_effects import AdverseEffectBlock, AdverseEffectsBlock
from pages.content.blocks.call_to_action import CallToActionBlock
from pages.content.blocks.callout import CalloutBlock
from pages.content.blocks.comparison import ComparisonBlock
from pages.content.blocks.criteria import CriteriaBlock, ExcludeBlock, IncludeBlock
from pages.content.blocks.faq import QuestionBlock
from pages.content.blocks.image import CaptionedImageBlock
from pages.content.blocks.neutral import NeutralCharBlock, SharedReferenceBlock
from pages.content.blocks.outcome import OutcomeBlock
from pages.content.blocks.regulatory import RegulatoryStatusBlock
from pages.content.blocks.stages import StageBlock
from pages.content.blocks.steps import StepBlock, StepsBlock
from pages.content.blocks.structure import ContentBlock
from pages.content.blocks.study import StudySummaryBlock
from pages.content.blocks.symptoms import SymptomBlock
from pages.content.blocks.table import TableBlock
from pages.content.blocks.text import INLINE, PROSE, SectionBlock

BODY_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("section", SectionBlock()),
    ("study_summary", StudySummaryBlock()),
    ("steps", StepsBlock()),
    ("criteria", CriteriaBlock()),
    ("outcome", OutcomeBlock()),
    ("adverse_effects", AdverseEffectsBlock()),
    ("comparison", ComparisonBlock()),
    ("image", CaptionedImageBlock()),
    ("callout", CalloutBlock()),
    ("table", TableBlock()),
    ("call_to_action", CallToActionBlock()),
]
"""Name and block of everything that the body of a reviewed page may hold."""

__all__ = [
    "BODY_BLOCKS",
    "INLINE",
    "PROSE",
    "AdverseEffectBlock",
    "AdverseEffectsBlock",
    "CallToActionBlock",
    "CalloutBlock",
    "CaptionedImageBlock",
    "ComparisonBlock",
    "ContentBlock",
    "CriteriaBlock",
    "ExcludeBlock",
    "IncludeBlock",
    "NeutralCharBlock",
    "OutcomeBlock",
    "QuestionBlock",
    "RegulatoryStatusBlock",
    "SectionBlock",
    "SharedReferenceBlock",
    "StageBlock",
    "StepBlock",
    "StepsBlock",
    "StudySummaryBlock",
    "SymptomBlock",
    "TableBlock",
]
