"""Addresses of the translators' screens, and of localize's screens that are replaced."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail_localize.views import edit_translation

from pages.translation import overrides, views
from pages.translation.desk import views as desk
from pages.translation.desk.person_wording import PersonWordingView
from pages.translation.exchange import views as exchange
from pages.translation.machine.views import machine_translate
from pages.translation.memory.fill_view import fill_from_memory
from pages.translation.segment_editor import views as segments


def _segments(at: str) -> list[URLPattern]:
    """Return what the editor asks of one segment."""
    return [
        path(at, segments.WriteView.as_view(), name="segment"),
        path(f"{at}confirm/", segments.ConfirmView.as_view(), name="confirm"),
        path(f"{at}hints/", segments.HintsView.as_view(), name="hints"),
        path(f"{at}dismiss/", segments.DismissView.as_view(), name="dismiss"),
        path(f"{at}comments/", segments.CommentView.as_view(), name="comment"),
        path(f"{at}comments/<int:comment_id>/", segments.ResolveView.as_view(), name="resolve"),
        path(f"{at}carry-forward/", segments.CarryView.as_view(), name="carry_forward"),
        path(f"{at}machine/", segments.MachineView.as_view(), name="machine"),
    ]


_own = [
    path("", desk.DeskView.as_view(), name="worklist"),
    path("request/", desk.RequestView.as_view(), name="request"),
    path("take/<int:page_id>/", desk.take_job, name="take"),
    path("people/<int:person_id>/<str:language>/", PersonWordingView.as_view(), name="person"),
    path("start/<int:page_id>/", views.start_translation, name="start"),
    path("<int:translation_id>/readiness/", views.readiness, name="readiness"),
    *_segments("<int:translation_id>/segments/<int:segment_id>/"),
    path("<int:translation_id>/fill/", fill_from_memory, name="fill"),
    path(
        "<int:translation_id>/overrides/<int:override_id>/",
        segments.OverrideView.as_view(),
        name="override",
    ),
    path("<int:translation_id>/files/", exchange.ExchangeView.as_view(), name="exchange"),
    path("<int:translation_id>/files/download/", exchange.download, name="download"),
    path("files/", exchange.ExchangeView.as_view(), name="import_file"),
    path("files/export/", exchange.export_selection, name="export_selection"),
]

_replaced = [
    path("submit/page/<int:page_id>/", overrides.StartTranslationView.as_view()),
    path(
        "submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
        overrides.StartSnippetTranslationView.as_view(),
    ),
    path("update/<int:translation_source_id>/", overrides.SyncTranslationsView.as_view()),
    path(
        "translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
        overrides.writes_segments(overrides.write_string),
    ),
    path(
        "translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/",
        overrides.writes_segments(edit_translation.edit_override),
    ),
    path("translate/<int:translation_id>/pofile/download/", exchange.download_po),
    path(
        "translate/<int:translation_id>/pofile/upload/",
        overrides.writes_segments(exchange.ExchangeView.as_view()),
    ),
    path(
        "translate/<int:translation_id>/machine_translate/",
        machine_translate,
    ),
    path("translate/<int:translation_id>/disable/", overrides.stop_translation),
    path("page/<int:page_id>/convert_to_alias/", overrides.convert_to_alias),
]


def admin_urls() -> list[URLPattern | URLResolver]:
    """Return the admin's addresses of this room.

    Those of localize's screens must be resolved before localize's own: register this hook with a
    negative order. They keep localize's names, because they have the same paths.
    """
    return [
        path("translations/", include((_own, "firma_translation"), namespace="firma_translation")),
        path("localize/", include(_replaced)),
    ]
