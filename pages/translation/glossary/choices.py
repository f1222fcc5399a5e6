"""What can be said of a concept and of a term, with the names that TBX-Basic has for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Whether a term should be used."""

    PREFERRED = "preferred", pgettext_lazy("term", "preferred")
    ADMITTED = "admitted", pgettext_lazy("term", "admitted")
    FORBIDDEN = "forbidden", pgettext_lazy("term", "forbidden")


class PartOfSpeech(models.TextChoices):
    """Word class of a term; of a phrase, that of its head. These are the classes of TBX-Basic."""

    NOUN = "noun", _("noun")
    VERB = "verb", _("verb")
    ADJECTIVE = "adjective", _("adjective")
    ADVERB = "adverb", _("adverb")
    OTHER = "other", _("other word class")


class Gender(models.TextChoices):
    """Grammatical gender of a noun, in languages that have it."""

    MASCULINE = "m", _("masculine")
    FEMININE = "f", _("feminine")
    NEUTER = "n", _("neuter")
    COMMON = "c", _("either gender")


class Subject(models.TextChoices):
    """Subject field of a concept."""

    DISEASE = "disease", _("Diseases")
    SYMPTOM = "symptom", _("Symptoms and signs")
    ANATOMY = "anatomy", _("Anatomy")
    EXAMINATION = "examination", _("Examinations and tests")
    MEDICINE = "medicine", _("Medicines")
    PROCEDURE = "procedure", _("Procedures")
    REHABILITATION = "rehabilitation", _("Rehabilitation and daily life")
    EVIDENCE = "evidence", _("Evidence and statistics")
    SAFETY = "safety", _("Risks and safety")
    CARE = "care", _("Care, consent and regulation")
    OTHER = "other", _("Other subjects")
