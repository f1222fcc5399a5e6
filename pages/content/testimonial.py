"""The page with a patient's own words: published with their permission, and never alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.models import TranslationSource

from pages.content.base import ReviewedPage, reviewed_tabs
from pages.content.blocks import PROSE
from pages.content.languages import same_language, spoken_languages
from pages.publishing import Blocker


class MaterialConnection(models.TextChoices):
    """What the patient received from the clinic, or is to it."""

    NONE = "none", pgettext_lazy("material connection", "None")
    DISCOUNT = "discount", _("Discount")
    FREE_CARE = "free_care", _("Free care")
    PAYMENT = "payment", _("Payment")
    EMPLOYEE_OR_RELATIVE = "employee_or_relative", _("Employee, or relative of one")
    OTHER = "other", _("Other")


class TestimonialPage(ReviewedPage):
    """What a patient said, with what results are generally to be expected.

    Attributes:
        quotation: the words in the language of this page.
        quotation_language: code of the language in which the patient said them.
        original_quotation: the words as the patient said them; the same on the pages of all
            languages. On the page that was written in the patient's language, it follows the
            quotation by itself.
        authorization: the written permission; private.
    """

    quotation = models.TextField(
        _("quotation"), blank=True, help_text=_("In the language of this page.")
    )
    quotation_language = models.CharField(
        _("the patient's own language"),
        max_length=16,
        blank=True,
        choices=spoken_languages,
        help_text=_("The language in which the patient said it."),
    )
    original_quotation = models.TextField(
        _("quotation in the patient's own language"),
        blank=True,
        help_text=_("Filled in by itself if this page is in the patient's own language."),
    )
    display_name = models.CharField(
        _("name to be shown"),
        blank=True,
        max_length=255,
        help_text=_("As the patient agreed to be called; not the legal name unless they did."),
    )
    condition = models.ForeignKey(
        "pages.ConditionPage",
        verbose_name=_("condition"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    procedure = models.ForeignKey(
        "pages.ProcedurePage",
        verbose_name=_("procedure"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    story_date = models.DateField(
        _("date"), null=True, blank=True, help_text=_("When the patient said it.")
    )
    photograph = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("photograph"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    photograph_alt = models.CharField(
        _("alternative text of the photograph"),
        blank=True,
        max_length=255,
        help_text=_("What the photograph shows, for those who cannot see it."),
    )
    expected_results = RichTextField(
        _("results generally to be expected"),
        blank=True,
        features=PROSE,
        help_text=_("What most people can expect, with references: one story proves nothing."),
    )
    material_connection = models.CharField(
        _("material connection"),
        max_length=32,
        blank=True,
        choices=MaterialConnection.choices,
        help_text=_("What the patient received from the clinic for it, or is to the clinic."),
    )
    material_connection_details = models.TextField(
        _("details of the connection"),
        blank=True,
        help_text=_("In words that readers understand; required unless there is no connection."),
    )
    authorization = models.ForeignKey(
        "pages.Authorization",
        verbose_name=_("written permission"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The patient's permission on file. Never shown to the public."),
    )

    parent_page_types: ClassVar[list[str]] = ["pages.TestimonialIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    reading_order: ClassVar[list[str]] = [
        "title",
        "summary",
        "hero_alt",
        "quotation",
        "original_quotation",
        "display_name",
        "photograph_alt",
        "material_connection_details",
        "expected_results",
        "body",
    ]
    required_fields: ClassVar[list[str]] = [
        "title",
        "quotation",
        "quotation_language",
        "display_name",
        "story_date",
        "expected_results",
        "material_connection",
        "authorization",
        "author",
    ]
    search_fields = [
        *ReviewedPage.search_fields,
        index.SearchField("quotation"),
        index.SearchField("display_name"),
        index.SearchField("expected_results"),
    ]
    override_translatable_fields = [
        *ReviewedPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "quotation_language",
                "original_quotation",
                "display_name",
                "condition",
                "procedure",
                "story_date",
                "photograph",
                "material_connection",
                "authorization",
            )
        ),
    ]
    edit_handler = reviewed_tabs(
        content=[
            MultiFieldPanel(
                [
                    FieldPanel("quotation"),
                    FieldPanel("quotation_language"),
                    FieldPanel("original_quotation"),
                    FieldPanel("display_name"),
                    FieldPanel("story_date"),
                ],
                heading=_("The patient's words"),
            ),
            MultiFieldPanel(
                [FieldPanel("photograph"), FieldPanel("photograph_alt")], heading=_("Photograph")
            ),
            FieldPanel("body"),
        ],
        clinical=[
            MultiFieldPanel(
                [PageChooserPanel("condition"), PageChooserPanel("procedure")],
                heading=_("What it is about"),
            ),
            FieldPanel("expected_results"),
            MultiFieldPanel(
                [FieldPanel("material_connection"), FieldPanel("material_connection_details")],
                heading=_("Material connection"),
            ),
            FieldPanel("authorization"),
        ],
    )

    class Meta:
        verbose_name = _("testimonial page")
        verbose_name_plural = _("testimonial pages")

    @property
    def is_in_patients_language(self) -> bool:
        """Whether this page is in the language in which the patient spoke."""
        return same_language(self.quotation_language, self.locale.language_code)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; where this page is in the patient's language, keep the original in step.

        Raises:
            PublicationRefused: the row would be live with content that nobody signed.
        """
        self._keep_original_in_step()
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Store a revision; in the patient's language, keep the original in step.

        A live page's draft is stored as a revision only, without its row.
        """
        self._keep_original_in_step()
        return super().save_revision(*args, **kwargs)

    def own_blockers(self) -> Iterator[Blocker]:
        """Yield what only this page type asks for."""
        yield from self._quotation_blockers()
        if self.condition is None and self.procedure is None:
            yield Blocker(
                "testimonial.subject_missing",
                gettext("Say what it is about: choose a condition or a procedure."),
                field="condition",
            )
        if self.photograph and not self.photograph_alt.strip():
            yield Blocker(
                "field.required",
                gettext("Describe the photograph in its alternative text."),
                field="photograph_alt",
            )
        if (
            self.material_connection not in ("", MaterialConnection.NONE)
            and not self.material_connection_details.strip()
        ):
            yield Blocker(
                "field.required",
                gettext("Say in words what connects the patient with the clinic."),
                field="material_connection_details",
            )

    def _quotation_blockers(self) -> Iterator[Blocker]:
        if not self.quotation_language:
            return
        if not self.is_in_patients_language:
            if not self.original_quotation.strip():
                yield Blocker(
                    "testimonial.original_missing",
                    gettext(
                        "This page is not in the patient's own language: enter the quotation in "
                        "%(language)s as the patient said it."
                    )
                    % {"language": self.get_quotation_language_display()},
                    field="original_quotation",
                )
        elif self.quotation.strip() and self.quotation.split() != self.original_quotation.split():
            yield Blocker(
                "testimonial.not_the_original",
                gettext(
                    "This page is in the patient's own language: quote the patient's own words, "
                    "“%(original)s”, and not a translation of them."
                )
                % {"original": self.original_quotation},
                field="quotation",
                quote=self.quotation,
            )

    def _keep_original_in_step(self) -> None:
        if self.locale_id is None or not self.is_in_patients_language:
            return
        # A translation into the patient's language does not overwrite what the patient said: there
        # the original comes from the page that was translated.
        if not self.original_quotation.strip() or self._is_where_it_was_written():
            self.original_quotation = self.quotation

    def _is_where_it_was_written(self) -> bool:
        same_story = type(self)._base_manager.filter(translation_key=self.translation_key)
        if not same_story.exclude(pk=self.pk).exists():
            return True
        sources = TranslationSource.objects.filter(
            object_id=self.translation_key, locale_id=self.locale_id
        )
        return bool(sources.exists())
