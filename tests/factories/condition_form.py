"""What a browser posts from the editor of a condition page."""

from __future__ import annotations

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield


def form_data(**changes: Any) -> Any:
    """Return the posted form of a page with a title, an address and a summary."""
    fields: dict[str, Any] = {
        "title": "Gout",
        "slug": "gout",
        "summary": "Words that must not be lost.",
        "hero_image": "",
        "hero_alt": "",
        "body": streamfield([]),
        "faq": streamfield([]),
        "symptoms": streamfield([]),
        "stages": streamfield([]),
        "listed_references": streamfield([]),
        "stages_scale": "",
        "causes": "null",
        "risk_factors": "null",
        "urgent_care": "null",
        "author": "",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "codes": inline_formset([]),
        "treatments": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(fields | changes)


def filled_form_data(**changes: Any) -> Any:
    """Return the posted form of a page with all mandatory fields but the author: no citation."""
    text = rich_text("<p>Crystals settle in a joint.</p>")
    symptom = {
        "name": "Pain",
        "code_system": "",
        "code": "",
        "description": rich_text("<p>Sudden and strong.</p>"),
        "children": {"count": "0"},
    }
    return form_data(
        **{
            "body": streamfield([("section", {"heading": "What it is", "text": text})]),
            "symptoms": streamfield([("symptom", symptom)]),
            "causes": text,
            "urgent_care": text,
        }
        | changes
    )
