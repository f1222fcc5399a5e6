"""Addresses of the translators' screens, and of localize's screens that are replaced."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail_localize.views import edit_translation

from pages.translation import overrides, views
from pages.translation.exchange import views as exchange

_own = [
    path("", views.WorklistView.as_view(), name="worklist"),
    path("start/<int:page_id>/", views.start_translation, name="start"),
    path("<int:translation_id>/readiness/", views.readiness, name="readiness"),
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
        overrides.writes_segments(edit_translation.edit_string_translation),
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
        overrides.writes_segments(edit_translation.machine_translate),
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
