"""Comments in the text of a page that is in review, by a reviewer who does not write the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pages.publishing.values import PLACES_AND_TIMES
from pages.review.fingerprints import row_fingerprint

if TYPE_CHECKING:
    from wagtail.admin.views.pages.edit import EditView

PARAMETER: Final = "comment"
"""In the address of the editor: open it for comments, and do not lead to the review."""

_OTHER_ACTIONS: Final = frozenset(
    {"action-publish", "action-submit", "action-restart-workflow", "action-cancel-workflow"}
)


def changes_comments_alone(view: EditView) -> bool:
    """Tell whether what was posted to the editor leaves the page as it is, but for comments.

    The whole form comes back from the browser, with every text written anew by its editor; what
    counts is whether the public would read anything else, anywhere else or at another time.
    """
    request = view.request
    if _OTHER_ACTIONS & request.POST.keys():
        return False
    page: Any = view.get_object()
    before = row_fingerprint(page)
    form = view.form_class(
        request.POST,
        request.FILES,
        instance=page,
        subscription=view.subscription,
        parent_page=view.parent,
        for_user=request.user,
    )
    form.defer_required_fields()
    if not form.is_valid() or PLACES_AND_TIMES & set(form.changed_data):
        return False
    return row_fingerprint(form.save(commit=False)) == before
