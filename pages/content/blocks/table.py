"""A table with a caption and one header row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.structure import ContentBlock, Problem, is_empty
from pages.content.blocks.text import INLINE


class RowBlock(ContentBlock):
    """One row; a cell may be empty."""

    mandatory = ("cells",)

    cells = blocks.ListBlock(
        blocks.RichTextBlock(required=False, features=INLINE, label=_("Cell")),
        min_num=1,
        label=_("Cells"),
    )

    class Meta:
        label = _("Row")
        icon = "bars"


class TableBlock(ContentBlock):
    """A captioned table whose rows have as many cells as its header."""

    mandatory = ("caption", "header", "rows")
    example = {
        "caption": _("Before and after the appointment"),
        "header": [_("When"), _("What to do")],
        "rows": [
            {"cells": [_("<p>The day before</p>"), _("<p>Eat and drink as usual.</p>")]},
            {"cells": [_("<p>The day after</p>"), _("<p>Rest the joint; walk a little.</p>")]},
        ],
    }

    caption = blocks.CharBlock(
        label=_("Caption"), help_text=_("What the table shows; read out before its cells.")
    )
    header = blocks.ListBlock(
        blocks.CharBlock(label=_("Column")), min_num=1, label=_("Header, column by column")
    )
    rows = blocks.ListBlock(RowBlock(), min_num=1, label=_("Rows"))
    note = blocks.RichTextBlock(required=False, features=INLINE, label=_("Note"))

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return problems of columns without a heading and of rows of another length."""
        header, rows = value.get("header") or (), value.get("rows") or ()
        for index, heading in enumerate(header):
            if is_empty(heading):
                yield Problem(
                    ("header", index),
                    gettext("Column %(column)s has no heading: name it or remove it.")
                    % {"column": index + 1},
                )
        for index, row in enumerate(rows):
            cells = len(row.get("cells") or ())
            if cells and header and cells != len(header):
                yield Problem(
                    ("rows", index),
                    gettext(
                        "Row %(row)s has a different number of cells (%(cells)s) from the header "
                        "(%(columns)s): add or remove cells."
                    )
                    % {"row": index + 1, "cells": cells, "columns": len(header)},
                )

    class Meta:
        label = _("Table")
        icon = "table"
        group = _("Media")
        description = _("A table with a caption and a header row")
        preview_template = "pages/blocks/table.html"
