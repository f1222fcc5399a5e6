"""Pages that are public: complete, signed in a real review, with their document."""

from __future__ import annotations

import io
import itertools
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Site
from wagtail_localize.models import Translation, TranslationSource

from pages import conf
from pages.citations.models import Reference
from pages.disclaimers.models import Disclaimer
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    cite,
    home,
    locale,
)
from tests.factories.disclaimers import DisclaimerFactory
from tests.factories.review import make_review_workflow, make_reviewer, make_user, publish_signed

FACTORIES = {
    "condition": ConditionPageFactory,
    "procedure": ProcedurePageFactory,
    "testimonial": TestimonialPageFactory,
}
KINDS = tuple(FACTORIES)
LANGUAGES = ("en", "es")

EDITOR = "nobody-else-knows"
EMAIL = "nobody@private.invalid"

_slugs = itertools.count(1)


def prepare(language: str = "en") -> None:
    """Make what publication needs around a page: trees, workflow, disclaimers."""
    Site.clear_site_root_paths_cache()
    make_review_workflow(home(language))
    for key in {key for keys in conf.disclaimers().values() for key in keys}:
        if not Disclaimer.objects.filter(key=key, locale=locale(language)).exists():
            DisclaimerFactory(key=key, language=language)


def an_editor() -> Any:
    """Return the one editor, who has an e-mail address that nobody else may learn."""
    return get_user_model().objects.filter(username=EDITOR).first() or make_user(
        EDITOR, email=EMAIL
    )


def a_reviewer() -> Any:
    """Return the one medical reviewer, with an e-mail address of the same kind."""
    user = get_user_model().objects.filter(username="reviewer").first()
    if user is None:
        user = make_reviewer("reviewer")
        user.email = EMAIL
        user.save()
    return user


def draft(kind: str = "condition", *, language: str = "en", **fields: Any) -> Any:
    """Return a complete draft that nobody has signed."""
    prepare(language)
    fields.setdefault("slug", f"page-{next(_slugs)}")
    return FACTORIES[kind](complete=True, language=language, **fields)


def published(kind: str = "condition", *, language: str = "en", **fields: Any) -> Any:
    """Return a complete page that was submitted, signed and went live."""
    return publish(draft(kind, language=language, **fields))


def publish(page: Any) -> Any:
    """Submit and sign the page's content as it is; return the live page, read afresh."""
    prepare(page.locale.language_code)
    return publish_signed(page, author=an_editor(), reviewer=a_reviewer())


def translated(source: Page, *, language: str = "es", **fields: Any) -> Any:
    """Return a signed page in another language that is the translation of a signed page."""
    kind = next(name for name, made in FACTORIES.items() if made._meta.model is type(source))
    translation_source, _ = TranslationSource.update_or_create_from_instance(source)
    prepare(language)
    Translation.objects.get_or_create(
        source=translation_source, target_locale=Locale.objects.get(language_code=language)
    )
    # Another title than the source's, which would be taken for one that nobody translated, and
    # with the same numbers in it.
    fields.setdefault("title", f"Página de {source.title}")
    return published(kind, language=language, translation_key=source.translation_key, **fields)


def an_image(
    title: str = "A drawing", *, width: int = 1200, height: int = 600, **fields: Any
) -> Any:
    """Return a stored picture of one colour."""
    content = io.BytesIO()
    Picture.new("RGB", (width, height), "teal").save(content, "PNG")
    file = ContentFile(content.getvalue(), name="drawing.png")
    return get_image_model().objects.create(
        title=title, file=file, collection=_collection(), **fields
    )


def a_file(title: str = "A leaflet") -> Any:
    """Return a stored file that pages can link to."""
    file = ContentFile(b"Read me.", name="leaflet.txt")
    return get_document_model().objects.create(title=title, file=file, collection=_collection())


def _collection() -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def link_to(page: Page, words: str = "this page") -> str:
    """Return a link to a page, as the editor stores it."""
    return f'<a linktype="page" id="{page.pk}">{words}</a>'


def link_to_file(file: Any, words: str = "this leaflet") -> str:
    """Return a link to a file, as the editor stores it."""
    return f'<a linktype="document" id="{file.pk}">{words}</a>'


def every_block(reference: Reference, *, image: Any, page: Page) -> list[dict[str, Any]]:
    """Return a body with one block of each kind, as stored, citing one reference throughout."""
    cited = f"<p>As measured {cite(reference)}.</p>"
    blocks: dict[str, dict[str, Any]] = {
        "section": {
            "heading": "About",
            "text": f"<h3>Cause</h3>{cited}<p>Read {link_to(page)}.</p>",
        },
        "study_summary": {
            "reference": reference.pk,
            "design": "randomised_trial",
            "participants": 80,
            "outcome": cited,
        },
        "steps": {
            "heading": "Visit",
            "steps": [
                {
                    "title": "Talk",
                    "description": "<p>We talk.</p>",
                    "minimum_minutes": 5,
                    "maximum_minutes": 10,
                }
            ],
        },
        "criteria": {
            "heading": "For whom",
            "include": [{"text": "<p>Adults.</p>"}],
            "exclude": [{"text": "<p>Infection.</p>"}],
        },
        "outcome": {
            "label": "Less pain",
            "numerator": 34,
            "denominator": 80,
            "period": "6 months",
            "instrument": "Visual scale",
            "reference": reference.pk,
            "note": "",
        },
        "adverse_effects": {
            "heading": "What can go wrong",
            "effects": [
                {
                    "effect": "Bruise",
                    "frequency": "common",
                    "severity": "mild",
                    "description": cited,
                }
            ],
        },
        "comparison": {
            "heading": "Or rest?",
            "intervention": "Exercise",
            "comparator": "Usual care",
            "text": cited,
        },
        "image": {
            "image": image.pk,
            "alt_text": "A hand",
            "decorative": False,
            "caption": "<p>A hand, drawn.</p>",
        },
        "callout": {"kind": "urgent", "title": "Today", "text": "<p>Call a doctor.</p>"},
        "table": {
            "caption": "Doses",
            "header": ["Drug", "Dose"],
            "rows": [{"cells": ["<p>A</p>", "<p>5 <b>mg</b></p>"]}],
            "note": "",
        },
        "call_to_action": {"text": "Questions?", "label": "Ask", "page": page.pk, "url": ""},
    }
    return [{"type": name, "value": value} for name, value in blocks.items()]
