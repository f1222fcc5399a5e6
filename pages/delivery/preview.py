"""The built-in preview: a draft as its readers would read it, for those who write and sign it.

It shows the same content that a document would hold, every field in reading order, in the page's
own language, with numbered citations, the reference list, the disclaimers and who would answer for
it. A site with a frontend of its own can show its previews there instead.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf.locale import LANG_INFO
from django.template.response import SimpleTemplateResponse
from django.utils import translation
from django.utils.choices import flatten_choices
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from pages.delivery.documents import build_content
from pages.delivery.drafts.privacy import kept_private
from pages.delivery.links import Link, linked_page_ids, links_in, settle
from pages.delivery.page_types import shaped_fields, type_fields
from pages.delivery.references import marked, retracted_keys
from pages.delivery.sizes import make_sizes_of
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.resolution import required_keys
from pages.disclaimers.standing import Standing, WordingState, standings
from pages.publishing.reading import reading_fields
from pages.publishing.values import content_relations
from pages.review import fingerprint
from pages.review.models import Approval

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

TEMPLATE = "pages/preview/page.html"
UNKNOWN_BLOCK = "pages/preview/blocks/unknown.html"

RELATION_LABELS = {
    "codes": _("Codes"),
    "treatments": _("Treatments discussed"),
    "conditions": _("Conditions treated"),
}
"""What inline children are called; their own names say whose they are."""

COLUMN_WIDTH = 900
"""Pixels that suffice for a picture in the preview's column on a dense screen."""

NOTES = {"stages": "stages_scale"}
"""Fields that are shown with the field that they say something about."""

IN_HEAD = frozenset({"display_name", "story_date", "photograph"})
"""Fields that stand in the page's head and not in its text."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True, slots=True)
class Part:
    """One field of the page, as the preview shows it.

    Attributes:
        name: the field's name.
        label: what it is called, in the page's language.
        kind: ``rich``, ``stream``, ``text``, ``pages`` or ``codes``: which template shows it.
        value: its public content.
        note: what another field says about it, shown with it; empty without one.
        note_name: that field's name.
    """

    name: str
    label: StrOrPromise
    kind: str
    value: Any
    note: str = ""
    note_name: str = ""


def render_preview(page: Page, request: HttpRequest, mode: str) -> HttpResponse:
    """Render the preview of a draft in the page's language. It is never indexed and never cached.

    Args:
        page: a specific instance of a reviewed type, with the draft's content.
        request: the editor's request.
        mode: Wagtail's preview mode; there is only one.
    """
    make_sizes_of(page)
    return render_content(page, request, content=build_content(page), fingerprint=fingerprint(page))


def render_content(
    page: Page,
    request: HttpRequest,
    *,
    content: dict[str, Any],
    fingerprint: str,
    expires_at: datetime.datetime | None = None,
) -> HttpResponse:
    """Render public content of a page as the preview shows it, in the page's language.

    Args:
        page: a specific instance of a reviewed type; its own content is not looked at.
        request: the reader's request.
        content: what `pages.delivery.documents.build_content` made.
        fingerprint: of what it was made from.
        expires_at: until when a shared link shows it; None in the admin.
    """
    with translation.override(page.locale.language_code):
        context = preview_context(
            page,
            request,
            content=content,
            fingerprint=fingerprint,
            names_drafts=expires_at is None,
        )
        response = SimpleTemplateResponse(TEMPLATE, {**context, "expires_at": expires_at})
        # Rendered here, while the page's language is active, and not after the view has returned.
        response.render()
    response["Content-Language"] = page.locale.language_code
    return kept_private(response)


def preview_context(
    page: Page,
    request: HttpRequest,
    *,
    content: dict[str, Any],
    fingerprint: str,
    names_drafts: bool = True,
) -> dict[str, Any]:
    """Return what the preview's template needs, in the language that is active now.

    Args:
        page: a specific instance of a reviewed type; its own content is not looked at.
        request: the reader's request.
        content: what `pages.delivery.documents.build_content` made.
        fingerprint: of what it was made from.
        names_drafts: whether pages that are not public are named where this one leads to them.
            Whoever has a link to one draft has not been told of the others.
    """
    links = _links(page, linked_page_ids(content), names_drafts=names_drafts)
    settled = _pictured(settle(content, links, _described))
    labels = choice_labels(type(page))
    keys = {entry["key"] for entry in content["references"]}
    language = page.locale.language_code
    return {
        "page": page,
        "request": request,
        "language": language,
        "direction": "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
        "content": settled,
        "parts": _parts(page, settled, labels),
        "references": [
            {**entry, "places": _places(entry["cited_in"])}
            for entry in marked(settled["references"], retracted=retracted_keys(keys))
        ],
        "open_wordings": open_wordings(page),
        "approval": signed_as_shown(page, fingerprint=fingerprint),
        "material_connection": labels.get("material_connection", {}).get(
            (content.get("material_connection") or {}).get("kind", ""), ""
        ),
        "original_language": _original_language(settled),
        "author_languages": [
            _language_name(code) for code in (content["author"] or {}).get("languages", [])
        ],
        "story_date": parse_date(content.get("story_date") or ""),
        "model_name": type(page)._meta.verbose_name,
    }


def signed_as_shown(page: Page, *, fingerprint: str) -> Approval | None:
    """Return the signature under exactly this content in this language, if it still counts."""
    found: Approval | None = (
        Approval.objects.filter(
            page_id=page.pk,
            language_code=page.locale.language_code,
            fingerprint=fingerprint,
            superseded_at__isnull=True,
            withdrawn_at__isnull=True,
        )
        .order_by("-id")
        .first()
    )
    return found


def open_wordings(page: Page) -> list[Standing]:
    """Return the page's disclaimers whose newest wording is not signed, in the configured order."""
    keys = required_keys(page)
    rows = Disclaimer.objects.filter(key__in=keys, locale_id=page.locale_id)
    found = [
        standing
        for standing in standings(rows.select_related("locale"))
        if standing.state is not WordingState.SIGNED
    ]
    return sorted(found, key=lambda standing: keys.index(standing.disclaimer.key))


