"""The patient's legal name is in one column of one table and on one form, and nowhere else."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.views.debug import SafeExceptionReporterFilter
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.index import get_indexed_models

from pages.consent.models import Authorization
from pages.consent.views import AuthorizationViewSet
from tests.factories.consent import LEGAL_NAME, PDF, AuthorizationFactory, upload
from tests.factories.content import TestimonialPageFactory
from tests.factories.people import an_account

pytestmark = pytest.mark.django_db

URLS = "wagtailsnippets_pages_authorization"
TEXTUAL = (models.FileField, models.CharField, models.TextField, models.JSONField)
PARTS = [part.casefold() for part in LEGAL_NAME.split()]


def gives_away(text: str) -> bool:
    shown = text.casefold()
    return any(part in shown for part in PARTS)


def columns_with_the_name() -> set[str]:
    """Look through every text column of the whole database."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, TEXTUAL):
                with connection.cursor() as cursor:
                    quote = connection.ops.quote_name
                    cursor.execute(
                        f"SELECT {quote(field.column)} FROM {quote(model._meta.db_table)}"
                    )
                    if any(gives_away(str(value)) for (value,) in cursor.fetchall()):
                        found.add(f"{model._meta.label}.{field.name}")
    return found


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(an_account(is_superuser=True))
    return client


@pytest.fixture
def recorded(administrator: Client) -> Authorization:
    """Return an authorization that was recorded, changed and used through the admin."""
    data: dict[str, Any] = {
        "reference_code": "A-42",
        "patient_legal_name": LEGAL_NAME,
        "uses": ["quotation", "story", "name"],
        "purpose": "To tell others.",
        "channels": ["website"],
        "languages": ["en", "es"],
        "signed_on": "2024-01-15",
        "expires_on": "2999-01-15",
    }
    add = reverse(f"{URLS}:add")
    administrator.post(add, {**data, "scan": upload(f"{LEGAL_NAME}.pdf")})
    authorization = Authorization.objects.get()
    edit = reverse(f"{URLS}:edit", args=[authorization.pk])
    administrator.post(edit, {**data, "purpose": "Changed."})
    page = TestimonialPageFactory(complete=True, authorization=authorization)
    page.save_revision()
    download = administrator.get(reverse(f"{URLS}:scan", args=[authorization.pk]))
    assert b"".join(download.streaming_content) == PDF  # which closes the file, too
    return authorization


def test_the_database_holds_the_name_in_one_column(recorded: Authorization) -> None:
    assert ModelLogEntry.objects.for_instance(recorded).count() >= 2
    assert columns_with_the_name() == {"pages.Authorization.patient_legal_name"}


def test_log_entries_call_it_by_its_reference_code(recorded: Authorization) -> None:
    labels = set(ModelLogEntry.objects.for_instance(recorded).values_list("label", flat=True))

    assert labels == {"A-42"}


def test_a_story_in_the_history_keeps_only_the_key_of_its_authorization(
    recorded: Authorization,
) -> None:
    contents = [json.dumps(revision.content) for revision in Revision.objects.all()]

    assert any(f'"authorization": {recorded.pk}' in content for content in contents)
    assert not any(gives_away(content) for content in contents)


@pytest.mark.parametrize("screen", ["list", "inspect", "history", "usage", "delete", "choose"])
def test_every_screen_but_the_form_keeps_quiet(
    administrator: Client, recorded: Authorization, screen: str
) -> None:
    if screen == "choose":
        address = reverse("wagtailsnippetchoosers_pages_authorization:choose")
    else:
        address = reverse(f"{URLS}:{screen}", args=[] if screen == "list" else [recorded.pk])

    response = administrator.get(address, follow=True)

    assert response.status_code == 200
    assert "A-42" in response.content.decode()
    assert not gives_away(response.content.decode())


def test_the_form_shows_it(administrator: Client, recorded: Authorization) -> None:
    response = administrator.get(reverse(f"{URLS}:edit", args=[recorded.pk]))

    assert gives_away(response.content.decode())


def test_the_list_cannot_be_searched_for_it(administrator: Client, recorded: Authorization) -> None:
    response = administrator.get(reverse(f"{URLS}:list"), {"q": "Zenobia"})

    assert list(response.context["object_list"]) == []


def test_it_is_in_no_search_index() -> None:
    assert Authorization not in get_indexed_models()


def test_a_story_shows_it_on_none_of_its_screens(
    administrator: Client, recorded: Authorization
) -> None:
    page = recorded_page(recorded)

    for name in ("edit", "history", "usage"):
        response = administrator.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
        assert response.status_code == 200
        assert not gives_away(response.content.decode())


def test_an_error_report_repeats_nothing_of_the_form(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    client.force_login(an_account(is_superuser=True))
    client.raise_request_exception = False
    requests = []

    def fail(self: Authorization) -> None:
        raise RuntimeError

    monkeypatch.setattr(Authorization, "clean", fail)
    monkeypatch.setattr(
        "django.core.handlers.exception.log_response",
        lambda *args, request, **kwargs: requests.append(request),
    )
    client.post(reverse(f"{URLS}:add"), {"patient_legal_name": LEGAL_NAME, "reference_code": "A-1"})

    (request,) = requests
    reported = SafeExceptionReporterFilter().get_post_parameters(request)
    assert request.POST["patient_legal_name"] == LEGAL_NAME
    assert not gives_away(str(reported))


def test_neither_revisions_nor_copies_are_offered() -> None:
    viewset = AuthorizationViewSet()

    assert not viewset.revision_enabled
    assert not viewset.copy_view_enabled
    assert "patient_legal_name" not in viewset.inspect_view_fields
    assert "scan" not in viewset.inspect_view_fields


def test_its_text_forms_are_quiet_in_logs_and_errors() -> None:
    authorization = AuthorizationFactory()

    for text in (str(authorization), repr(authorization), f"{authorization!s}{[authorization]}"):
        assert not gives_away(text)


def recorded_page(authorization: Authorization) -> Any:
    from pages.content.testimonial import TestimonialPage

    return TestimonialPage.objects.get(authorization=authorization)
