"""Expired drafts leave nothing behind, whether or not anybody makes another preview."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from pages.delivery.drafts.models import DraftPreview
from tests.factories.delivery import draft
from tests.factories.drafts import share

pytestmark = pytest.mark.django_db


def test_the_command_that_runs_every_minute_forgets_what_is_over():
    over, kept = share(draft()), share(draft())
    DraftPreview.objects.filter(pk=over.pk).update(expires_at=timezone.now())

    call_command("deliver_outbox", verbosity=0)

    assert list(DraftPreview.objects.all()) == [kept]


def test_making_another_forgets_what_is_over_too():
    over = share(draft())
    DraftPreview.objects.filter(pk=over.pk).update(expires_at=timezone.now())

    kept = share(draft())

    assert list(DraftPreview.objects.all()) == [kept]
