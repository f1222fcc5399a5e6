"""A release and its members, which `pages.releases.actions` and `.going` alone write."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReleaseState(models.TextChoices):
    """What has become of a release."""

    OPEN = "open", pgettext_lazy("a release", "open")
    GONE = "gone", pgettext_lazy("a release", "gone live")
    CANCELLED = "cancelled", pgettext_lazy("a release", "cancelled")


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases by what has become of them."""

    def open(self) -> ReleaseQuerySet:
        """Return those whose members still wait for one another."""
        return self.filter(released_at__isnull=True, cancelled_at__isnull=True)


class Release(models.Model):
    """Pages that go live together: a page and its translations, a section, or a choice of pages.

    Attributes:
        name: what people call it.
        goes_automatically: whether it goes live with the last signature, or waits for a person.
        created_by: who opened it; they are told when it could not go by itself.
        created_at: when it was opened.
        released_at: when its members went live; None before.
        released_by: who let it go; None where it went by itself.
        cancelled_at: when it was given up; None otherwise.
        refused_at: when it last could not go by itself although every member was signed.
    """

    name = models.CharField(_("name"), max_length=255)
    goes_automatically = models.BooleanField(
        _("goes live by itself"),
        default=True,
        help_text=_(
            "As soon as the last signature falls. Otherwise somebody lets it go, once all is "
            "signed."
        ),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("opened at"))
    released_at = models.DateTimeField(_("gone live at"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("released by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    refused_at = models.DateTimeField(_("could not go at"), null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> ReleaseState:
        """What has become of it."""
        if self.released_at is not None:
            return ReleaseState.GONE
        return ReleaseState.OPEN if self.cancelled_at is None else ReleaseState.CANCELLED

    @property
    def is_open(self) -> bool:
        """Whether its members still wait for one another."""
        return self.state is ReleaseState.OPEN


class ReleaseMember(models.Model):
    """A page of a release, in its one language.

    Attributes:
        release: the release.
        page: the page; its membership goes with it.
        is_open: whether the release is open. It stands here too, so that the database can keep a
            page out of a second open release.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="members")
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="firma_release_members"
    )
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("page of a release")
        verbose_name_plural = _("pages of releases")
        constraints = (
            models.UniqueConstraint(fields=["release", "page"], name="release_member_once"),
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(is_open=True),
                name="release_member_of_one_open_release",
            ),
        )

    def __str__(self) -> str:
        return f"{self.release_id}: {self.page_id}"
