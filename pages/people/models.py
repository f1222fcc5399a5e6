"""Who writes, reviews and translates: credentials, licence and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.search import index

from pages.people.forms import PersonForm
from pages.people.languages import language_problems

if TYPE_CHECKING:
    from wagtail.search.index import BaseField


class Person(index.Indexed, models.Model):
    """An author, medical reviewer or translator, as the public and the signature name them.

    Attributes:
        name: as it is signed and printed, without titles.
        credentials: the letters after the name (``"MD, PhD"``); public together with the name.
        languages: codes of the site's content languages that the person reads well enough to
            answer for. A reviewer signs only in these.
        user: the account with which the person works here; private, like its e-mail address.
        show_affiliation: whether the public reads the affiliation.
        show_licence: whether the public reads the licence's number and authority.
        show_photograph: whether the public sees the photograph.
    """

    name = models.CharField(_("name"), max_length=200)
    credentials = models.CharField(
        _("credentials"),
        max_length=200,
        blank=True,
        help_text=_("The letters after the name, such as “MD, PhD”. Always public."),
    )
    licence_number = models.CharField(_("licence number"), max_length=100, blank=True)
    licence_authority = models.CharField(
        _("licensing authority"),
        max_length=200,
        blank=True,
        help_text=_("Who issued the licence, with its country or state."),
    )
    affiliation = models.CharField(_("affiliation"), max_length=255, blank=True)
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        help_text=_("A reviewer can sign only texts in these languages."),
    )
    is_author = models.BooleanField(_("author"), default=False)
    is_reviewer = models.BooleanField(_("medical reviewer"), default=False)
    is_translator = models.BooleanField(_("translator"), default=False)
    photograph = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photograph"),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="firma_person",
        verbose_name=_("user account"),
        help_text=_("The account with which this person signs in here. Never public."),
    )
    show_affiliation = models.BooleanField(_("show the affiliation"), default=True)
    show_licence = models.BooleanField(_("show the licence"), default=False)
    show_photograph = models.BooleanField(_("show the photograph"), default=True)

    base_form_class = PersonForm

    search_fields: ClassVar[list[BaseField]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("credentials"),
        index.SearchField("affiliation"),
        index.FilterField("is_author"),
        index.FilterField("is_reviewer"),
        index.FilterField("is_translator"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    def clean(self) -> None:
        """Check the languages.

        Raises:
            ValidationError: a code is unknown, or a reviewer has no language to sign in.
        """
        super().clean()
        problems = language_problems(self.languages)
        if not problems and self.is_reviewer and not self.languages:
            problems = [_("Choose at least one language for a medical reviewer.")]
        if problems:
            raise ValidationError({"languages": problems})
