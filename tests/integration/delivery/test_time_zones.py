"""What the public reads is the same, in whichever time zone it was published."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from pages.delivery.models import PublishedDocument
from pages.delivery.serving.storing import store_answers
from pages.delivery.verification import verify
from tests.factories.delivery import publish, published, translated

pytestmark = pytest.mark.django_db

FAR_AWAY = "Pacific/Kiritimati"
"""Where it is tomorrow for most of the day."""


@pytest.mark.parametrize("kind", ["condition", "procedure", "testimonial"])
def test_an_answer_says_the_same_wherever_the_reviewer_is(client: Any, kind: str) -> None:
    page = published(kind)
    with timezone.override(FAR_AWAY):
        store_answers([page.pk])
        there = client.get(f"/api/v2/pages/{page.pk}/").json()
    stored_there = PublishedDocument.objects.get(page_id=page.pk)

    store_answers([page.pk])

    assert PublishedDocument.objects.get(page_id=page.pk).answer_hash == stored_there.answer_hash
    assert client.get(f"/api/v2/pages/{page.pk}/").json() == there
    assert "+14:00" not in str(there)


def test_nothing_differs_after_a_publication_by_somebody_far_away() -> None:
    page = published()
    with timezone.override(FAR_AWAY):
        translated(page)
        page.title = "Another title"
        publish(page)
    page.title = "Yet another title"
    publish(page)

    assert [each.code for each in verify() if each.severity != "notice"] == []
