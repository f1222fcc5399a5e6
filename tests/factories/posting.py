"""What a browser posts when somebody opens a page in the editor and saves it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.formsets import ORDERING_FIELD_NAME
from wagtail import blocks
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.fields import StreamField

Pair = tuple[str, str]


def posted_unchanged(page: Any, user: Any) -> dict[str, str]:
    """Return the editor's form for this content of a page, filled in as a browser sends it.

    Lines of a text end as the HTML standard asks for, with a carriage return and a line feed.
    """
    form = type(page).get_edit_handler().get_form_class()(instance=page, for_user=user)
    data = dict(_form(form))
    for formset in form.formsets.values():
        data.update(_form(formset.management_form))
        for place, row in enumerate(formset.initial_forms):
            data.update(_form(row))
            if formset.can_order:
                data[f"{row.prefix}-{ORDERING_FIELD_NAME}"] = str(place + 1)
    return data


def _form(form: forms.BaseForm) -> Iterator[Pair]:
    for name, field in form.fields.items():
        model = getattr(getattr(form, "_meta", None), "model", None)
        is_stream = model is not None and name in {
            one.name for one in model._meta.get_fields() if isinstance(one, StreamField)
        }
        if is_stream:
            value = getattr(form.instance, name)
            yield from _block(value.stream_block, value, form.add_prefix(name))
        else:
            yield from _widget(field.widget, form[name].value(), form.add_prefix(name))


def _widget(widget: forms.Widget, value: Any, name: str) -> Iterator[Pair]:
    if isinstance(widget, forms.CheckboxInput):
        if value:
            yield name, "on"
    elif isinstance(widget, forms.CheckboxSelectMultiple | forms.SelectMultiple):
        for choice in value or ():
            yield name, str(choice)
    elif isinstance(widget, DraftailRichTextArea):
        yield name, widget.format_value(value)
    else:
        if isinstance(widget, forms.Select):
            shown = "" if value is None else str(getattr(value, "pk", value))
        else:
            formatted = widget.format_value(value)
            shown = "" if formatted is None else str(getattr(formatted, "pk", formatted))
        if isinstance(widget, forms.Textarea):
            shown = shown.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
        yield name, shown


def _block(block: blocks.Block, value: Any, prefix: str) -> Iterator[Pair]:
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _block(child, value.get(name), f"{prefix}-{name}")
    elif isinstance(block, blocks.ListBlock | blocks.StreamBlock):
        items = list(value.bound_blocks if isinstance(block, blocks.ListBlock) else value)
        yield f"{prefix}-count", str(len(items))
        for place, item in enumerate(items):
            yield f"{prefix}-{place}-deleted", ""
            yield f"{prefix}-{place}-order", str(place)
            yield f"{prefix}-{place}-id", str(item.id or "")
            if isinstance(block, blocks.StreamBlock):
                yield f"{prefix}-{place}-type", item.block_type
            yield from _block(item.block, item.value, f"{prefix}-{place}-value")
    else:
        shown = block.value_for_form(value)
        yield from _widget(block.field.widget, getattr(shown, "pk", shown), prefix)
