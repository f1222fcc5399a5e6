"""What the editor's browser posts for a page as it is shown there."""

from __future__ import annotations

from typing import Any

from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from pages.content.blocks.text import INLINE, PROSE
from pages.content.condition import ConditionPage
from tests.factories.page_form import empty_form


def form_of(page: Any, **changes: Any) -> Any:
    """Return the posted form of a condition page, unchanged but for what is given."""
    rows = [
        {"id": str(row.pk or ""), "system": row.system, "code": row.code}
        for row in page.codes.all()
    ]
    return empty_form(
        ConditionPage,
        **{
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "seo_title": page.seo_title,
            "search_description": page.search_description,
            "author": str(page.author_id or ""),
            "hero_image": str(page.hero_image_id or ""),
            "hero_alt": page.hero_alt,
            "causes": rich_text(page.causes, features=PROSE),
            "urgent_care": rich_text(page.urgent_care, features=PROSE),
            "body": _stream(page.body, _section),
            "symptoms": _stream(page.symptoms, _symptom),
            "faq": _stream(page.faq, _question),
            "codes": inline_formset(rows, initial=sum(bool(row["id"]) for row in rows)),
        }
        | changes,
    )


def _stream(stream: Any, form_of_value: Any) -> dict[str, Any]:
    posted: dict[str, Any] = streamfield(
        [(child.block_type, form_of_value(child.value)) for child in stream]
    )
    for at, child in enumerate(stream):
        posted[f"{at}"]["id"] = child.id
    return posted


def _section(value: Any) -> dict[str, Any]:
    return {
        "heading": value["heading"],
        "text": rich_text(value["text"].source, features=PROSE),
    }


def _symptom(value: Any) -> dict[str, Any]:
    children = value["children"].bound_blocks
    return {
        "name": value["name"],
        "code_system": value["code_system"] or "",
        "code": value["code"] or "",
        "description": rich_text(value["description"].source, features=INLINE),
        "children": {
            "count": str(len(children)),
            **{
                f"{at}": {
                    "id": child.id,
                    "type": "item",
                    "order": str(at),
                    "deleted": "",
                    "value": {
                        name: child.value[name] or "" for name in ("name", "code_system", "code")
                    },
                }
                for at, child in enumerate(children)
            },
        },
    }


def _question(value: Any) -> dict[str, Any]:
    features = [*INLINE, "ul", "ol"]
    return {
        "question": value["question"],
        "answer": rich_text(value["answer"].source, features=features),
    }
