"""Who may keep a file that was downloaded: the public what is public, nobody a draft's."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.rich_text import RichText

from tests.factories.content import a_reference, cite
from tests.factories.delivery import a_file, draft, link_to_file, publish
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db

TO_ALL = "public, max-age=0, must-revalidate"
TO_NOBODY_ELSE = "private, no-store"


class Bucket(FileSystemStorage):
    """Somewhere else: files have signed addresses there, and no path."""

    def path(self, name: str) -> str:
        raise NotImplementedError

    def url(self, name: str | None) -> str:
        return f"https://bucket.example/{name}?signature=x"


def a_page_with(file: Any) -> Any:
    page = draft()
    text = RichText(f"<p>{link_to_file(file)} {cite(a_reference())}</p>")
    page.body = [("section", {"heading": "More", "text": text})]
    page.save()
    return page


def read(client: Any, address: str, **headers: str) -> Any:
    """Return the answer, with its body read to the end, which closes the file."""
    answer = client.get(address, headers=headers)
    answer.whole = b"".join(answer)
    return answer


def an_editor(client: Any) -> Any:
    client.force_login(make_user("editor", is_superuser=True))
    return client


def test_what_is_public_may_be_kept_and_has_to_be_asked_for(client) -> None:
    file = a_file()
    publish(a_page_with(file))

    answer = read(client, file.url)

    assert answer.whole == b"Read me."
    assert answer["Cache-Control"] == TO_ALL
    assert answer["Surrogate-Key"] == "pages"
    head = client.head(file.url)
    assert b"".join(head) == b""
    assert (head["Cache-Control"], head["ETag"]) == (TO_ALL, answer["ETag"])
    for name, value in (
        ("if-none-match", answer["ETag"]),
        ("if-modified-since", answer["Last-Modified"]),
    ):
        again = read(client, file.url, **{name: value})
        assert again.status_code == 304
        assert again["Cache-Control"] == TO_ALL
        assert again["Surrogate-Key"] == answer["Surrogate-Key"]


def test_what_an_editor_opens_of_a_draft_is_kept_nowhere(client) -> None:
    file = a_file()
    a_page_with(file)
    refused = read(client, file.url)
    assert (refused.status_code, refused["Cache-Control"]) == (404, TO_NOBODY_ELSE)

    answer = read(an_editor(client), file.url)

    assert answer.whole == b"Read me."
    assert answer["Cache-Control"] == TO_NOBODY_ELSE
    assert "Surrogate-Key" not in answer
    again = read(client, file.url, **{"if-none-match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, TO_NOBODY_ELSE)


def test_what_was_withdrawn_is_gone_for_whoever_asks_again(client) -> None:
    file = a_file()
    page = a_page_with(file)
    publish(page)
    known = read(client, file.url)["ETag"]

    page.refresh_from_db()
    page.unpublish()

    assert read(client, file.url, **{"if-none-match": known}).status_code == 404
    assert read(an_editor(client), file.url)["Cache-Control"] == TO_NOBODY_ELSE


@pytest.mark.parametrize("is_public", [True, False])
def test_the_way_to_a_bucket_is_kept_as_the_file_would_be(client, settings, is_public) -> None:
    file = a_file()
    page = a_page_with(file)
    if is_public:
        publish(page)
    settings.WAGTAILDOCS_SERVE_METHOD = "redirect"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": f"{__name__}.Bucket"},
    }

    answer = read(client if is_public else an_editor(client), file.url)

    assert answer.status_code == 302
    assert answer["Location"].startswith("https://bucket.example/")
    assert answer["Cache-Control"] == (TO_ALL if is_public else TO_NOBODY_ELSE)


def test_a_public_page_makes_no_file_of_a_private_collection_public(client) -> None:
    private = Collection.get_first_root_node() or Collection.add_root(name="Root")
    private = private.add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    file = a_file()
    publish(a_page_with(file))
    file.collection = private
    file.save()

    asked_to_log_in = client.get(file.url)
    assert asked_to_log_in.status_code == 302
    assert asked_to_log_in["Location"] == f"/admin/login/?next={file.url}"
    assert asked_to_log_in["Cache-Control"] == TO_NOBODY_ELSE

    sent = read(an_editor(client), file.url)

    assert (sent.status_code, sent["Cache-Control"]) == (200, TO_NOBODY_ELSE)


def test_a_public_file_that_is_not_in_storage_is_kept_by_nobody(client) -> None:
    file = a_file()
    publish(a_page_with(file))
    file.file.storage.delete(file.file.name)

    answer = read(client, file.url)

    assert (answer.status_code, answer["Cache-Control"]) == (404, TO_NOBODY_ELSE)
