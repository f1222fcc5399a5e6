"""What the memory keeps: phrases of a language, the index of their words, and what they became.

A phrase is kept once, in however many places it was signed. The index belongs to phrases, so it
grows with what is said and not with how often.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.translation.memory.words import digest
from pages.translation.placeholders import visible_text

TITLE_LENGTH = 255


class MemoryPhrase(models.Model):
    """The words of a source, folded: see `pages.translation.memory.words.words`.

    Attributes:
        language: the source's language, without region.
        words: its words with a space between them.
        words_hash: SHA-256 of them, in hex.
        length: how many characters ``words`` has.
    """

    language = models.CharField(max_length=12)
    words = models.TextField()
    words_hash = models.CharField(max_length=64)
    length = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("language", "words_hash"), name="memory_phrase_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.words[:60]


class MemoryTerm(models.Model):
    """One entry of the index: that a phrase has a word that begins like this.

    ``language`` and ``length`` are those of the phrase, so that this table alone answers.
    """

    phrase = models.ForeignKey(MemoryPhrase, on_delete=models.CASCADE, related_name="terms")
    language = models.CharField(max_length=12)
    term = models.CharField(max_length=64)
    length = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("language", "term", "phrase"), name="memory_term_once_per_phrase"
            )
        ]

    def __str__(self) -> str:
        return self.term


class UnitOrigin(models.TextChoices):
    """How a unit came into the memory."""

    PAGE = "page", _("signed page")
    DISCLAIMER = "disclaimer", _("signed disclaimer")
    IMPORTED = "imported", _("imported, not signed")


class UnitState(models.TextChoices):
    """Whether a unit may be offered."""

    IN_USE = "in_use", _("in use")
    SUPERSEDED = "superseded", _("replaced by a later signature")
    REMOVED = "removed", _("taken out by an administrator")


class MemoryUnitQuerySet(models.QuerySet["MemoryUnit"]):
    """Units by what they are still worth."""

    def in_use(self) -> MemoryUnitQuerySet:
        """Return those that may be offered.

        A signature that was withdrawn takes what it signed along, at the moment of withdrawal: it
        is asked for here, and nobody has to be told.
        """
        return self.filter(state=UnitState.IN_USE, approval__withdrawn_at__isnull=True)


class MemoryUnit(models.Model):
    """A source and its translation, in the place where they were signed or as a file gave them.

    A unit is one translation of one source in one place. Signing the page again renews it. When the
    same source in the same place was signed with another translation, the older unit is superseded.
    No person's name is kept: who translated and who signed stands in the approval.

    Attributes:
        identity: SHA-256 of all that makes it one: see `identity_of`.
        phrase: the words of the source, by which it is found.
        source: HTML of one segment, with placeholders.
        target: its translation, likewise.
        translation_key: of the page or disclaimer, the same in all languages; None if imported.
        path: dotted address of the segment within it.
        approval: the signature of the page that it was last signed with.
        disclaimer_approval: likewise, of a disclaimer's wording.
        origin_title: title of the page or disclaimer in the target language as it was signed, or
            the name of the file.
        signed_at: when; None if nobody signed it.
        added_at: when it came into the memory.
    """

    identity = models.CharField(max_length=64, unique=True)
    phrase = models.ForeignKey(MemoryPhrase, on_delete=models.CASCADE, related_name="units")
    source_language = models.CharField(_("source language"), max_length=12)
    target_language = models.CharField(_("target language"), max_length=12)
    source = models.TextField(_("source"))
    target = models.TextField(_("translation"))
    source_hash = models.CharField(max_length=64)
    target_hash = models.CharField(max_length=64)
    translation_key = models.UUIDField(null=True, blank=True, db_index=True)
    path = models.TextField(_("place in the page"), blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=UnitOrigin.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=UnitState.choices, default=UnitState.IN_USE
    )
    approval = models.ForeignKey(
        "pages.Approval", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    disclaimer_approval = models.ForeignKey(
        "pages.DisclaimerApproval",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    origin_title = models.CharField(_("from"), max_length=TITLE_LENGTH, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = MemoryUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation memory unit")
        verbose_name_plural = _("translation memory")
        ordering = ("-signed_at", "-pk")
        default_permissions = ("view", "add", "delete")
        indexes = (models.Index(fields=["-signed_at", "-id"], name="memory_unit_newest"),)

    def __str__(self) -> str:
        return visible_text(self.source)[:80]

    @property
    def is_signed(self) -> bool:
        """Whether a medical reviewer signed the translation."""
        return self.origin != UnitOrigin.IMPORTED

    @property
    def is_withdrawn(self) -> bool:
        """Whether the signature that it was last signed with was taken back."""
        return self.approval is not None and self.approval.withdrawn_at is not None

    @property
    def state_in_words(self) -> str:
        """Whether it may be offered, and if not, why. Reads the approval."""
        if self.is_withdrawn:
            return str(_("its approval was withdrawn"))
        return str(UnitState(self.state).label)

    @property
    def source_text(self) -> str:
        """The words of the source, without markup."""
        return visible_text(self.source)

    @property
    def target_text(self) -> str:
        """The words of the translation, without markup."""
        return visible_text(self.target)


def identity_of(
    *,
    origin: str,
    source_language: str,
    target_language: str,
    translation_key: str,
    path: str,
    source: str,
    target: str,
) -> str:
    """Return what makes a unit one: languages, place, source and translation.

    Whether it is signed is part of it, so that a file never renews what was signed.
    """
    kind = "imported" if origin == UnitOrigin.IMPORTED else "signed"
    return digest(kind, source_language, target_language, translation_key, path, source, target)
