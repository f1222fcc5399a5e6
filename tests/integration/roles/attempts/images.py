"""Pictures."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, attempt


@attempt("add an image", may="AE")
def add_image(client: Client, site: RolesSite) -> Outcome:
    file = SimpleUploadedFile("new.png", get_test_image_file().file.getvalue())
    data = {"title": "New image", "file": file, "tags": "", "description": ""}
    response = client.post(reverse("wagtailimages:add"), data)
    return response, get_image_model().objects.filter(title="New image").exists()
