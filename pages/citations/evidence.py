"""How much a publication proves: what kind of study it is, in whom, and how strong."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StudyDesign(models.TextChoices):
    """Kinds of study, from those that bring others together to those without patients."""

    SYSTEMATIC_REVIEW = "systematic_review", _("Systematic review or meta-analysis")
    GUIDELINE = "guideline", _("Guideline")
    RANDOMISED_TRIAL = "randomised_trial", _("Randomised controlled trial")
    CONTROLLED_TRIAL = "controlled_trial", _("Controlled trial without randomisation")
    COHORT = "cohort", _("Cohort study")
    CASE_CONTROL = "case_control", _("Case-control study")
    CROSS_SECTIONAL = "cross_sectional", _("Cross-sectional study")
    CASE_SERIES = "case_series", _("Case series")
    CASE_REPORT = "case_report", _("Case report")
    QUALITATIVE = "qualitative", _("Qualitative study")
    NARRATIVE_REVIEW = "narrative_review", _("Review, not systematic")
    EXPERT_OPINION = "expert_opinion", _("Expert opinion")
    ANIMAL = "animal", _("Animal study")
    IN_VITRO = "in_vitro", _("Laboratory study (in vitro)")


class EvidenceLevel(models.IntegerChoices):
    """Levels of the Oxford Centre for Evidence-Based Medicine (2011), of what a treatment does."""

    ONE = 1, _("1 – systematic review of randomised trials")
    TWO = 2, _("2 – randomised trial, or observational study with dramatic effect")
    THREE = 3, _("3 – controlled cohort or follow-up study without randomisation")
    FOUR = 4, _("4 – case series, case-control or historically controlled study")
    FIVE = 5, _("5 – reasoning from mechanisms")


class Species(models.TextChoices):
    """In whom or in what it was studied."""

    HUMAN = "human", _("People")
    ANIMAL = "animal", _("Animals")
    IN_VITRO = "in_vitro", _("Cells or tissue")
    MIXED = "mixed", _("People and animals")
