"""What a browser posts from the editor of any reviewed page type."""

from __future__ import annotations

from typing import Any

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from pages.citations.models import Reference
from pages.content.blocks.text import PROSE
from tests.factories.content import an_author, cite


def empty_form(model: type[Page], **changes: Any) -> Any:
    """Return the posted form of a page of this type with nothing in it but the changes."""
    form = model.get_edit_handler().get_form_class()(instance=model())
    fields: dict[str, Any] = {
        name: _empty(model, name) for name in form.fields if name != "comment_notifications"
    }
    fields |= {name: inline_formset([]) for name in form.formsets}
    return nested_form_data(fields | changes)


def _empty(model: type[Page], name: str) -> Any:
    field = model._meta.get_field(name)
    if isinstance(field, StreamField):
        return streamfield([])
    return "null" if isinstance(field, RichTextField) else ""


def complete_condition_form(model: type[Page], reference: Reference, **changes: Any) -> Any:
    """Return the posted form of a condition page that may go to review."""
    text = rich_text(f"<p>Crystals settle {cite(reference)}.</p>", features=PROSE)
    symptom = {
        "name": "Pain",
        "code_system": "",
        "code": "",
        "description": text,
        "children": {"count": "0"},
    }
    return empty_form(
        model,
        **{
            "title": "Gout",
            "slug": "gout",
            "summary": "A painful joint.",
            "search_description": "About gout.",
            "author": str(an_author().pk),
            "body": streamfield([("section", {"heading": "What it is", "text": text})]),
            "symptoms": streamfield([("symptom", symptom)]),
            "causes": text,
            "urgent_care": text,
        }
        | changes,
    )
