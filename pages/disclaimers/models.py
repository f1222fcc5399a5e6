"""The texts that must stand on a page, in each language, with every version that there was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Locale, PreviewableMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from pages.disclaimers.forms import DisclaimerForm
from pages.disclaimers.history import AppendOnly
from pages.disclaimers.refusals import DisclaimerFixed
from pages.disclaimers.wording import Wording, same_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest
    from django.template.response import TemplateResponse as Response

DUPLICATE = _("This language already has a disclaimer with this key.")
TEXT_FEATURES = ["bold", "italic", "link", "superscript", "subscript", "ul"]


class DisclaimerQuerySet(models.QuerySet["Disclaimer"]):
    """Disclaimers, whose wording changes one row at a time, so that each change is a version."""

    def update(self, **kwargs: Any) -> int:
        """Update what is not part of the text or its identity.

        Raises:
            DisclaimerFixed: a field is named that only `Disclaimer.save` may change.
        """
        if kwargs.keys() & {"key", "locale", "locale_id", "title", "text", "version"}:
            raise DisclaimerFixed(DisclaimerFixed.ONE_BY_ONE)
        return super().update(**kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Disclaimer]:
        """Refuse.

        Raises:
            DisclaimerFixed: always, because rows made in bulk would have no first version.
        """
        raise DisclaimerFixed(DisclaimerFixed.ONE_BY_ONE)


class Disclaimer(PreviewableMixin, TranslatableMixin, models.Model):
    """A text that page types require by its key, in one language, as it was written last.

    Pages show the newest version that a medical reviewer signed: see `pages.disclaimers.signed`.

    Attributes:
        key: what the configuration names (``"medical-information"``); the same in all languages,
            fixed once the row exists.
        version: counts the wordings in this language, from 1; moved by `save` alone.
    """

    key = models.SlugField(
        _("key"),
        max_length=100,
        help_text=_(
            "The name by which page types require this disclaimer. It is the same in every "
            "language and cannot be changed later."
        ),
    )
    title = models.CharField(_("title"), max_length=200)
    text = RichTextField(_("text"), features=TEXT_FEATURES)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        TranslatableField("text"),
        SynchronizedField("key", overridable=False),
    ]

    objects = DisclaimerQuerySet.as_manager()

    base_form_class = DisclaimerForm
    panels: ClassVar[list[Any]] = [
        FieldPanel("key"),
        FieldPanel("title"),
        FieldPanel("text"),
    ]

    # Any, because the model of the accounts is the site's choice.
    _changed_by: Any = None

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")
        ordering = ("key", "locale_id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("key", "locale"),
                name="disclaimer_once_per_language",
                violation_error_message=DUPLICATE,
            )
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def attribute_to(self, user: AbstractBaseUser | None) -> None:
        """Name who is behind the change that the next `save` stores."""
        self._changed_by = user

    def clean(self) -> None:
        """Refuse a changed or repeated key where a form can still show it.

        Raises:
            ValidationError: the key differs from the stored one, or the language has it already.
        """
        super().clean()
        stored = self._stored()
        if stored is not None and stored.key != self.key:
            raise ValidationError({"key": DisclaimerFixed.KEY})
        # A form has no field for the locale, so that it leaves the constraint unchecked.
        same = Disclaimer.objects.filter(key=self.key, locale_id=self.locale_id)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError({"key": DUPLICATE})

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Store the text, and when it changed, its next version with it.

        Raises:
            DisclaimerFixed: the key or the language differs from the stored one.
        """
        with transaction.atomic():
            stored = self._stored(lock=True)
            if stored is None:
                self._join_other_languages()
            else:
                self._check_identity(stored)
            written = None if update_fields is None else set(update_fields)
            title, text = self._wording(stored, written)
            changed = stored is None or title != stored.title or not same_wording(text, stored.text)
            self.version = (stored.version if stored else 0) + int(changed)
            if changed and written is not None:
                written.add("version")
            super().save(*args, update_fields=written, **kwargs)
            if changed:
                DisclaimerVersion(
                    disclaimer=self,
                    version=self.version,
                    title=title,
                    text=text,
                    created_by=self._changed_by,
                ).save()
        self._changed_by = None

    def copy_for_translation(
        self, locale: Locale, exclude_fields: Sequence[str] | None = None
    ) -> Disclaimer:
        """Return an unsaved copy in another language, with its own history."""
        copy: Disclaimer = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        copy.version = 0
        return copy

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Response:
        """Render the disclaimer as it stands on a page."""
        return TemplateResponse(
            request, "pages/disclaimers/preview.html", {"disclaimer": self, "self": self}
        )

    def _stored(self, *, lock: bool = False) -> Disclaimer | None:
        if self._state.adding or self.pk is None:
            return None
        rows = Disclaimer.objects.select_for_update() if lock else Disclaimer.objects.all()
        return rows.filter(pk=self.pk).first()

    def _join_other_languages(self) -> None:
        """Make a new row the translation of the rows that have its key in other languages."""
        # Wagtail fills the locale in pre_save, which is later than it is needed here.
        if self.locale_id is None:
            self.locale_id = self.get_default_locale().pk
        others = Disclaimer.objects.filter(key=self.key).exclude(locale_id=self.locale_id)
        keys = set(others.values_list("translation_key", flat=True))
        if len(keys) == 1:
            self.translation_key = keys.pop()

    def _check_identity(self, stored: Disclaimer) -> None:
        if stored.key != self.key:
            raise DisclaimerFixed(DisclaimerFixed.KEY)
        if stored.locale_id != self.locale_id:
            raise DisclaimerFixed(DisclaimerFixed.LOCALE)

    def _wording(self, stored: Disclaimer | None, written: set[str] | None) -> tuple[str, str]:
        """Return the title and text that the database will hold after this save."""
        if stored is None or written is None:
            return self.title, self.text
        return (
            self.title if "title" in written else stored.title,
            self.text if "text" in written else stored.text,
        )


class DisclaimerVersion(AppendOnly):
    """One wording that a disclaimer had. Rows are added by `Disclaimer.save` and never change.

    They leave the database only together with a disclaimer that no live page needs and that no
    reviewer has answered.
    """

    disclaimer = models.ForeignKey(
        Disclaimer,
        on_delete=models.CASCADE,
        related_name="versions",
        verbose_name=_("disclaimer"),
    )
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )

    class Meta:
        verbose_name = _("version of a disclaimer")
        verbose_name_plural = _("versions of disclaimers")
        ordering = ("disclaimer_id", "-version")
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("disclaimer", "version"), name="disclaimer_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def wording(self) -> Wording:
        """What this version says, as plain values."""
        return Wording(
            key=self.disclaimer.key,
            language=self.disclaimer.locale.language_code,
            version=self.version,
            title=self.title,
            text=self.text,
        )
