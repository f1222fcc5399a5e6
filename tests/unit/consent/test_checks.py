"""The system check on where scans are kept."""

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from pages.consent.checks import check_private_storage

FILES = "django.core.files.storage.FileSystemStorage"
MEMORY = "django.core.files.storage.InMemoryStorage"


def found(storages: dict[str, Any], **settings: Any) -> list[str | None]:
    with override_settings(STORAGES={"staticfiles": {"BACKEND": MEMORY}, **storages}, **settings):
        return [message.id for message in check_private_storage(None)]


def files_at(location: Path) -> dict[str, Any]:
    return {"BACKEND": FILES, "OPTIONS": {"location": str(location)}}


def test_a_storage_of_its_own_is_accepted(tmp_path: Path) -> None:
    storages = {"default": {"BACKEND": FILES}, "private": files_at(tmp_path / "private")}

    assert found(storages, MEDIA_ROOT=str(tmp_path / "media")) == []


def test_a_missing_storage_is_reported() -> None:
    assert found({"default": {"BACKEND": FILES}}) == ["pages.E310"]


def test_a_storage_that_cannot_be_made_is_reported() -> None:
    storages = {"default": {"BACKEND": FILES}, "private": {"BACKEND": "no.such.Storage"}}

    assert found(storages) == ["pages.E311"]


@pytest.mark.parametrize("setting", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_a_storage_among_public_files_is_reported(tmp_path: Path, setting: str) -> None:
    storages = {"default": {"BACKEND": FILES}, "private": files_at(tmp_path / "scans")}

    assert found(storages, **{setting: str(tmp_path)}) == ["pages.E312"]


def test_the_storage_of_media_is_not_private() -> None:
    assert found({"default": {"BACKEND": MEMORY}, "private": {"BACKEND": MEMORY}}) == ["pages.E313"]
