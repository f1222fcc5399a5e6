"""Files that are not there, in storages whose errors are their own."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from wagtail.rich_text import RichText

from tests.factories.content import a_reference, cite
from tests.factories.delivery import a_file, draft, link_to_file, publish, published
from tests.factories.exporting import run

pytestmark = pytest.mark.django_db


class ClientError(Exception):
    """As the libraries of clouds raise it: no OSError."""


class Bucket(FileSystemStorage):
    """A storage in a cloud."""

    def get_modified_time(self, name: str) -> Any:
        try:
            return super().get_modified_time(name)
        except FileNotFoundError:
            raise ClientError("404") from None


class Locked(Bucket):
    """One that does not say of a file when it was written, although it has it."""

    def get_modified_time(self, name: str) -> Any:
        raise ClientError("403")


def a_page_with_a_file() -> Any:
    file = a_file()
    page = draft()
    text = RichText(f"<p>{link_to_file(file)} {cite(a_reference())}</p>")
    page.body = [("section", {"heading": "More", "text": text})]
    page.save()
    publish(page)
    return file


def stored_in(settings: Any, kind: str) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.{kind}"}}


def test_a_file_that_a_bucket_has_not_is_noted_and_the_rest_exported(settings, tmp_path) -> None:
    file = a_page_with_a_file()
    page = published(slug="gout")
    stored_in(settings, "Bucket")
    default_storage.delete(file.file.name)

    # The code tells that something is missing; what there is is served nevertheless.
    with pytest.raises(SystemExit, match="1"):
        call_command(
            "export_site", str(tmp_path / "export"), format="json", stdout=(out := StringIO())
        )

    assert json.loads(out.getvalue())["missing"] == [file.file.name]
    assert (tmp_path / f"export/current/answers/api/v2/pages/{page.pk}").exists()


def test_another_error_of_a_bucket_is_no_missing_file(settings, tmp_path) -> None:
    a_page_with_a_file()
    stored_in(settings, "Locked")

    with pytest.raises(ClientError):
        run(tmp_path / "export", format="json")
