"""What a page rests on in other tables, changed in the moment in which the page goes public."""

import io

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image as Picture
from wagtail.images import get_image_model

from pages.citations.models import Reference
from pages.people.models import Person
from pages.people.wordings import WriteWording
from tests.factories.citations import ReferenceFactory
from tests.factories.delivery import a_file, an_image, link_to_file
from tests.races.site import content, stored

pytestmark = pytest.mark.postgres

USED = "cannot be"
CHANGED = "changed since"


def picture_block(image):
    return {
        "type": "image",
        "value": {"image": image.pk, "alt_text": "A hand", "decorative": False, "caption": ""},
    }


def offline_with(cast, *blocks):
    """Signed and public once with these blocks in its body, and unpublished by hand."""
    body = [*content("A")["body"], *blocks]
    page = cast.draft("A", body=body)
    cast.submit_as_it_is(page, "A")
    cast.sign(page)
    stored(page).unpublish()
    return stored(page)


def another_picture():
    content = io.BytesIO()
    Picture.new("RGB", (90, 70), "navy").save(content, "PNG")
    return ContentFile(content.getvalue(), name="other.png")


def test_an_image_that_is_replaced_while_its_page_goes_public_is_the_signed_one_or_none(race, cast):
    for _ in race.times():
        image = an_image(width=300, height=200)
        signed = image.file_hash
        page = offline_with(cast, picture_block(image))
        revision = page.get_latest_revision()
        other = get_image_model().objects.get(pk=image.pk)
        other.file = another_picture()
        other._set_image_file_metadata()

        @transaction.atomic
        def replace(other=other):
            other.save()

        publishing, replacing = race.run(
            page,
            lambda: revision.publish(),  # noqa: B023
            replace,
            stories=["gone", "gone A"],
        )
        now = get_image_model().objects.get(pk=image.pk)
        if publishing.done:
            assert USED in replacing.refusal
            assert now.file_hash == signed
        else:
            assert replacing.done
            assert CHANGED in publishing.refusal
            assert not stored(page).live
        race.count("public" if publishing.done else "replaced")
    race.finish("public", "replaced")


def test_an_image_that_is_deleted_while_its_page_goes_public_is_kept_or_the_page_is_not_public(
    race, cast
):
    for _ in race.times():
        image = an_image(width=300, height=200)
        page = offline_with(cast, picture_block(image))
        revision = page.get_latest_revision()
        other = get_image_model().objects.get(pk=image.pk)
        publishing, deleting = race.run(
            page,
            lambda: revision.publish(),  # noqa: B023
            lambda: other.delete(),  # noqa: B023
            stories=["gone", "gone A"],
        )
        assert publishing.done != deleting.done
        assert publishing.done or publishing.refusal
        assert deleting.done or USED in deleting.refusal
        assert get_image_model().objects.filter(pk=image.pk).exists() == publishing.done
        race.count("public" if publishing.done else "deleted")
    race.finish("public", "deleted")


def test_a_file_that_is_deleted_while_its_page_goes_public_is_kept_or_the_page_is_not_public(
    race, cast
):
    for _ in race.times():
        file = a_file()
        words = f"<p>[A] Read {link_to_file(file)}.</p>"
        page = offline_with(
            cast, {"type": "section", "value": {"heading": "More [A]", "text": words}}
        )
        revision = page.get_latest_revision()
        other = type(file).objects.get(pk=file.pk)
        publishing, deleting = race.run(
            page,
            lambda: revision.publish(),  # noqa: B023
            lambda: other.delete(),  # noqa: B023
            stories=["gone", "gone A"],
        )
        assert deleting.done or USED in deleting.refusal
        assert deleting.done or publishing.done
        race.count("kept" if publishing.done and not deleting.done else "deleted")
    race.finish("kept", "deleted")


def test_a_reference_that_is_corrected_while_its_page_goes_public_shows_as_it_was_signed(
    race, cast
):
    for number in race.times():
        reference = ReferenceFactory(title=f"Study {number} [A]")
        page = cast.draft("A", **content("A", reference=reference))
        cast.submit_as_it_is(page, "A")
        cast.sign(page)
        stored(page).unpublish()
        revision = page.get_latest_revision()
        other = Reference.objects.get(pk=reference.pk)
        other.title = f"Study {number} [B]"
        publishing, correcting = race.run(
            page,
            lambda: revision.publish(),  # noqa: B023
            lambda: other.save(),  # noqa: B023
            stories=["gone", "gone A"],
        )
        assert correcting.done
        assert publishing.done or CHANGED in publishing.refusal
        race.count("public" if publishing.done else "corrected first")
    race.finish("public", "corrected first")


def test_an_author_who_is_worded_while_their_page_goes_public_shows_as_it_was_signed(race, cast):
    for number in race.times():
        author = Person.objects.create(
            name=f"Ada {number}", credentials="MD [A]", is_author=True, languages=["en"]
        )
        page = cast.draft("A", author=author)
        cast.submit_as_it_is(page, "A")
        cast.sign(page)
        stored(page).unpublish()
        revision = page.get_latest_revision()
        writing = WriteWording(person_id=author.pk, language="en", user=cast.editor)
        publishing, worded = race.run(
            page,
            lambda: revision.publish(),  # noqa: B023
            lambda: writing.execute({"credentials": "MD [B]"}),  # noqa: B023
            stories=["gone", "gone A"],
        )
        assert worded.done
        assert publishing.done or CHANGED in publishing.refusal
        race.count("public" if publishing.done else "worded first")
    race.finish("public", "worded first")


def test_a_reference_that_is_corrected_while_its_page_is_signed_shows_as_it_was_read(race, cast):
    for number in race.times():
        reference = ReferenceFactory(title=f"Study {number} [A]")
        page = cast.draft("A", **content("A", reference=reference))
        review = cast.submit_as_it_is(page, "A")
        signing = cast.signing(review, cast.reviewer)
        other = Reference.objects.get(pk=reference.pk)
        other.title = f"Study {number} [B]"
        signed, correcting = race.run(
            page,
            signing,
            lambda: other.save(),  # noqa: B023
            stories=["gone", "gone A"],
        )
        assert correcting.done
        assert signed.done or "other content" in signed.refusal
        race.count("public" if signed.done else "corrected first")
    race.finish("public", "corrected first")
