"""Stories that are public although their patient's permission does not hold any more."""

import datetime

import pytest
from django.utils import timezone

from pages.consent.models import Authorization
from pages.consent.views import state_of
from pages.delivery.verification import verify_page
from tests.factories.delivery import draft, published

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


def change(**fields):
    """Change the patient's permission behind the page that was signed under it."""
    Authorization.objects.update(**fields)


@pytest.fixture(params=["en", "es"])
def story(request):
    return published("testimonial", language=request.param)


def test_a_story_under_a_permission_in_force_is_clean(story):
    assert list(verify_page(story)) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"expires_on": YESTERDAY}, "consent.expired"),
        ({"revoked_on": YESTERDAY}, "consent.revoked"),
        ({"uses": ["quotation", "story"]}, "consent.use"),
    ],
)
def test_a_public_story_that_the_patient_does_not_allow_any_more_is_drift(story, fields, code):
    change(**fields)
    [finding] = verify_page(type(story).objects.get(pk=story.pk))
    assert (finding.code, finding.page_id, finding.is_drift) == (code, story.pk, True)
    assert finding.message.endswith("The page is still public: take it offline.")


def test_a_permission_that_ends_with_an_event_is_not_drift(story):
    change(expires_on=None, expires_event="the patient moves away")
    assert list(verify_page(type(story).objects.get(pk=story.pk))) == []


@pytest.mark.parametrize(
    ("fields", "state"),
    [({"expires_on": YESTERDAY}, "Expired"), ({"revoked_on": YESTERDAY}, "Revoked")],
)
@pytest.mark.parametrize(
    ("make", "addition"), [(draft, ""), (published, ", and a page is still public")]
)
def test_the_list_of_permissions_says_whether_a_page_is_still_public(make, addition, fields, state):
    make("testimonial")
    change(**fields)
    assert state_of(Authorization.objects.get()) == state + addition
