"""The reviewed page: what every page type with medical prose has in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from pages.citations.choosers import ReferenceChooserBlock
from pages.content.blocks import BODY_BLOCKS
from pages.content.blocks.identity import give_lasting_ids
from pages.content.forms import ReviewedCopyForm, ReviewedPageForm
from pages.content.headless import Headless
from pages.content.permissions import ReviewedPagePermissionTester
from pages.content.preview_modes import preview_modes
from pages.publishing import Blocker, Stage, render_preview, require
from pages.publishing.gate import pass_through_gate
from pages.publishing.locks import lock_page
from pages.publishing.newer import remember_whether_live, was_read_as_live
from pages.publishing.panels import BlockersPanel
from pages.publishing.recorded import on_record
from pages.review.rows import is_on_record
from pages.translation.currency.panels import TranslationsPanel

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise


def link_to_page_row() -> models.OneToOneField[Any, Any]:
    """Return the link from a page type's row to the row that it shares with all pages.

    It is the one that Django makes by itself, but for the name of the way back, which Django takes
    from the class alone: a site that has a `HomePage` of its own could not install this one.
    """
    return models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        parent_link=True,
        auto_created=True,
        primary_key=True,
        serialize=False,
        related_name="%(app_label)s_%(class)s",
    )


class ReviewedPage(Headless, Page):
    """A page with medical prose, which goes live only as a medical reviewer signed it.

    Subclasses state ``reading_order`` (the order in which the public reads their fields, which
    numbers the citations), ``required_fields`` (mandatory for review and publication, never for
    saving a draft), ``safety_critical_fields`` (see `pages.content.safety`) and their panels.
    """

    is_reviewed_type: ClassVar[bool] = True
    reading_order: ClassVar[list[str]] = ["title", "summary", "body"]
    required_fields: ClassVar[list[str]] = ["title", "summary", "author"]
    safety_critical_fields: ClassVar[tuple[str, ...]] = ()

    page_ptr = link_to_page_row()
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=600,
        help_text=_("Two or three plain sentences: what the page is about and for whom."),
    )
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("main image"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("alternative text of the main image"),
        blank=True,
        max_length=255,
        help_text=_("What the image shows, for those who cannot see it."),
    )
    body = StreamField(BODY_BLOCKS, verbose_name=_("body"), blank=True)
    listed_references = StreamField(
        [("reference", ReferenceChooserBlock(label=_("Reference")))],
        verbose_name=_("references to be cited"),
        blank=True,
        help_text=_(
            "A reminder of sources that still have to be cited in the text. The list that the "
            "public sees is made from the citations."
        ),
    )
    author = models.ForeignKey(
        "pages.Person",
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    override_translatable_fields = [
        SynchronizedField("hero_image", overridable=False),
        SynchronizedField("listed_references", overridable=False),
        SynchronizedField("author", overridable=False),
    ]

    base_form_class = ReviewedPageForm
    copy_form_class = ReviewedCopyForm

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row through the gate.

        Raises:
            PublicationRefused: the row would be live with content that nobody signed.
        """
        if kwargs.get("update_fields") is None:
            give_lasting_ids(self)
        with on_record(self):
            pass_through_gate(
                self,
                write=lambda: super(ReviewedPage, self).save(*args, **kwargs),
                update_fields=kwargs.get("update_fields"),
            )

    @transaction.atomic
    def save_revision(self, *args: Any, overwrite_revision: Any = None, **kwargs: Any) -> Any:
        """Store the content as a revision; a live page's draft is stored in no other place.

        Args:
            args: Wagtail's own.
            overwrite_revision: the revision that autosave would write over. One that somebody has
                submitted or signed stays as it was, and the content goes into a new one.
            kwargs: Wagtail's own.

        Raises:
            PageDeleted: the page is gone.
        """
        if self.pk:
            lock_page(self.pk)
            # Wagtail refuses to write over what is not the newest draft; by now it may not be.
            self.refresh_from_db(fields=["latest_revision"])
        give_lasting_ids(self)
        if overwrite_revision is not None and is_on_record(overwrite_revision):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        """Read a row, and note whether it is live."""
        page = super().from_db(*args, **kwargs)
        if "live" in page.__dict__:
            remember_whether_live(page, live=page.live)
        return page

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row again, and note whether it is live."""
        super().refresh_from_db(*args, **kwargs)
        if kwargs.get("fields") is None:
            remember_whether_live(self, live=self.live)

    def with_content_json(self, content: Any) -> Any:
        """Return the page with the content of a revision, as live as it was when it was read."""
        page = super().with_content_json(content)
        if (live := was_read_as_live(self)) is not None:
            remember_whether_live(page, live=live)
        return page

    def own_blockers(self) -> Iterable[Blocker]:
        """Return what this page type asks for beyond its required fields; nothing by default."""
        return ()

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule a revision, if what it holds is signed.

        Raises:
            PublicationRefused: with words, before Wagtail would say no more than "not permitted";
                also for a schedule, which the gate would meet only when its time has come.
        """
        with on_record(self, actor=kwargs.get("user")), transaction.atomic():
            lock_page(self.pk)
            # Somebody may have written over it, or published another, since it was read.
            revision.refresh_from_db()
            require(revision.as_object(), stage=Stage.PUBLICATION)
            return super().publish(revision, *args, **kwargs)

    def permissions_for_user(self, user: Any) -> ReviewedPagePermissionTester:
        """Return what the user may do with this page."""
        return ReviewedPagePermissionTester(user, self)

    @property
    def preview_modes(self) -> list[tuple[str, StrOrPromise]]:
        """Wagtail's preview modes: the built-in page, and the website where it shows drafts."""
        return preview_modes(self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft as the public would read it, on the built-in page or on the website."""
        return render_preview(self, request, mode_name)


def reviewed_tabs(
    *, content: list[Any], clinical: list[Any] | None = None, sources: list[Any] | None = None
) -> TabbedInterface:
    """Return the editor of a reviewed page type, with the list of blockers on top.

    Args:
        content: panels of the first tab, below title and summary.
        clinical: panels of a tab of their own, where the type has any.
        sources: further panels of the tab with author and references.
    """
    tabs = [
        ObjectList(
            [
                BlockersPanel(),
                TranslationsPanel(),
                TitleFieldPanel("title"),
                FieldPanel("summary"),
                MultiFieldPanel(
                    [FieldPanel("hero_image"), FieldPanel("hero_alt")], heading=_("Main image")
                ),
                *content,
            ],
            heading=_("Content"),
        )
    ]
    if clinical:
        tabs.append(ObjectList(clinical, heading=_("Clinical")))
    tabs += [
        ObjectList(
            [FieldPanel("author"), FieldPanel("listed_references"), *(sources or [])],
            heading=_("Author and references"),
        ),
        ObjectList(Page.promote_panels, heading=_("Promote")),
        ObjectList(Page.settings_panels, heading=_("Settings")),
    ]
    return TabbedInterface(tabs)