def choice_labels(model: type[Page]) -> dict[str, dict[str, str]]:
    """Return what the choices in a page type's fields, blocks and inline children mean in words.

    Returns:
        Labels in the active language, by name of the field or block, then by value.
    """
    labels: dict[str, dict[str, str]] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, StreamField):
            _collect_choices(field.stream_block, labels)
        elif field.choices:
            labels[field.name] = _labels(field.choices)
    for relation in content_relations(model):
        for field in relation.related_model._meta.concrete_fields:
            if field.choices:
                labels.setdefault(field.name, {}).update(_labels(field.choices))
    return labels


def _collect_choices(block: blocks.Block, labels: dict[str, dict[str, str]]) -> None:
    if isinstance(block, blocks.ListBlock):
        _collect_choices(block.child_block, labels)
    elif isinstance(block, blocks.ChoiceBlock):
        labels.setdefault(block.name, {}).update(_labels(block.field.choices))
    else:
        for child in getattr(block, "child_blocks", {}).values():
            _collect_choices(child, labels)


def _labels(choices: Any) -> dict[str, str]:
    pairs: list[tuple[Any, Any]] = list(flatten_choices(choices))
    return {str(value): str(label) for value, label in pairs if value}


def _links(page: Page, chosen: set[int], *, names_drafts: bool) -> dict[int, Link]:
    """Return where the page's links lead; those that the public cannot follow have no address."""
    locale_id = page.locale_id
    public = links_in(chosen, locale_ids=[locale_id])
    links = {page_id: link for (page_id, _locale), link in public.items()}
    if not names_drafts:
        return links
    for other in Page.objects.filter(pk__in=chosen - links.keys()):
        here = other.get_translation_or_none(page.locale) or other
        links[other.pk] = Link(page=here, title=here.draft_title or here.title, html_url=None)
    return links


