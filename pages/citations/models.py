"""The reference library: one record for each publication that the site's pages cite."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from pages import conf
from pages.citations import csl, keys
from pages.citations.evidence import EvidenceLevel, Species, StudyDesign
from pages.citations.identifiers import NORMALISERS, InvalidIdentifier
from pages.citations.styles import format_in_style

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

IDENTIFIER_NAMES = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}
UNIQUE_IDENTIFIERS = tuple(IDENTIFIER_NAMES)
"""Fields that belong to one publication only: a second reference with the same one is refused."""

EVIDENCE_FIELDS = (
    "study_design",
    "participants",
    "evidence_level",
    "species",
    "funding",
    "conflicts",
)
"""What editors found out about the study; for their own judgement, not for the public."""

PRIVATE_FIELDS = frozenset(
    {
        *EVIDENCE_FIELDS,
        "id",
        "note",
        "created_at",
        "updated_at",
        "search_text",
        "title_year_digest",
        "retraction_status",
        "retraction_source",
        "retraction_date",
    }
)
"""Fields that are no part of what a reviewer signs: they say nothing about the publication itself,
or change through the world rather than through the page. A field added later is signed by default.
"""


DERIVED_FIELDS = ("search_text", "title_year_digest")
"""Fields that follow from the others, for searching and comparing."""


class CslType(models.TextChoices):
    """Kinds of publication, by their CSL names."""

    ARTICLE_JOURNAL = "article-journal", _("Journal article")
    ARTICLE = "article", _("Preprint")
    BOOK = "book", _("Book")
    CHAPTER = "chapter", _("Chapter of a book")
    PAPER_CONFERENCE = "paper-conference", _("Conference paper")
    REPORT = "report", _("Report or guideline")
    THESIS = "thesis", _("Thesis")
    WEBPAGE = "webpage", _("Web page")
    LEGISLATION = "legislation", _("Law or regulation")
    DATASET = "dataset", _("Data set")
    DOCUMENT = "document", _("Other document")


class RetractionStatus(models.TextChoices):
    """Whether the publication still stands, as far as the library knows."""

    UNKNOWN = "unknown", _("Not checked")
    NONE = "none", _("Checked: no notice")
    CORRECTED = "corrected", _("Corrected")
    CONCERN = "concern", _("Expression of concern")
    RETRACTED = "retracted", _("Retracted")


class ReferenceKeyChanged(ValueError):
    """Raised by an attempt to change a key: texts that cite the reference would lose it."""


class DuplicateReference(ValidationError):
    """The library already has a publication with this identifier.

    Attributes:
        existing: the reference that has it.
        field_name: the identifier's field.
    """

    def __init__(self, *, existing: Reference, field_name: str) -> None:
        self.existing = existing
        self.field_name = field_name
        super().__init__(
            _("The library already has a reference with this %(identifier)s: %(reference)s."),
            code="duplicate",
            params={
                "identifier": IDENTIFIER_NAMES[field_name],
                "reference": str(existing),
            },
        )


class ReferenceQuerySet(models.QuerySet["Reference"]):
    """Queries that several parts of the library ask."""

    def matching(self, query: str) -> Self:
        """Return the references that contain every word of a query, regardless of accents.

        Words are looked for in authors, title, container, year, identifiers and key.
        """
        found = self
        for word in keys.folded(query[:200]).split():
            found = found.filter(search_text__contains=word)
        return found

    def update(self, **values: Any) -> int:
        """Update rows, but never their keys.

        Raises:
            ReferenceKeyChanged: ``key`` is among the values.
        """
        if "key" in values:
            raise ReferenceKeyChanged("The key of a reference does not change.")
        return super().update(**values)


class Reference(index.Indexed, models.Model):
    """A publication, described once for all pages and languages, with the variables of CSL-JSON.

    Attributes:
        key: ASCII slug, made from the first author's family name and the year when the reference is
            created; what texts and public documents call it by. It never changes.
        authors, editors: lists of ``{"family": …, "given": …}`` or ``{"literal": …}``.
        pages: pages, or the article number of a journal that has no pages.
        accessed: when a web page was read.
        note: private; never leaves the admin.
        search_text: what `ReferenceQuerySet.matching` looks into; kept by `save`.
        title_year_digest: by which the same title of the same year is found; kept by `save`.
    """

    key = models.SlugField(_("key"), max_length=keys.LONGEST_KEY, unique=True, editable=False)
    csl_type = models.CharField(
        _("type"), max_length=32, choices=CslType.choices, default=CslType.ARTICLE_JOURNAL
    )
    authors = models.JSONField(_("authors"), default=list, blank=True)
    editors = models.JSONField(_("editors"), default=list, blank=True)
    title = models.CharField(_("title"), max_length=1000)
    container_title = models.CharField(
        _("journal, book or website"),
        max_length=500,
        blank=True,
        help_text=_("For a journal, its NLM abbreviation without full stops: Ann Rheum Dis."),
    )
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    publisher_place = models.CharField(_("place of publication"), max_length=200, blank=True)
    edition = models.CharField(_("edition"), max_length=50, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1500)]
    )
    month = models.PositiveSmallIntegerField(
        _("month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    volume = models.CharField(_("volume"), max_length=50, blank=True)
    issue = models.CharField(_("issue"), max_length=50, blank=True)
    pages = models.CharField(_("pages or article number"), max_length=100, blank=True)
    doi = models.CharField(_("DOI"), max_length=300, blank=True)
    pmid = models.CharField(_("PMID"), max_length=100, blank=True)
    pmcid = models.CharField(_("PMCID"), max_length=100, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=40, blank=True)
    issn = models.CharField(_("ISSN"), max_length=40, blank=True)
    url = models.CharField(_("web address"), max_length=1000, blank=True)
    accessed = models.DateField(_("accessed on"), null=True, blank=True)
    language = models.CharField(
        _("language"),
        max_length=16,
        blank=True,
        help_text=_("Language of the publication, as a code: en, es, fr."),
    )
    note = models.TextField(
        _("private note"), blank=True, help_text=_("For editors only; never published.")
    )
    retraction_status = models.CharField(
        _("retraction status"),
        max_length=16,
        choices=RetractionStatus.choices,
        default=RetractionStatus.UNKNOWN,
    )
    retraction_source = models.CharField(
        _("source of the notice"),
        max_length=500,
        blank=True,
        help_text=_("Where the notice stands: its DOI, PMID or address, or who told you."),
    )
    retraction_date = models.DateField(_("date of the notice"), null=True, blank=True)
    study_design = models.CharField(
        _("study design"), max_length=32, blank=True, choices=StudyDesign.choices
    )
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    evidence_level = models.PositiveSmallIntegerField(
        _("level of evidence"),
        null=True,
        blank=True,
        choices=EvidenceLevel.choices,
        help_text=_("Of the Oxford Centre for Evidence-Based Medicine, 2011."),
    )
    species = models.CharField(_("studied in"), max_length=16, blank=True, choices=Species.choices)
    funding = models.TextField(_("funding"), blank=True)
    conflicts = models.TextField(_("conflicts of interest"), blank=True)
    search_text = models.TextField(blank=True, default="", editable=False)
    title_year_digest = models.CharField(
        max_length=32, blank=True, default="", editable=False, db_index=True
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ReferenceQuerySet.as_manager()

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("authors_text", boost=2),
        index.AutocompleteField("authors_text"),
        index.SearchField("container_title"),
        index.AutocompleteField("container_title"),
        index.SearchField("doi"),
        index.AutocompleteField("doi"),
        index.SearchField("pmid"),
        index.AutocompleteField("pmid"),
        index.SearchField("key"),
        index.AutocompleteField("key"),
        index.FilterField("csl_type"),
        index.FilterField("year"),
        index.FilterField("retraction_status"),
    ]

    class Meta:
        """One reference for each identifier; empty identifiers do not count."""

        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering: ClassVar[list[str]] = ["key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=[name], condition=~Q(**{name: ""}), name=f"pages_reference_unique_{name}"
            )
            for name in UNIQUE_IDENTIFIERS
        ]

    _stored_key: str | None = None

    def __str__(self) -> str:
        parts = [self.short_authors, str(self.year or ""), self.title]
        return " · ".join(part for part in parts if part)

    @classmethod
    def from_db(
        cls,
        db: str | None,
        field_names: Collection[str],
        values: Collection[Any],
        **options: Any,
    ) -> Self:
        """Remember the key that the database holds, so that `save` can refuse another."""
        instance = super().from_db(db, field_names, values, **options)
        if "key" in field_names:
            instance._stored_key = instance.key
        return instance

    @classmethod
    def from_csl(cls, item: dict[str, Any]) -> Self:
        """Return an unsaved, unchecked reference for a CSL item."""
        return cls(**csl.from_csl(item))

    def to_csl(self) -> csl.CslItem:
        """Return the reference as a CSL item, whose id is the key."""
        return csl.to_csl(self._values(), key=self.key)

    def signed_data(self) -> dict[str, Any]:
        """Return what a reviewer signs of this reference: its bibliographic data as plain JSON."""
        values = self._values()
        if self.accessed:
            values["accessed"] = self.accessed.isoformat()
        return {name: value for name, value in sorted(values.items()) if value not in ("", None)}

    @property
    def authors_text(self) -> str:
        """All authors in one line, for search and lists."""
        return ", ".join(
            f"{csl.family_name(name)} {name.get('given', '')}".strip()
            for name in csl.clean_names(self.authors)
        )

    # What the admin calls it; Django looks for the label on the property's function.
    authors_text.fget.short_description = _("authors")  # type: ignore[attr-defined]

    @property
    def short_authors(self) -> str:
        """Authors as a text mentions them: ``Smolen et al.``."""
        return csl.short_authors(csl.clean_names(self.authors))

    @property
    def label(self) -> str:
        """Author and year, the neutral words inside a stored citation: ``Smolen 2016``."""
        names = csl.clean_names(self.authors)
        first = csl.family_name(names[0]) if names else self.title[:40]
        return f"{first} {self.year}" if self.year else first

    @property
    def is_retracted(self) -> bool:
        """Whether the publication has been retracted."""
        return self.retraction_status == RetractionStatus.RETRACTED

    def formatted(self, language: str = "en") -> str:
        """Return the reference in one line of plain text, in the style that the site chose."""
        return format_in_style(self.to_csl(), style=conf.citation_style(), language=language)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Normalise identifiers and names, then check every field.

        Raises:
            ValidationError: with one message for each field that is not well formed.
        """
        excluded = set(exclude or ())
        errors: dict[str, ValidationError] = {}
        for name, normalise in NORMALISERS.items():
            if name in excluded:
                continue
            try:
                setattr(self, name, normalise(getattr(self, name) or ""))
            except InvalidIdentifier as error:
                errors[name] = ValidationError(error.message, code="invalid")
        for name in ("authors", "editors"):
            cleaned = csl.clean_names(getattr(self, name))
            if name not in excluded and len(cleaned) != len(getattr(self, name) or ()):
                errors[name] = ValidationError(
                    _("Give each person a family name, or an organisation its full name."),
                    code="invalid",
                )
        # The key is made by ``save``; before that it is empty, which is not an error.
        for name in ("key", *errors):
            excluded.add(name)
        try:
            super().clean_fields(exclude=excluded)
        except ValidationError as error:
            for name, messages in error.update_error_dict({}).items():
                errors[name] = ValidationError(messages)
        if errors:
            raise ValidationError(cast("dict[str, Any]", errors))

    def clean(self) -> None:
        """Refuse a second reference for the same publication, and dates that do not exist.

        Raises:
            ValidationError: a `DuplicateReference` for each identifier that is taken.
        """
        super().clean()
        errors: dict[str, Any] = {}
        for name in UNIQUE_IDENTIFIERS:
            if existing := self.find_duplicate(name):
                errors[name] = DuplicateReference(existing=existing, field_name=name)
        if self.day and not self.month:
            errors["day"] = ValidationError(_("A day needs a month."), code="invalid")
        elif self.year and self.month and self.day:
            try:
                datetime.date(self.year, self.month, self.day)
            except ValueError:
                errors["day"] = ValidationError(_("This date does not exist."), code="invalid")
        if errors:
            raise ValidationError(errors)

    def find_duplicate(self, field_name: str) -> Reference | None:
        """Return another reference with the same value of an identifier, or None."""
        value = getattr(self, field_name)
        if not value:
            return None
        return Reference.objects.filter(**{field_name: value}).exclude(pk=self.pk).first()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the reference; give it its key if it is new.

        Raises:
            ReferenceKeyChanged: it exists already, under another key.
        """
        if self._state.adding:
            self._insert(*args, **kwargs)
        else:
            self._refuse_another_key()
            self.derive()
            if (names := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*names, *DERIVED_FIELDS, "updated_at"}
            super().save(*args, **kwargs)
        self._stored_key = self.key

    def _insert(self, *args: Any, **kwargs: Any) -> None:
        if self.key:
            self.derive()
            super().save(*args, **kwargs)
            return
        base = keys.stem(authors=csl.clean_names(self.authors), title=self.title, year=self.year)
        taken = set(Reference.objects.filter(key__startswith=base).values_list("key", flat=True))
        for candidate in keys.candidates(base):
            if candidate in taken:
                continue
            self.key = candidate
            self.derive()
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
            except IntegrityError:
                # Someone else took the key in between, or another constraint refuses the row.
                if not Reference.objects.filter(key=candidate).exclude(pk=self.pk).exists():
                    self.key = ""
                    raise
                self.pk = None
            else:
                return

    def _refuse_another_key(self) -> None:
        stored = self._stored_key
        if stored is None:
            stored = Reference.objects.values_list("key", flat=True).filter(pk=self.pk).first()
        if stored is not None and stored != self.key:
            raise ReferenceKeyChanged(
                f"The key of a reference does not change: {stored!r} is cited in texts."
            )

    def derive(self) -> None:
        """Set the fields that follow from the others; `save` does so by itself."""
        self.search_text = self._search_text()
        self.title_year_digest = keys.title_year_digest(self.title, self.year)

    def _search_text(self) -> str:
        parts: Iterable[StrOrPromise | int | None] = (
            self.authors_text,
            self.title,
            self.container_title,
            self.year,
            self.doi,
            self.pmid,
            self.pmcid,
            self.isbn,
            self.key,
            self.publisher,
        )
        return keys.folded(" ".join(str(part) for part in parts if part))

    def _values(self) -> dict[str, Any]:
        return {
            field.name: getattr(self, field.name)
            for field in self._meta.concrete_fields
            if field.name not in PRIVATE_FIELDS
        } | {name: csl.clean_names(getattr(self, name)) for name in ("authors", "editors")}
