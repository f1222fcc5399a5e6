from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from pages.citations.models import Reference
from pages.citations.protection import ReferenceInUse, used_by
from tests.factories.citations import ReferenceFactory, citation
from tests.factories.content import ConditionPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(django_capture_on_commit_callbacks: Any) -> Any:
    """Run what Wagtail's reference index does once a transaction ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_citation_in_the_text_is_a_use_that_wagtail_knows(indexed: Any) -> None:
    first, second = ReferenceFactory.create_batch(2)
    with indexed():
        page = ConditionPageFactory(causes=f"<p>x{citation(first, second)}</p>")
    assert [user.pk for user in used_by(second)] == [page.pk]


@pytest.mark.parametrize("many", [False, True])
def test_a_reference_in_use_cannot_be_deleted_in_code(indexed: Any, many: bool) -> None:
    reference = ReferenceFactory()
    with indexed():
        page = ConditionPageFactory(title="Gout", causes=f"<p>x{citation(reference)}</p>")
    delete = Reference.objects.all().delete if many else reference.delete
    with pytest.raises(ReferenceInUse, match="Gout") as refusal, transaction.atomic():
        delete()
    assert [user.pk for user in refusal.value.users] == [page.pk]
    assert Reference.objects.exists()


@pytest.mark.parametrize("way", ["text", "block", "list"])
def test_a_draft_that_needs_it_protects_a_reference_too(way: str) -> None:
    reference = ReferenceFactory()
    page = ConditionPageFactory()
    if way == "text":
        page.causes = f"<p>x{citation(reference)}</p>"
    elif way == "block":
        page.body = [("study_summary", {"reference": reference, "design": "cohort"})]
    else:
        page.listed_references = [("reference", reference)]
    page.save_revision()
    with pytest.raises(ReferenceInUse), transaction.atomic():
        reference.delete()


def test_a_reference_that_nothing_uses_is_deleted() -> None:
    ReferenceFactory().delete()
    assert not Reference.objects.exists()


@pytest.mark.parametrize("bulk", [False, True])
def test_the_admin_refuses_with_words_that_name_the_page(
    client: Any, indexed: Any, bulk: bool
) -> None:
    reference = ReferenceFactory()
    with indexed():
        ConditionPageFactory(title="Gout", causes=f"<p>x{citation(reference)}</p>")
    client.force_login(get_user_model().objects.create_superuser("root"))
    if bulk:
        address = reverse("wagtail_bulk_action", args=["pages", "reference", "delete"])
        address += f"?id={reference.pk}"
    else:
        address = reverse("wagtailsnippets_pages_reference:delete", args=[reference.pk])
    response = client.post(address, follow=True)
    assert "Gout" in response.content.decode()
    assert "was not deleted" in response.content.decode()
    assert Reference.objects.exists()
