"""What a user may do with the site's pages, where it differs from Wagtail's own rules."""

from __future__ import annotations

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import PagePermissionTester

from pages.releases.waiting import open_release_of
from pages.review.approvals import valid_approval
from pages.translation.permissions import may_translate
from pages.translation.sources import translation_into


class SitePermissionTester(PagePermissionTester):
    """Wagtail's rules, but that translators write translations and nothing else.

    A translator is somebody who may start translations, and may change pages here but neither add
    nor publish any.
    """

    def may_write(self) -> bool:
        """Tell whether the user may change the page by right, and not as its reviewer alone."""
        if not self.user.is_active or self.page_is_root:
            return False
        if self.user.is_superuser:
            return True
        if "change" in self.permissions:
            return not self._only_translates or translation_into(self.page) is not None
        return "add" in self.permissions and self.page.owner_id == self.user.pk

    def can_edit(self) -> bool:
        """Tell whether the page's editor opens for the user, be it only to review."""
        if not super().can_edit():
            return False
        if not self._only_translates or self.may_write():
            return True
        task = self.page.current_workflow_task
        return task is not None and bool(task.user_can_access_editor(self.page, self.user))

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Leave deleting, and with it moving, to those who decide which pages exist."""
        return bool(super().can_delete(ignore_bulk)) and not self._only_translates

    def can_copy(self) -> bool:
        """Leave copying to those who may write pages of their own."""
        return bool(super().can_copy()) and not self._only_translates

    @cached_property
    def _only_translates(self) -> bool:
        if not self.user.is_active or self.user.is_superuser:
            return False
        held = self.permissions & {"add", "change", "publish"}
        return held == {"change"} and may_translate(self.user)


class ReviewedPagePermissionTester(SitePermissionTester):
    """What a user may do with a reviewed page: publishing is offered only where it would work."""

    def can_publish(self) -> bool:
        """Tell whether the latest draft is signed and waits for no release, so that it could go.

        It decides about a button, and asks whether the draft says what was signed; the gate asks
        for everything else as well.
        """
        return (
            bool(super().can_publish())
            and self._latest_draft_is_signed
            and open_release_of(self.page.pk) is None
        )

    def may_release(self) -> bool:
        """Tell whether the user may decide when signed content of the page goes public.

        That is for its writers, but for translators, who decide nothing of what is public.
        """
        return self.may_write() and not self._only_translates

    def can_set_view_restrictions(self) -> bool:
        """Leave privacy to those who may publish in this place, signed content or not."""
        return bool(super().can_publish())

    def can_unschedule(self) -> bool:
        """Let a schedule be cancelled by who may publish in this place, and who may write the page.

        It was a writer who set it, and it keeps the page locked; nothing goes public by it.
        """
        return bool(super().can_publish()) or self.may_write()

    @cached_property
    def _latest_draft_is_signed(self) -> bool:
        if not self.page.pk or not self.page.latest_revision_id:
            return False
        now = timezone.now()
        signed = set(self.page.approvals.standing(now=now).values_list("revision_id", flat=True))
        if not signed or self.page.latest_revision_id in signed:
            return bool(signed)
        # Somebody may have gone back to what was signed, or saved it once more.
        draft = self.page.specific_class.objects.get(pk=self.page.pk)
        return valid_approval(draft.get_latest_revision_as_object(), now=now) is not None


class IndexPagePermissionTester(SitePermissionTester):
    """What a user may do with a page whose children are reviewed: they are created as drafts."""

    def can_publish_subpage(self) -> bool:
        """Never: a page that was just written cannot have been signed."""
        return False
