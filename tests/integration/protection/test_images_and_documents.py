import io

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import resolve, reverse
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from pages.admin_ui.media import DocumentDeleteView, ImageDeleteView
from pages.delivery.models import PublishedDocument
from pages.publishing import UsedByPublicPage
from tests.factories.content import a_reference, cite
from tests.factories.delivery import a_file, an_image, draft, link_to_file, published
from tests.factories.review import make_user

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file open from which it has stored a thumbnail.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

REMEDY = "Upload a new one and choose it in the page, so that it can be reviewed"


@pytest.fixture
def shown():
    image = an_image("A hand")
    published(title="Gout", hero_image=image, hero_alt="A hand")
    return image


@pytest.fixture
def linked():
    file = a_file()
    causes = f"<p>{link_to_file(file)} {cite(a_reference())}</p>"
    published(title="Gout", causes=causes)
    return file


@pytest.fixture
def admin(client):
    client.force_login(make_user("administrator", is_superuser=True))
    return client


def picture(colour="red"):
    content = io.BytesIO()
    Picture.new("RGB", (50, 40), colour).save(content, "PNG")
    return SimpleUploadedFile("new.png", content.getvalue(), content_type="image/png")


def leaflet():
    return SimpleUploadedFile("new.txt", b"Read this instead.", content_type="text/plain")


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def bulk_delete(client, file, *others):
    app, model = file._meta.app_label, file._meta.model_name
    address = reverse("wagtail_bulk_action", args=[app, model, "delete"])
    ids = "&".join(f"id={each.pk}" for each in (file, *others))
    return client.post(f"{address}?{ids}&next={reverse('wagtailimages:index')}")


def image_form(image, **changes):
    return {"title": image.title, "description": "", "tags": "", "file": ""} | changes


# In code


def test_the_file_of_an_image_in_use_is_not_replaced(shown):
    before = shown.file.name
    shown.file = picture()
    with pytest.raises(UsedByPublicPage, match="“Gout”") as refusal:
        shown.save()
    assert REMEDY in str(refusal.value)
    assert refusal.value.pages == ("“Gout” (en)",)
    assert get_image_model().objects.get().file.name == before


def test_the_file_of_an_image_in_use_is_not_replaced_under_its_own_name(shown):
    shown.file = ContentFile(picture().read(), name=shown.file.name)
    with pytest.raises(UsedByPublicPage):
        shown.save(update_fields=["file"])


def test_an_image_in_use_is_not_deleted_by_any_road_of_the_orm(shown):
    roads = (shown.delete, get_image_model().objects.all().delete)
    for road in roads:
        with pytest.raises((UsedByPublicPage, ProtectedError)), transaction.atomic():
            road()
    assert get_image_model().objects.filter(pk=shown.pk).exists()


def test_an_image_in_a_block_of_a_public_page_is_not_deleted():
    image = an_image()
    body = [("image", {"image": image, "alt_text": "A hand", "decorative": False, "caption": ""})]
    published(body=body)
    with pytest.raises(UsedByPublicPage):
        image.delete()


def test_the_file_of_a_document_in_use_is_neither_replaced_nor_deleted(linked):
    linked.file = leaflet()
    with pytest.raises(UsedByPublicPage):
        linked.save()
    with pytest.raises(UsedByPublicPage):
        get_document_model().objects.filter(pk=linked.pk).delete()


def test_a_collection_is_not_deleted_with_what_is_in_use_in_it(linked):
    collection = Collection.get_first_root_node().add_child(instance=Collection(name="Leaflets"))
    linked.collection = collection
    linked.save()
    with pytest.raises(UsedByPublicPage):
        collection.delete()


def test_title_tags_and_focal_point_of_an_image_in_use_may_change(shown):
    stored = PublishedDocument.objects.get().content
    shown.title = "A hand, drawn"
    shown.focal_point_x, shown.focal_point_y = 10, 10
    shown.focal_point_width, shown.focal_point_height = 4, 4
    shown.save()
    shown.tags.add("hands")
    assert PublishedDocument.objects.get().content == stored


@pytest.mark.parametrize("make", [an_image, a_file])
def test_what_no_public_page_uses_can_be_replaced_and_deleted(make):
    file = make()
    file.file = picture() if make is an_image else leaflet()
    file.save()
    file.delete()
    assert not type(file).objects.exists()


def test_once_the_page_is_offline_its_image_can_be_replaced(shown):
    page = PublishedDocument.objects.get().page.specific
    page.unpublish()
    shown.file = picture()
    shown.save()


def test_an_image_of_a_draft_alone_can_be_replaced():
    image = an_image()
    draft(hero_image=image, hero_alt="A hand")
    image.file = picture()
    image.save()


