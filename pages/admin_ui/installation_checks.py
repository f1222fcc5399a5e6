"""System checks of the admin's forms: they refuse in words what the models refuse anyway."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from wagtail.documents.forms import get_document_base_form
from wagtail.images.forms import get_image_base_form

from pages.admin_ui.media import FileKeptMixin


def check_file_forms(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report forms of images and documents that would refuse a new file without saying why."""
    found: list[checks.CheckMessage] = []
    for name, ours, identity, form_class in (
        ("WAGTAILIMAGES_IMAGE_FORM_BASE", "ImageForm", "pages.W410", get_image_base_form()),
        ("WAGTAILDOCS_DOCUMENT_FORM_BASE", "DocumentForm", "pages.W411", get_document_base_form()),
    ):
        if not issubclass(form_class, FileKeptMixin):
            found.append(
                checks.Warning(
                    f"Editors who replace a file that a public page uses would read “you do not "
                    f"have permission”: {name} is {form_class.__module__}.{form_class.__name__}.",
                    hint=f'Set {name} = "pages.admin_ui.media.{ours}", or derive yours from it.',
                    id=identity,
                )
            )
    return found
