"""Addresses of the admin screens that cross subjects."""

from django.urls import path

from pages.admin_ui.blockers import BlockersView
from pages.admin_ui.claim_rules import ClaimRulesView
from pages.admin_ui.draft_previews import DraftPreviewsView
from pages.admin_ui.evidence import EvidenceReportView
from pages.admin_ui.history import HistoryView
from pages.admin_ui.release_opening import OpenReleaseView
from pages.admin_ui.releases import PublishSignedView, ReleasesView, ReleaseView
from pages.admin_ui.review import ReviewQueueView, ReviewView
from pages.admin_ui.side_by_side import PageCommentView, SideView, WordingCommentView
from pages.admin_ui.signed import SignedPagesView
from pages.admin_ui.withdraw import WithdrawView
from pages.admin_ui.wordings import WordingReviewView

app_name = "pages_review"

urlpatterns = [
    path("", ReviewQueueView.as_view(), name="queue"),
    path("<int:task_state_id>/", ReviewView.as_view(), name="review"),
    path("<int:task_state_id>/side/<slug:side>/", SideView.as_view(), name="side"),
    path(
        "<int:task_state_id>/segments/<int:segment_id>/comment/",
        PageCommentView.as_view(),
        name="comment",
    ),
    path(
        "<int:task_state_id>/comments/<int:comment_id>/seen/",
        PageCommentView.as_view(),
        name="seen",
    ),
    path(
        "disclaimer/<int:version_id>/segments/<int:segment_id>/comment/",
        WordingCommentView.as_view(),
        name="wording_comment",
    ),
    path(
        "disclaimer/<int:version_id>/comments/<int:comment_id>/seen/",
        WordingCommentView.as_view(),
        name="wording_seen",
    ),
    path("disclaimer/<int:version_id>/", WordingReviewView.as_view(), name="wording"),
    path("evidence/", EvidenceReportView.as_view(), name="evidence"),
    path("claim-rules/", ClaimRulesView.as_view(), name="claim_rules"),
    path("signed/", SignedPagesView.as_view(), name="signed"),
    path("withdraw/<int:approval_id>/", WithdrawView.as_view(), name="withdraw"),
    path("releases/", ReleasesView.as_view(), name="releases"),
    path("releases/new/", OpenReleaseView.as_view(), name="new_release"),
    path("releases/<int:release_id>/", ReleaseView.as_view(), name="release"),
    path("publish-signed/<int:page_id>/", PublishSignedView.as_view(), name="publish_signed"),
    path("history/<int:page_id>/", HistoryView.as_view(), name="history"),
    path("previews/<int:page_id>/", DraftPreviewsView.as_view(), name="previews"),
    path("blockers/<int:page_id>/", BlockersView.as_view(), name="blockers"),
]