def _described(link: Link) -> dict[str, Any]:
    return {"title": link.title, "html_url": link.html_url}


def _places(paths: list[str]) -> list[str]:
    """Return the anchors of the fields and blocks that mention a reference, each once."""
    return list(dict.fromkeys("at-" + "-".join(path.split(".")[:2]) for path in paths))


def _pictured(value: Any) -> Any:
    """Return content in which every image has, as ``shown``, the size that suits the column."""
    if isinstance(value, list):
        return [_pictured(item) for item in value]
    if not isinstance(value, dict):
        return value
    copy = {name: _pictured(item) for name, item in value.items()}
    if sizes := sorted(value.get("renditions", {}).values(), key=lambda size: size["width"]):
        copy["shown"] = next((size for size in sizes if size["width"] >= COLUMN_WIDTH), sizes[-1])
    return copy


def _original_language(content: dict[str, Any]) -> str:
    """Return the name of the language that a patient's words were translated from, or nothing."""
    original = (content.get("quotation") or {}).get("original")
    return _language_name(original["language"]) if original else ""


def _language_name(code: str) -> str:
    info = get_language_info(code) if code in LANG_INFO else {}
    return str(info.get("name_translated", code))


def _parts(
    page: Page, content: dict[str, Any], labels: Mapping[str, Mapping[str, str]]
) -> list[Part]:
    """Return the fields that the page's type adds, and its body, in reading order."""
    names = {"body", *type_fields(type(page))} - set(shaped_fields(type(page)))
    in_order = [name for name in reading_fields(page) if name in names]
    relations = [name for name in type_fields(type(page)) if name not in in_order]
    return [
        _part(page, name, content, labels)
        for name in [*in_order, *relations]
        if name not in IN_HEAD and content[name] and not _is_note(name, content)
    ]


def _is_note(name: str, content: Mapping[str, Any]) -> bool:
    """Tell whether a field is shown with another one, which has something to show."""
    return any(note == name and content.get(about) for about, note in NOTES.items())


def _part(
    page: Page,
    name: str,
    content: Mapping[str, Any],
    labels: Mapping[str, Mapping[str, str]],
) -> Part:
    value = content[name]
    field: Any = page._meta.get_field(name)
    label: Any = RELATION_LABELS.get(name) or getattr(field, "verbose_name", name)
    if isinstance(field, StreamField):
        kind = "stream"
        value = [_shown(block, labels) for block in value]
    elif isinstance(field, RichTextField):
        kind = "rich"
    elif field.is_relation:
        kind = "codes" if name == "codes" else "pages"
        value = _in_words([value] if isinstance(value, dict) else value, labels)
    else:
        kind = "text"
    note_name = NOTES.get(name, "")
    return Part(
        name=name,
        label=_capitalised(label),
        kind=kind,
        value=value,
        note=str(content.get(note_name) or ""),
        note_name=note_name,
    )


def _shown(block: dict[str, Any], labels: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return a block with its choices in words and the templates that can show it, best first."""
    return {
        "id": block["id"],
        "type": block["type"],
        "value": _in_words(block["value"], labels),
        "texts": list(texts_of_block(block["value"])),
        "templates": [f"pages/preview/blocks/{block['type']}.html", UNKNOWN_BLOCK],
    }


def texts_of_block(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the words of each text in a block that has no template of its own."""
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from texts_of_block(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of_block(item, name)
    elif value is not None and (words := strip_tags(str(value))):
        yield name, words


def _in_words(value: Any, labels: Mapping[str, Mapping[str, str]]) -> Any:
    """Return a block's value with a ``…_label`` beside each choice."""
    if isinstance(value, list):
        return [_in_words(item, labels) for item in value]
    if not isinstance(value, dict):
        return value
    shown = {name: _in_words(item, labels) for name, item in value.items()}
    for name, item in value.items():
        if name in labels and isinstance(item, str):
            shown[f"{name}_label"] = labels[name].get(item, item)
    return shown


def _capitalised(label: str | Promise) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