# Past Python


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wagtaildocs_document SET file = 'other.txt'",
        "DELETE FROM wagtaildocs_document",
    ],
)
def test_the_database_keeps_a_document_in_use(linked, statement):
    with (
        pytest.raises(IntegrityError, match="public page uses this"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_database_lets_a_document_change_its_title(linked):
    get_document_model().objects.update(title="Another title")


# In the admin


def test_our_views_stand_at_the_addresses_of_wagtails():
    for name, view in (
        ("wagtailimages:delete", ImageDeleteView),
        ("wagtaildocs:delete", DocumentDeleteView),
    ):
        assert resolve(reverse(name, args=[1])).func.view_class is view


def test_the_image_form_says_why_a_file_is_kept(shown, admin):
    response = admin.post(
        reverse("wagtailimages:edit", args=[shown.pk]), image_form(shown, file=picture())
    )
    assert response.status_code == 200
    assert REMEDY in response.content.decode()
    assert get_image_model().objects.get().file_hash == shown.get_file_hash()


def test_the_image_form_still_changes_everything_else(shown, admin):
    data = image_form(shown, title="New title", tags="hands", focal_point_x=3, focal_point_y=3)
    data |= {"focal_point_width": 2, "focal_point_height": 2}
    del data["file"]
    response = admin.post(reverse("wagtailimages:edit", args=[shown.pk]), data)
    assert response.status_code == 302
    stored = get_image_model().objects.get()
    assert (stored.title, stored.focal_point_x) == ("New title", 3)


def test_the_document_form_says_why_a_file_is_kept_and_keeps_it(linked, admin):
    response = admin.post(
        reverse("wagtaildocs:edit", args=[linked.pk]),
        {"title": linked.title, "tags": "", "file": leaflet()},
    )
    assert REMEDY in response.content.decode()
    with get_document_model().objects.get().open_file() as file:
        assert file.read() == b"Read me."


@pytest.mark.parametrize("method", ["get", "post"])
def test_deleting_an_image_in_use_is_refused_in_words(shown, admin, method):
    response = getattr(admin, method)(reverse("wagtailimages:delete", args=[shown.pk]))
    assert response.url == reverse("wagtailimages:index")
    assert REMEDY in said(response)
    assert get_image_model().objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_deleting_a_document_in_use_is_refused_in_words(linked, admin, method):
    response = getattr(admin, method)(reverse("wagtaildocs:delete", args=[linked.pk]))
    assert REMEDY in said(response)
    assert get_document_model().objects.exists()


def test_deleting_the_main_image_of_a_draft_is_refused_in_words(admin):
    image = an_image()
    page = draft(hero_image=image, hero_alt="A hand")
    response = admin.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert page.title in said(response)
    assert "Choose another one there first." in said(response)
    response = bulk_delete(admin, image)
    assert "Choose another one there first." in said(response)


def test_deleting_an_unused_image_works(admin):
    image = an_image()
    address = reverse("wagtailimages:delete", args=[image.pk])
    assert admin.get(address).status_code == 200
    assert "deleted" in said(admin.post(address))
    assert not get_image_model().objects.exists()


def test_who_may_not_delete_images_is_told_nothing_of_pages(shown, client):
    client.force_login(make_user("visitor"))
    response = client.post(reverse("wagtailimages:delete", args=[shown.pk]))
    assert "Gout" not in said(response)


def test_several_images_are_deleted_together_or_not_at_all(shown, admin):
    other = an_image("Another")
    response = bulk_delete(admin, shown, other)
    assert REMEDY in said(response)
    assert get_image_model().objects.count() == 2


def test_several_documents_are_deleted_together_or_not_at_all(linked, admin):
    response = bulk_delete(admin, linked, a_file())
    assert REMEDY in said(response)
    assert get_document_model().objects.count() == 2


def test_unused_files_are_deleted_together(admin):
    response = bulk_delete(admin, an_image(), an_image())
    assert "2 images have been deleted" in said(response)


def test_the_upload_screen_does_not_delete_an_image_in_use(shown, admin):
    response = admin.post(
        reverse("wagtailimages:delete_multiple", args=[shown.pk]),
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 403
    assert REMEDY in response.json()["error_message"]
    assert get_image_model().objects.exists()


def test_the_upload_screen_deletes_what_nothing_uses(admin):
    response = admin.post(reverse("wagtaildocs:delete_multiple", args=[a_file().pk]))
    assert response.json()["success"]


def test_a_collection_with_an_image_in_use_is_not_deleted_in_the_admin(shown, admin):
    collection = Collection.get_first_root_node().add_child(instance=Collection(name="Drawings"))
    get_image_model().objects.update(collection=collection)
    address = reverse("wagtailadmin_collections:delete", args=[collection.pk])
    assert "1 image" in admin.get(address).content.decode()
    assert admin.post(address).status_code == 403
    assert get_image_model().objects.exists()


def test_refusals_are_counted_when_there_are_many(monkeypatch, shown):
    monkeypatch.setattr("pages.delivery.protection.NAMED", 1)
    published(title="Lupus", hero_image=shown, hero_alt="A hand")
    shown.file = picture()
    with pytest.raises(UsedByPublicPage, match=r"“Gout” \(en\) and 1 more"):
        shown.save()
