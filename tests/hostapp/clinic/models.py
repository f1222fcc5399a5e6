"""A leaflet: derived from Firma's reviewed page, with fields and blocks of its own."""

from typing import ClassVar

from django.db import models
from wagtail import blocks
from wagtail.api import APIField
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField

from pages.citations.choosers import ReferenceChooserBlock
from pages.content.base import ReviewedPage
from pages.content.condition import ConditionPage


class SectionBlock(blocks.StructBlock):
    """A section that is another than Firma's, under the same name."""

    room = blocks.CharBlock()
    floor = blocks.IntegerBlock(required=False)


class DoseBlock(blocks.StructBlock):
    """How much of what, and who says so."""

    unit = blocks.ChoiceBlock(choices=[("mg", "Milligrams"), ("ml", "Millilitres")])
    times = blocks.ListBlock(blocks.TimeBlock())
    source = ReferenceChooserBlock()
    handout = DocumentChooserBlock()


class LeafletPage(ReviewedPage):
    """What patients take home."""

    doses = StreamField([("dose", DoseBlock()), ("section", SectionBlock())], blank=True)
    printed_on = models.DateField(null=True, blank=True)
    about = models.ForeignKey(ConditionPage, null=True, on_delete=models.PROTECT, related_name="+")
    stock = models.IntegerField(default=0)

    api_fields: ClassVar = ["doses", APIField("printed_on"), "about"]
