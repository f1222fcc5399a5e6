"""Who may write segments of one translation, whatever it translates: a page or a snippet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Page
from wagtail.snippets.permissions import user_can_edit_snippet_type

from pages.disclaimers.models import Disclaimer
from pages.translation.wordings import may_write

if TYPE_CHECKING:
    from wagtail_localize.models import Translation


def may_write_segments(user: Any, translation: Translation) -> bool:
    """Tell whether the user may write segments of a translation: whoever may edit its target.

    A page that is in review is another matter: see `pages.translation.writing.check_writable`.
    """
    target = translation.get_target_instance()
    if isinstance(target, Page):
        return bool(target.permissions_for_user(user).can_edit())
    if isinstance(target, Disclaimer):
        return bool(user_can_edit_snippet_type(user, Disclaimer)) and may_write(user, target)
    return bool(user_can_edit_snippet_type(user, type(target)))
