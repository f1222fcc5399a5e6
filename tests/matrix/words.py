"""Words that tell signed content from unsigned: one stands in every text of a page.

`UNSIGNED` was never signed. The signature under `OUTDATED` is not good any more. The public must
read neither. Codes of inline children must have the form of a code, so each word has one.
"""

from __future__ import annotations

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from pages.content.condition import ConditionCode, ConditionPage
from tests.factories.content import a_reference, condition_content

SIGNED = "Asigned"
UNSIGNED = "Xunsigned"
OUTDATED = "Xoutdated"
EDITED = f"{UNSIGNED} and edited"

CODES = {SIGNED: "M10.9", UNSIGNED: "M05.8", OUTDATED: "M06.0", EDITED: "M05.9"}
COLOURS = {SIGNED: "green", UNSIGNED: "red", OUTDATED: "yellow"}
FORBIDDEN = (UNSIGNED, OUTDATED, CODES[UNSIGNED], CODES[OUTDATED], CODES[EDITED])

FIELDS = ("title", "summary", "body", "symptoms", "causes", "urgent_care", "faq", "codes", "seo")
"""Parts of public content in each of which the word, or its code, stands."""

_TEXTS = {"heading", "text", "name", "description", "question", "answer"}


def write(page: ConditionPage, word: str, *, name: str) -> None:
    """Write the whole page anew, with the word in every text, child, file and image of it."""
    for field, value in marked(content_of(page), word).items():
        setattr(page, field, value)
    page.title = f"{word} {name}"
    page.seo_title = f"{word} {name} for search engines"
    page.search_description = f"{word} about {name}"
    page.hero_alt = f"{word} drawing."
    page.hero_image = image(word)
    page.codes = [ConditionCode(system="icd-10", code=CODES[word])]


def content_of(page: ConditionPage) -> dict[str, Any]:
    """Return complete content in the page's language, with a link to a file."""
    content = condition_content(page.locale.language_code, a_reference())
    link = f'<a linktype="document" id="{leaflet().pk}">leaflet</a>'
    return {**content, "urgent_care": f"{content['urgent_care']}<p>{link}</p>"}


def marked(value: Any, word: str, *, is_text: bool = True) -> Any:
    """Return content with the word in front of everything that people write."""
    if isinstance(value, list):
        return [marked(item, word, is_text=False) for item in value]
    if isinstance(value, dict):
        return {
            name: marked(item, word, is_text=is_text or name in _TEXTS)
            for name, item in value.items()
        }
    if not isinstance(value, str) or not is_text:
        return value
    return value.replace("<p>", f"<p>{word} ") if "<p>" in value else f"{word} {value}"


def image(word: str) -> Any:
    """Return the image of a word, made if need be."""
    model = get_image_model()
    found = model.objects.filter(title=f"{word} image").first()
    return found or model.objects.create(
        title=f"{word} image", file=ContentFile(picture(COLOURS[word]), f"{word}.png")
    )


def picture(colour: str) -> bytes:
    """Return a small picture, as a file."""
    file = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(file, "PNG")
    return file.getvalue()


def leaflet() -> Any:
    """Return the file that all pages link to, made if need be."""
    model = get_document_model()
    found = model.objects.filter(title="Leaflet").first()
    return found or model.objects.create(
        title="Leaflet", file=ContentFile(b"Take care.", "leaflet.txt")
    )
