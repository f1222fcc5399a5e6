"""What a patient can permit, and where it may appear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Use(models.TextChoices):
    """What of a patient's may be published."""

    QUOTATION = "quotation", gettext_lazy("Quotation")
    NAME = "name", gettext_lazy("Name, or the name to be shown")
    PHOTOGRAPH = "photograph", gettext_lazy("Photograph")
    STORY = "story", gettext_lazy("Story of the illness and treatment")
    VIDEO = "video", gettext_lazy("Video")


class Channel(models.TextChoices):
    """Where it may be published."""

    WEBSITE = "website", gettext_lazy("Website")
    APP = "app", gettext_lazy("App")
    SOCIAL = "social", gettext_lazy("Social media")
    PRINT = "print", gettext_lazy("Print")


def list_problems(values: object, *, known: Sequence[str]) -> list[StrOrPromise]:
    """Return what is wrong with a stored list of choices, as sentences."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return [_("This must be a list of choices.")]
    if not values:
        return [_("Choose at least one.")]
    problems: list[StrOrPromise] = [
        _("“%(value)s” is not one of the choices.") % {"value": value}
        for value in dict.fromkeys(values)
        if value not in known
    ]
    if len(set(values)) != len(values):
        problems.append(_("A choice is listed twice."))
    return problems
