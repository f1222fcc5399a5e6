"""What stands around every page of a site, one row for each Wagtail site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.coreutils import get_content_languages
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable

from pages.navigation.blocks import MENU_BLOCKS, MOST_ENTRIES
from pages.navigation.forms import SiteProfileForm
from pages.navigation.menus import Entry, entries_of, menu_problems
from pages.navigation.texts import (
    LONGEST_HOURS,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_LINES,
    is_web_address,
    telephone_problems,
    text_problems,
)
from pages.people.languages import content_language_choices

LONGEST_LINE: Final = 120

ORGANISATIONS: Final = (
    ("MedicalClinic", _("Clinic")),
    ("Hospital", _("Hospital")),
    ("MedicalOrganization", _("Other medical organisation")),
    ("Organization", _("Another organisation")),
)
"""What schema.org calls the publisher, and what editors read."""

NETWORKS: Final = (
    ("facebook", "Facebook"),
    ("instagram", "Instagram"),
    ("linkedin", "LinkedIn"),
    ("x", "X"),
    ("youtube", "YouTube"),
    ("tiktok", "TikTok"),
    ("bluesky", "Bluesky"),
    ("mastodon", "Mastodon"),
    ("whatsapp", "WhatsApp"),
    ("other", _("Another one")),
)


class SiteProfile(ClusterableModel):
    """The menus, the contact and the publisher of a site; each language says it in `SiteWording`.

    Attributes:
        site: the Wagtail site; it has one profile at most.
        footer_disclaimers: keys of the disclaimers at the foot of every page. The public reads
            their signed wordings.
    """

    site = models.OneToOneField(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="firma_profile",
        verbose_name=_("site"),
    )
    main_menu = StreamField(
        MENU_BLOCKS, verbose_name=_("main menu"), blank=True, max_num=MOST_ENTRIES
    )
    footer_menu = StreamField(
        MENU_BLOCKS, verbose_name=_("footer menu"), blank=True, max_num=MOST_ENTRIES
    )
    footer_disclaimers = models.JSONField(
        _("disclaimers at the foot of every page"), default=list, blank=True
    )
    telephone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("With the country code: +34 …")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    street_address = models.CharField(_("street and number"), max_length=LONGEST_LINE, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    locality = models.CharField(_("town"), max_length=LONGEST_NAME, blank=True)
    region = models.CharField(_("region or state"), max_length=LONGEST_NAME, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, such as ES or MX."))],
        help_text=_("Two capital letters, such as ES or MX."),
    )
    organisation_kind = models.CharField(
        _("kind of organisation"),
        max_length=40,
        choices=ORGANISATIONS,
        default="MedicalClinic",
    )
    organisation_name = models.CharField(
        _("name of the organisation"),
        max_length=LONGEST_NAME,
        blank=True,
        help_text=_("As search engines show it. Empty: the name of the site."),
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Public as soon as it is chosen, unless it lies in a private collection."),
    )

    base_form_class = SiteProfileForm

    class Meta:
        verbose_name = _("site and its menus")
        verbose_name_plural = _("sites and their menus")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.site) if self.site_id else ""

    @property
    def menus(self) -> dict[str, tuple[Entry, ...]]:
        """The menus by name, as plain values."""
        return {
            "main": entries_of(self.main_menu.get_prep_value()),
            "footer": entries_of(self.footer_menu.get_prep_value()),
        }

    def clean(self) -> None:
        """Refuse what may not be public without a review.

        Raises:
            ValidationError: with the problems of each field.
        """
        super().clean()
        _refuse(self._problems())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store what may be public, whoever wrote it: a form is only one of the roads here.

        Raises:
            ValidationError: a text is more than a label, or claims something.
        """
        self.clean()
        super().save(*args, **kwargs)

    def _problems(self) -> Iterator[tuple[str, str]]:
        languages = list(get_content_languages())
        for name, entries in (
            ("main_menu", self.menus["main"]),
            ("footer_menu", self.menus["footer"]),
        ):
            yield from _of(name, menu_problems(entries, languages=languages))
        if self.telephone:
            yield from _of("telephone", telephone_problems(self.telephone))
        for name in ("organisation_name", "street_address", "postal_code", "locality", "region"):
            if text := getattr(self, name):
                for language in languages:
                    found = text_problems(text, language=language, longest=LONGEST_LINE)
                    yield from _of(name, found)


class SiteWording(models.Model):
    """What a site says of itself in one language."""

    profile = ParentalKey(
        SiteProfile, on_delete=models.CASCADE, related_name="wordings", verbose_name=_("site")
    )
    language = models.CharField(_("language"), max_length=100, choices=content_language_choices)
    site_name = models.CharField(
        _("name of the site"),
        max_length=LONGEST_NAME,
        blank=True,
        help_text=_("Empty: the name that the site has in Wagtail's settings."),
    )
    opening_hours = models.TextField(_("opening hours"), max_length=LONGEST_HOURS, blank=True)
    emergency_note = models.CharField(
        _("what to do in an emergency"),
        max_length=LONGEST_NOTE,
        blank=True,
        help_text=_("Whom to call, in one sentence. Advice belongs on a reviewed page."),
    )

    LIMITS: ClassVar[dict[str, tuple[int, int]]] = {
        "site_name": (LONGEST_NAME, 1),
        "opening_hours": (LONGEST_HOURS, MOST_LINES),
        "emergency_note": (LONGEST_NOTE, 1),
    }
    """Characters and lines that each text may have."""

    class Meta:
        verbose_name = _("wording of a site")
        verbose_name_plural = _("wordings of sites")
        ordering = ("language", "pk")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("profile", "language"),
                name="site_wording_once_per_language",
                violation_error_message=_("This language is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_name} ({self.language})"

    def clean(self) -> None:
        """Refuse what may not be public without a review.

        Raises:
            ValidationError: with the problems of each field.
        """
        super().clean()
        # Browsers end lines with two characters.
        self.opening_hours = "\n".join(self.opening_hours.splitlines())
        _refuse(self._problems())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store what may be public, whoever wrote it.

        Raises:
            ValidationError: a text is more than a label, or claims something.
        """
        self.clean()
        super().save(*args, **kwargs)

    def _problems(self) -> Iterator[tuple[str, str]]:
        for name, (longest, lines) in self.LIMITS.items():
            if text := getattr(self, name):
                found = text_problems(text, language=self.language, longest=longest, lines=lines)
                yield from _of(name, found)


class SocialLink(Orderable):
    """Where the organisation is to be found in a social network."""

    profile = ParentalKey(
        SiteProfile, on_delete=models.CASCADE, related_name="social_links", verbose_name=_("site")
    )
    network = models.CharField(_("network"), max_length=20, choices=NETWORKS)
    url = models.URLField(_("address"), max_length=255, validators=[is_web_address])

    class Meta(Orderable.Meta):
        verbose_name = _("link to a social network")
        verbose_name_plural = _("links to social networks")
        default_permissions = ()

    def __str__(self) -> str:
        return self.url

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a web address and nothing else.

        Raises:
            ValidationError: it is none.
        """
        is_web_address(self.url)
        super().save(*args, **kwargs)


def _of(name: str, problems: Iterable[str]) -> Iterator[tuple[str, str]]:
    for problem in problems:
        yield name, problem


def _refuse(problems: Iterable[tuple[str, str]]) -> None:
    found: dict[str, list[str]] = {}
    for name, said in problems:
        if said not in found.setdefault(name, []):
            found[name].append(said)
    if found:
        raise ValidationError(found)
