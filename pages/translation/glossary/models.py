"""The glossary's tables: concepts, their definitions and terms in each language, and imports."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.coreutils import get_content_languages
from wagtail.models import Orderable

from pages.translation.glossary.choices import Gender, PartOfSpeech, Status, Subject
from pages.translation.glossary.values import Term


def _name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return code


_language_name = lazy(_name, str)

KEY = RegexValidator(
    r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
    _("Use small letters, digits and hyphens, and begin with a letter."),
)
LONGEST_KEY = 80
LONGEST_TERM = 200
LONGEST_TEXT = 1000
"""Characters of a definition or a note."""


def languages() -> list[tuple[str, str]]:
    """Return the languages of the site's content without their regions, with their names.

    The names are lazy, in the reader's language.
    """
    codes = dict.fromkeys(code.partition("-")[0].lower() for code in get_content_languages())
    return [(code, _language_name(code)) for code in codes]


class GlossaryConcept(ClusterableModel):
    """One thing that is meant; its terms say what it is called.

    Attributes:
        key: stable identifier, by which imports recognise the concept.
    """

    key = models.CharField(
        _("key"),
        max_length=LONGEST_KEY,
        unique=True,
        blank=True,
        validators=[KEY],
        help_text=_("By this, imports recognise the concept. Made from the first term if empty."),
    )
    subject = models.CharField(
        _("subject"), max_length=20, choices=Subject.choices, default=Subject.OTHER
    )
    note = models.TextField(_("note"), blank=True, max_length=LONGEST_TEXT)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        """By key."""

        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary entries")
        ordering: ClassVar[list[str]] = ["key"]

    def __str__(self) -> str:
        return self.key


class GlossaryDefinition(models.Model):
    """What a concept means, in one language."""

    concept = ParentalKey(GlossaryConcept, on_delete=models.CASCADE, related_name="definitions")
    language = models.CharField(_("language"), max_length=3, choices=languages)
    text = models.TextField(_("definition"), max_length=LONGEST_TEXT)

    class Meta:
        """One for each language."""

        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["concept", "language"], name="pages_glossarydefinition_language"
            )
        ]

    def __str__(self) -> str:
        return self.text


class GlossaryTerm(Orderable):
    """What a concept is called in one language.

    Attributes:
        language: its two letters.
        is_acronym: an acronym is only met in the capitals that it is written in.
    """

    concept = ParentalKey(GlossaryConcept, on_delete=models.CASCADE, related_name="terms")
    language = models.CharField(_("language"), max_length=3, choices=languages)
    text = models.CharField(_("term"), max_length=LONGEST_TERM)
    status = models.CharField(
        pgettext_lazy("term", "status"),
        max_length=10,
        choices=Status.choices,
        default=Status.PREFERRED,
    )
    part_of_speech = models.CharField(
        _("word class"),
        max_length=12,
        choices=PartOfSpeech.choices,
        blank=True,
        default=PartOfSpeech.NOUN,
    )
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices, blank=True)
    is_acronym = models.BooleanField(_("acronym"), default=False)
    note = models.TextField(_("note"), blank=True, max_length=LONGEST_TEXT)

    class Meta(Orderable.Meta):
        """In the order in which they were put; one preferred term for each language."""

        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["concept", "language", "text"], name="pages_glossaryterm_text"
            ),
            models.UniqueConstraint(
                fields=["concept", "language"],
                condition=Q(status="preferred"),
                name="pages_glossaryterm_one_preferred",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def as_value(self) -> Term:
        """Return it as a value."""
        return Term(
            language=self.language,
            text=self.text,
            status=self.status,
            part_of_speech=self.part_of_speech,
            gender=self.gender,
            is_acronym=self.is_acronym,
            note=self.note,
        )


class GlossaryImport(models.Model):
    """A file that somebody has uploaded and not yet decided about.

    Attributes:
        user: whose import it is; nobody else sees it.
        content: the file's bytes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.file_name
