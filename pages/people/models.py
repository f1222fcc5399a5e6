"""Who writes, reviews and translates: credentials, licence and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.images import get_image_model_string
from wagtail.search import index

from pages.people.forms import PersonForm
from pages.people.languages import content_language_choices, language_problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.search.index import BaseField

WORDED: Final = ("credentials", "affiliation")
"""What a person's record says in words, which another language may have to say otherwise."""


class Person(index.Indexed, ClusterableModel):
    """An author, medical reviewer or translator, as the public and the signature name them.

    Attributes:
        name: as it is signed and printed, without titles.
        credentials: the letters after the name (``"MD, PhD"``); public together with the name.
            Like the affiliation, it may be worded for a language of its own: see `PersonWording`.
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


class PersonWordingQuerySet(models.QuerySet["PersonWording"]):
    """Wordings, which are added only while their people are held."""

    def bulk_create(self, objs: Iterable[PersonWording], *args: Any, **kwargs: Any) -> Any:
        """Add wordings, holding the people first as `PersonWording.save` does."""
        rows = list(objs)
        with transaction.atomic():
            for person_id in sorted({row.person_id for row in rows}):
                _hold(person_id)
            return super().bulk_create(rows, *args, **kwargs)


class PersonWording(models.Model):
    """What a person's record says, in the words of one language.

    Pages of that language show it, as soon as they are signed with it, in the place of the record's
    own words. It can word what the record says and add nothing: where the record is silent, so is
    every language.

    Attributes:
        language: code of a content language. ``es`` is read on pages in ``es-mx`` too, unless they
            have a wording of their own.
        credentials: empty where the record's own words do for this language as well.
        affiliation: empty where the record's own words do.
        credentials_source: the record's credentials as this wording was written beside them, so
            that it can be told when they have changed since.
        affiliation_source: the same of the affiliation.
    """

    person = ParentalKey(
        Person, on_delete=models.CASCADE, related_name="wordings", verbose_name=_("person")
    )
    language = models.CharField(_("language"), max_length=100, choices=content_language_choices)
    credentials = models.CharField(
        _("credentials"),
        max_length=200,
        blank=True,
        help_text=_("Empty if this language says it in the words of the record."),
    )
    affiliation = models.CharField(
        _("affiliation"),
        max_length=255,
        blank=True,
        help_text=_("Empty if this language says it in the words of the record."),
    )
    credentials_source = models.CharField(max_length=200, blank=True, editable=False)
    affiliation_source = models.CharField(max_length=255, blank=True, editable=False)

    objects = PersonWordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of a person's record")
        verbose_name_plural = _("wordings of people's records")
        ordering = ("language", "pk")
        default_permissions = ("change",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("person", "language"),
                name="person_wording_once_per_language",
                violation_error_message=_("This person has a wording in this language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.name} ({self.language})"

    def clean(self) -> None:
        """Refuse a wording without words.

        Raises:
            ValidationError: credentials and affiliation are both empty.
        """
        super().clean()
        if not any(getattr(self, name).strip() for name in WORDED):
            raise ValidationError(
                _("Write the credentials or the affiliation in this language, or remove it.")
            )

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Store the wording, and what the record said when its words were written.

        A page that goes live holds its author's row: no wording comes between the moment in which
        the page is found to be signed and that in which the public reads it.
        """
        with transaction.atomic():
            person = _hold(self.person_id)
            stored = PersonWording.objects.filter(pk=self.pk).first()
            for name in WORDED:
                if stored is None or getattr(stored, name) != getattr(self, name):
                    setattr(self, f"{name}_source", getattr(person, name))
            if update_fields is not None:
                update_fields = {*update_fields, *(f"{name}_source" for name in WORDED)}
            super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the wording; what the public reads stays as it was signed."""
        with transaction.atomic():
            _hold(self.person_id)
            return super().delete(*args, **kwargs)


def _hold(person_id: int) -> Person:
    """Lock a person's row for the rest of the transaction."""
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)
