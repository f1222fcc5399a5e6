"""Where a procedure or product stands with a regulator."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.neutral import NeutralCharBlock
from pages.content.blocks.structure import ContentBlock
from pages.content.blocks.text import INLINE

STATUSES = [
    ("approved", _("Approved")),
    ("cleared", _("Cleared")),
    ("authorised", _("Authorised")),
    ("registered", _("Registered")),
    ("investigational", _("Investigational")),
    ("not_approved", _("Not approved")),
    ("off_label", _("Off-label use")),
]


class RegulatoryStatusBlock(ContentBlock):
    """The status in one jurisdiction, in a word and in a sentence."""

    mandatory = ("jurisdiction", "status", "statement")
    example = {
        "jurisdiction": _("European Union"),
        "status": "investigational",
        "identifier": "2026-000000-00",
        "statement": _("<p>Offered within clinical studies only.</p>"),
    }

    jurisdiction = blocks.CharBlock(
        label=_("Jurisdiction"), help_text=_("Country or region, and its authority if known.")
    )
    status = blocks.ChoiceBlock(choices=STATUSES, label=_("Status"))
    identifier = NeutralCharBlock(
        required=False,
        label=_("Identifier"),
        help_text=_("Registration or approval number, exactly as the authority writes it."),
    )
    statement = blocks.RichTextBlock(
        features=INLINE,
        label=_("Statement"),
        help_text=_("What the status means for patients; for what use it holds."),
    )

    class Meta:
        label = _("Regulatory status")
        icon = "key"
        group = _("Treatment")
        description = _("Where the treatment stands with a regulator")
        preview_template = "pages/blocks/status.html"
