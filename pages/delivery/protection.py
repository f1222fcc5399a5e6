"""What public pages show stays as it was signed: images, files and languages in use.

The receivers are connected in `pages.receivers` and refuse whatever code tries; the sentences are
for the admin, which asks before it tries. Below both, the database's own guards refuse what goes
past Python (see `pages.publishing.guards`).

Only the bytes are held. Title, tags, collection and focal point of an image may change at any time:
they are no part of what was signed, and a public page keeps the focal point that it went live with.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale

from pages.delivery.models import PublishedDocument
from pages.publishing import UsedByPublicPage

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

NAMED = 5
"""How many pages a refusal names; the others are counted."""


def pages_with(file: Any) -> list[str]:
    """Return the titles of the public pages that show an image or link to a file.

    Args:
        file: an image or a document, in Wagtail's sense.
    """
    return _titles(file.published_documents.all()) if file.pk else []


def pages_in(language: str) -> list[str]:
    """Return the titles of the public pages in a language, by its code."""
    return _titles(PublishedDocument.objects.filter(locale=language))


def refusal_to_replace(file: Any) -> UsedByPublicPage | None:
    """Return why the file of an image or document cannot be replaced, or None."""
    pages = pages_with(file)
    if not pages:
        return None
    return UsedByPublicPage(
        _(
            "The file of “%(title)s” cannot be replaced, because what the public reads would "
            "change without review: it is used by %(pages)s. Upload a new one and choose it in the "
            "page, so that it can be reviewed."
        )
        % {"title": file.title, "pages": named(pages)},
        pages=pages,
    )


def refusal_to_delete(file: Any) -> UsedByPublicPage | None:
    """Return why an image or document cannot be deleted, or None."""
    pages = pages_with(file)
    if not pages:
        return None
    return UsedByPublicPage(
        _(
            "“%(title)s” cannot be deleted, because public pages use it: %(pages)s. Upload a new "
            "one and choose it in the page, so that it can be reviewed; once that version is "
            "public, this one can be deleted."
        )
        % {"title": file.title, "pages": named(pages)},
        pages=pages,
    )


def refusal_to_rename(locale: Locale) -> UsedByPublicPage | None:
    """Return why a stored language cannot become another one, or None."""
    pages = pages_in(_stored_code(locale))
    if not pages:
        return None
    return UsedByPublicPage(
        _(
            "The language “%(language)s” cannot be changed into another, because pages were signed "
            "in it and are public: %(pages)s. Add the other language as a new one."
        )
        % {"language": _stored_code(locale), "pages": named(pages)},
        pages=pages,
    )


def refuse_replacement(
    *,
    sender: type[Model],
    instance: Any,
    raw: bool,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Keep the file of an image or document that is in use. For ``pre_save``.

    Raises:
        UsedByPublicPage: before anything is stored, the new file included.
    """
    if raw or not instance.pk or (update_fields is not None and "file" not in update_fields):
        return
    _hold(sender, instance)
    stored = sender._base_manager.filter(pk=instance.pk).values_list("file", flat=True).first()
    is_same = stored is None or (instance.file._committed and instance.file.name == stored)
    if not is_same and (refusal := refusal_to_replace(instance)):
        raise refusal


def refuse_deletion(*, sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Keep an image or document that is in use. For ``pre_delete``.

    Raises:
        UsedByPublicPage: before anything is deleted.
    """
    _hold(sender, instance)
    if refusal := refusal_to_delete(instance):
        raise refusal


def _hold(model: type[Model], instance: Any) -> None:
    """Wait for a page that is going public with this file; afterwards its use is there to be seen.

    Outside of a transaction nothing can be held, and the database's guards have the last word.
    """
    if connection.in_atomic_block:
        rows = model._base_manager.filter(pk=instance.pk).select_for_update(no_key=True)
        list(rows.values_list("pk", flat=True))


def refuse_renaming(*, instance: Locale, raw: bool, **kwargs: Any) -> None:
    """Keep the code of a language with public pages. For ``pre_save``.

    Raises:
        UsedByPublicPage: before anything is stored.
    """
    if raw or not instance.pk or instance.language_code == _stored_code(instance):
        return
    if refusal := refusal_to_rename(instance):
        raise refusal


def refuse_locale_deletion(*, instance: Locale, **kwargs: Any) -> None:
    """Keep a language with public pages. For Wagtail's ``pre_validate_delete``.

    Raises:
        UsedByPublicPage: before anything is deleted.
    """
    pages = pages_in(_stored_code(instance))
    if pages:
        raise UsedByPublicPage(
            _(
                "The language “%(language)s” cannot be deleted, because it has public pages: "
                "%(pages)s. Take them offline and delete or move them first."
            )
            % {"language": _stored_code(instance), "pages": named(pages)},
            pages=pages,
        )


def named(pages: Sequence[str]) -> str:
    """Return titles as a part of a sentence; those beyond `NAMED` are counted."""
    shown = ", ".join(pages[:NAMED])
    rest = len(pages) - NAMED
    if rest <= 0:
        return shown
    return ngettext("%(named)s and %(count)s more", "%(named)s and %(count)s more", rest) % {
        "named": shown,
        "count": rest,
    }


def _titles(documents: QuerySet[PublishedDocument]) -> list[str]:
    rows = documents.order_by("page_id").values_list("content__title", "locale")
    return [f"“{title}” ({language})" for title, language in rows]


def _stored_code(locale: Locale) -> str:
    code = Locale.all_objects.filter(pk=locale.pk).values_list("language_code", flat=True).first()
    return str(code or locale.language_code)
