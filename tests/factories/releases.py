"""Releases of pages that are complete, and the steps that their pages take."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission
from wagtail_localize.models import Translation, TranslationSource

from pages.releases.actions import OpenRelease
from pages.releases.models import Release
from tests.factories.content import ConditionPageFactory, home, locale
from tests.factories.delivery import a_reviewer, an_editor, draft, prepare
from tests.factories.review import make_user, sign, submit


def make_chief(username: str = "", *, languages: tuple[str, ...] = ("en", "es")) -> Any:
    """Return an editor who may write the pages of these languages, and publish none."""
    user = make_user(username)
    group = Group.objects.create(name=f"Editors of {user.username}")
    user.groups.add(group)
    for language in languages:
        for codename in ("add_page", "change_page"):
            GroupPagePermission.objects.create(
                group=group,
                page=home(language),
                permission=Permission.objects.get(
                    content_type__app_label="wagtailcore", codename=codename
                ),
            )
    return user


def a_pair(title: str = "Gout", **fields: Any) -> tuple[Any, Any]:
    """Return an English draft and its Spanish translation, complete, signed by nobody."""
    prepare("en")
    prepare("es")
    source = draft(title=title, **fields)
    return source, as_translation(source)


def as_translation(source: Any, **fields: Any) -> Any:
    """Return the Spanish draft that translates a source as it is now."""
    translation_source, _ = TranslationSource.update_or_create_from_instance(source)
    Translation.objects.get_or_create(source=translation_source, target_locale=locale("es"))
    prepare("es")
    fields.setdefault("title", f"Página de {source.title}")
    fields.setdefault("slug", f"es-{source.slug}")
    return ConditionPageFactory(
        complete=True, language="es", translation_key=source.translation_key, **fields
    )


def opened(*pages: Any, user: Any = None, **fields: Any) -> Release:
    """Return an open release of these pages."""
    fields.setdefault("name", "Gout in both languages")
    return OpenRelease(user=user or make_chief()).execute(
        page_ids=[page.pk for page in pages], **fields
    )


def stored(page: Any) -> Any:
    """Return a page as it is in the database."""
    return type(page).objects.get(pk=page.pk)


def signed(page: Any, **fields: Any) -> Any:
    """Have the content of a page signed, with changes, and return its approval."""
    page = stored(page)
    for name, value in fields.items():
        setattr(page, name, value)
    submit(page, an_editor())
    return sign(page, a_reviewer())


def on_api(client: Any, page: Any) -> Any:
    """Return what the public reads of a page, or None."""
    answer = client.get(f"/api/v2/pages/{page.pk}/")
    return answer.json() if answer.status_code == 200 else None
