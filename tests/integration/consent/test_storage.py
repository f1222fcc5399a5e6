"""Scans in private storage: where they are, what they are called, when they go."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import InvalidStorageError, storages

from pages.consent.models import Authorization
from tests.factories.consent import HTML, LEGAL_NAME, PDF, PNG, AuthorizationFactory, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> Any:
    backend = "django.core.files.storage.FileSystemStorage"
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path / "private")}},
    }
    return storages["private"]


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_scan_lies_in_private_storage_under_a_name_that_says_nothing(tmp_path: Path) -> None:
    authorization = AuthorizationFactory(scan=upload(f"{LEGAL_NAME}.pdf"))

    (stored,) = files_below(tmp_path / "private")
    assert stored.read_bytes() == PDF
    assert "Zenobia" not in str(stored)
    assert authorization.scan.name == f"authorizations/{stored.name}"
    assert files_below(tmp_path / "media") == []


def test_a_scan_has_no_address() -> None:
    with pytest.raises(ValueError, match="no address"):
        _ = AuthorizationFactory().scan.url


def test_the_size_and_content_of_a_scan_can_be_read() -> None:
    authorization = Authorization.objects.get(pk=AuthorizationFactory().pk)

    assert authorization.scan.size == len(PDF)
    with authorization.scan.open() as file:
        assert file.read() == PDF


def test_without_private_storage_a_scan_is_refused_and_not_stored_elsewhere(
    settings: Any, tmp_path: Path
) -> None:
    settings.STORAGES = {
        alias: value for alias, value in settings.STORAGES.items() if alias != "private"
    }

    with pytest.raises(InvalidStorageError):
        AuthorizationFactory()
    assert files_below(tmp_path) == []


def test_a_file_of_another_kind_is_refused_by_its_content() -> None:
    authorization = AuthorizationFactory.build(scan=ContentFile(HTML, name="scan.pdf"))

    with pytest.raises(ValidationError) as refusal:
        authorization.full_clean()

    assert set(refusal.value.message_dict) == {"scan"}


def test_a_replaced_scan_goes_once_the_change_is_committed(
    storage: Any, django_capture_on_commit_callbacks: Any
) -> None:
    authorization = AuthorizationFactory()
    old = authorization.scan.name

    with django_capture_on_commit_callbacks(execute=True):
        authorization.scan = ContentFile(PNG, name="new.png")
        authorization.save()
        assert storage.exists(old)

    assert not storage.exists(old)
    assert storage.exists(authorization.scan.name)


def test_a_save_that_leaves_the_scan_keeps_it(
    storage: Any, django_capture_on_commit_callbacks: Any
) -> None:
    authorization = AuthorizationFactory()

    with django_capture_on_commit_callbacks(execute=True):
        authorization.purpose = "Another."
        authorization.save()
        Authorization.objects.get().save()

    assert storage.exists(authorization.scan.name)


def test_a_deleted_authorization_takes_its_scan_along(
    storage: Any, django_capture_on_commit_callbacks: Any
) -> None:
    authorization = AuthorizationFactory()
    name = authorization.scan.name

    with django_capture_on_commit_callbacks(execute=True):
        authorization.delete()
        assert storage.exists(name)

    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"uses": []}, "uses"),
        ({"uses": ["poem"]}, "uses"),
        ({"channels": ["radio"]}, "channels"),
        ({"languages": ["fr"]}, "languages"),
        ({"expires_on": None}, "expires_on"),
        ({"expires_on": "2023-01-01"}, "expires_on"),
        ({"revoked_on": "2023-01-01"}, "revoked_on"),
        ({"reference_code": "ZENOBIA-1"}, "reference_code"),
        ({"purpose": ""}, "purpose"),
        ({"patient_legal_name": ""}, "patient_legal_name"),
        ({"scan": ""}, "scan"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        AuthorizationFactory.build(**changes).full_clean()

    assert set(refusal.value.message_dict) == {field}
    assert "zenobia" not in str(refusal.value).lower()


@pytest.mark.parametrize(
    "changes", [{}, {"expires_on": None, "expires_event": "End of the campaign"}]
)
def test_what_fits_is_accepted(changes: dict[str, Any]) -> None:
    AuthorizationFactory.build(**changes).full_clean()
