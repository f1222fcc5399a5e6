"""What a live page shows is changed behind it: the public goes on reading what was signed."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.test.utils.form_data import rich_text
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from pages.citations.models import Reference
from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.standing import standing_of
from pages.people.models import Person
from tests.factories.disclaimers import reworded, sign_wording
from tests.matrix.cases import locale_of, other
from tests.matrix.paths.commands import run
from tests.matrix.trial import LIVE, Trial, path
from tests.matrix.words import UNSIGNED, leaflet, picture


def snippet(model: type, name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_pages_{model._meta.model_name}:{name}", args=args)


def image_of(trial: Trial) -> Any:
    return get_image_model().objects.get(pk=trial.page().hero_image_id)


def publish_again(trial: Trial) -> None:
    """Publish what is live once more."""
    trial.page().live_revision.publish()


def disclaimer_of(trial: Trial) -> Disclaimer:
    return Disclaimer.objects.get(locale__language_code=trial.language)


# A wording waits for its review only while the wording that it translates is signed.
@path("the disclaimer changed in the admin", room="behind", states=LIVE, alone=True)
def change_disclaimer(trial: Trial) -> Any:
    disclaimer = disclaimer_of(trial)
    data = {
        "key": disclaimer.key,
        "title": f"{UNSIGNED} {trial.case.name}",
        "text": rich_text(f"<p>{UNSIGNED}</p>"),
        "ready": "on",
    }
    return trial.post(snippet(Disclaimer, "edit", disclaimer.pk), data)


@path("the disclaimer changed in code, and the page saved", room="behind", states=LIVE)
def save_disclaimer(trial: Trial) -> None:
    disclaimer = disclaimer_of(trial)
    disclaimer.title, disclaimer.text = UNSIGNED, f"<p>{UNSIGNED}</p>"
    disclaimer.save()
    trial.page().save()


@path("the disclaimer changed in code, and the page published again", room="behind", states=LIVE)
def publish_disclaimer(trial: Trial) -> None:
    disclaimer = disclaimer_of(trial)
    disclaimer.title, disclaimer.text = UNSIGNED, f"<p>{UNSIGNED}</p>"
    disclaimer.save()
    publish_again(trial)


@path("the disclaimer changed by QuerySet.update, and the page saved", room="behind", states=LIVE)
def update_disclaimer(trial: Trial) -> None:
    Disclaimer.objects.filter(locale__language_code=trial.language).update(title=UNSIGNED)
    trial.page().save()


@path("the disclaimer translated anew by wagtail-localize", room="behind", states=("active",))
def translate_disclaimer(trial: Trial) -> None:
    source = Disclaimer.objects.get(locale__language_code=other(trial.language))
    source.title, source.text = UNSIGNED, f"<p>{UNSIGNED}</p>"
    source.save()
    translate_object(source, [locale_of(trial.language)])
    for translation in Translation.objects.filter(target_locale=locale_of(trial.language)):
        if translation.source.specific_content_type.model_class() is Disclaimer:
            translation.save_target(publish=True)
    publish_again(trial)


def reword(trial: Trial) -> Disclaimer:
    """Write a new wording as the author, who may sign those of others."""
    return reworded(disclaimer_of(trial), f"<p>{UNSIGNED}</p>", by=trial.site.author)


def sign_as(trial: Trial, user: Any) -> None:
    sign_wording(reword(trial), reviewer=user)


@path("a wording signed by its author", room="behind", states=("active",))
def author_signs_wording(trial: Trial) -> None:
    sign_as(trial, trial.site.author)


@path("a wording signed by a superuser who is no reviewer", room="behind", states=("active",))
def superuser_signs_wording(trial: Trial) -> None:
    sign_as(trial, trial.site.superuser)


@path("a wording signed by a reviewer of the other language", room="behind", states=("active",))
def other_language_signs_wording(trial: Trial) -> None:
    sign_as(trial, trial.site.reviewer_of[other(trial.language)])


@path("a wording that waits, then rebuild_documents", room="behind", states=LIVE)
def rebuild_with_new_wording(trial: Trial) -> None:
    reword(trial)
    run("rebuild_documents")


@path(
    "a signature under a wording made up in code, then rebuild_documents",
    room="behind",
    states=("active",),
)
def forge_wording(trial: Trial) -> None:
    wording = standing_of(reword(trial)).newest
    person = Person.objects.get(user=trial.site.reviewer)
    DisclaimerApproval.objects.create(
        version=wording,
        key=wording.wording.key,
        language_code=trial.language,
        fingerprint=wording.wording.fingerprint,
        reviewer=trial.site.reviewer,
        person=person,
        reviewer_name=person.name,
        meaning="",
        signed_at=timezone.now(),
    )
    run("rebuild_documents")


@path("the disclaimer deleted", room="behind", states=LIVE)
def delete_disclaimer(trial: Trial) -> None:
    disclaimer_of(trial).delete()


@path("a cited reference corrected in the admin", room="behind", states=LIVE)
def change_reference(trial: Trial) -> Any:
    data = {
        "csl_type": "article-journal",
        "authors": "Inventado, I",
        "title": UNSIGNED,
        "year": "2020",
        "retraction_status": "unknown",
    }
    return trial.post(snippet(Reference, "edit", Reference.objects.get().pk), data)


def correct_reference() -> None:
    reference = Reference.objects.get()
    reference.title = UNSIGNED
    reference.save()


@path("a cited reference corrected, and the page saved", room="behind", states=LIVE)
def save_reference(trial: Trial) -> None:
    correct_reference()
    trial.page().save()


@path("a cited reference corrected, and the page published again", room="behind", states=LIVE)
def publish_reference(trial: Trial) -> None:
    correct_reference()
    publish_again(trial)


@path("a cited reference corrected, and the page unpublished and back", room="behind", ends=True)
def republish_reference(trial: Trial) -> None:
    correct_reference()
    trial.page().unpublish()
    trial.page().latest_revision.publish()


@path("a cited reference deleted", room="behind", states=LIVE)
def delete_reference(trial: Trial) -> None:
    Reference.objects.get().delete()


@path("a cited reference deleted in the admin", room="behind", states=LIVE)
def delete_reference_in_admin(trial: Trial) -> Any:
    return trial.post(snippet(Reference, "delete", Reference.objects.get().pk))


@path("an image replaced in the admin", room="behind", states=LIVE)
def replace_image(trial: Trial) -> Any:
    data = {
        "title": UNSIGNED,
        "file": SimpleUploadedFile("new.png", picture("red")),
        "tags": "",
        "description": UNSIGNED,
        "collection": Collection.get_first_root_node().pk,
    }
    data |= {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
    return trial.post(reverse("wagtailimages:edit", args=[image_of(trial).pk]), data)


@path("an image replaced in code", room="behind", states=LIVE)
def save_image(trial: Trial) -> None:
    image = image_of(trial)
    image.file = ContentFile(picture("red"), "new.png")
    image.save()


@path("an image's row updated", room="behind", states=LIVE)
def update_image(trial: Trial) -> None:
    get_image_model().objects.filter(pk=image_of(trial).pk).update(file="elsewhere.png")


@path("a rendition of an image given another file", room="behind", states=LIVE)
def update_rendition(trial: Trial) -> None:
    image_of(trial).renditions.update(file="elsewhere.png")


@path("an image deleted in the admin", room="behind", states=LIVE)
def delete_image(trial: Trial) -> Any:
    return trial.post(reverse("wagtailimages:delete", args=[image_of(trial).pk]))


@path("an image deleted in code", room="behind", states=LIVE)
def delete_image_in_code(trial: Trial) -> None:
    image_of(trial).delete()


@path("a file replaced in the admin", room="behind", states=LIVE)
def replace_file(trial: Trial) -> Any:
    data = {
        "title": "Leaflet",
        "file": SimpleUploadedFile("new.txt", UNSIGNED.encode()),
        "tags": "",
        "collection": Collection.get_first_root_node().pk,
    }
    return trial.post(reverse("wagtaildocs:edit", args=[leaflet().pk]), data)


@path("a file's row updated", room="behind", states=LIVE)
def update_file(trial: Trial) -> None:
    type(leaflet()).objects.update(file="elsewhere.txt")


@path("a file deleted in code", room="behind", states=LIVE)
def delete_file(trial: Trial) -> None:
    leaflet().delete()


@path("a language renamed in the admin", room="behind", states=LIVE)
def rename_locale(trial: Trial) -> Any:
    locale = locale_of(trial.language)
    data = {"language_code": "fr"}
    return trial.post(reverse("wagtaillocales:edit", args=[locale.pk]), data)


@path("a language deleted in the admin", room="behind", states=LIVE)
def delete_locale(trial: Trial) -> Any:
    url = reverse("wagtaillocales:delete", args=[locale_of(trial.language).pk])
    return trial.post(url)


@path("the author's name changed, and the page saved", room="behind", states=LIVE)
def rename_author(trial: Trial) -> None:
    author = Person.objects.get(pk=trial.page().author_id)
    author.name = author.credentials = UNSIGNED
    author.save()
    trial.page().save()


@path("the reviewer's name changed, and the page saved", room="behind", states=LIVE)
def rename_reviewer(trial: Trial) -> None:
    person = Person.objects.get(user=trial.site.reviewer)
    person.name = person.credentials = UNSIGNED
    person.save()
    trial.page().save()


@path("the author deleted", room="behind", states=LIVE)
def delete_author(trial: Trial) -> None:
    Person.objects.get(pk=trial.page().author_id).delete()


@path("the reviewer's account deleted in the admin", room="behind", states=LIVE)
def delete_reviewer(trial: Trial) -> Any:
    url = reverse("wagtailusers_users:delete", args=[trial.site.reviewer.pk])
    return trial.post(url)


@path("the reviewer's account deleted in code", room="behind", states=LIVE)
def delete_reviewer_in_code(trial: Trial) -> None:
    trial.site.reviewer.delete()
