"""Addresses of the admin screens that cross subjects."""

from django.urls import path

from pages.admin_ui.blockers import BlockersView
from pages.admin_ui.review import ReviewQueueView, ReviewView

app_name = "pages_review"

urlpatterns = [
    path("", ReviewQueueView.as_view(), name="queue"),
    path("<int:task_state_id>/", ReviewView.as_view(), name="review"),
    path("blockers/<int:page_id>/", BlockersView.as_view(), name="blockers"),
]
