"""Pages that carry a title and no medical prose: the home page and the indexes below it.

They need no review, and claim nothing. Each language has its own tree: ``/en/…`` and ``/es/…``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.content.base import link_to_page_row
from pages.content.headless import Headless
from pages.content.permissions import IndexPagePermissionTester, SitePermissionTester
from pages.content.plain import Plain


class HomePage(Headless, Plain, Page):
    """The root of one language's tree."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "pages.ConditionIndexPage",
        "pages.ProcedureIndexPage",
        "pages.TestimonialIndexPage",
    ]

    page_ptr = link_to_page_row()

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def permissions_for_user(self, user: Any) -> SitePermissionTester:
        """Return what the user may do here: translators leave it to editors."""
        return SitePermissionTester(user, self)


class IndexPage(Headless, Plain, Page):
    """What the indexes have in common: one of each below a home page, children of one type."""

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    max_count_per_parent: ClassVar[int] = 1

    page_ptr = link_to_page_row()

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> IndexPagePermissionTester:
        """Return what the user may do here: pages below are created as drafts."""
        return IndexPagePermissionTester(user, self)


class ConditionIndexPage(IndexPage):
    """The list of conditions."""

    subpage_types: ClassVar[list[str]] = ["pages.ConditionPage"]

    class Meta:
        verbose_name = _("list of conditions")
        verbose_name_plural = _("lists of conditions")


class ProcedureIndexPage(IndexPage):
    """The list of procedures."""

    subpage_types: ClassVar[list[str]] = ["pages.ProcedurePage"]

    class Meta:
        verbose_name = _("list of procedures")
        verbose_name_plural = _("lists of procedures")


class TestimonialIndexPage(IndexPage):
    """The list of testimonials."""

    subpage_types: ClassVar[list[str]] = ["pages.TestimonialPage"]

    class Meta:
        verbose_name = _("list of testimonials")
        verbose_name_plural = _("lists of testimonials")
