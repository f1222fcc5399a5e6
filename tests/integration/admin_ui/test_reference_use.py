"""Where a reference is used, and what the public pages rest on."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.admin_ui.evidence import supported_pages
from pages.citations.models import Reference
from pages.content.examination.citing import citing_sentences
from tests.factories.citations import ReferenceFactory
from tests.factories.content import ConditionPageFactory, a_reference, cite
from tests.factories.delivery import draft, published, translated
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db


def usage(client: Any, reference: Reference) -> str:
    response = client.get(reverse("wagtailsnippets_pages_reference:usage", args=[reference.pk]))
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture
def admin(client: Any) -> Any:
    client.force_login(make_user(is_superuser=True))
    return client


def test_the_sentences_that_cite_a_reference_are_found_in_reading_order() -> None:
    reference, other = ReferenceFactory(), ReferenceFactory()
    page = ConditionPageFactory(
        causes=f"<p>Crystals form. They hurt{cite(reference)}. Rest helps{cite(other)}.</p>",
        body=[
            {
                "type": "section",
                "value": {
                    "heading": "More",
                    "text": f"<ul><li>Water helps. {cite(reference)}</li><li>Or not.</li></ul>",
                },
            },
            {
                "type": "outcome",
                "value": {
                    "label": "Less pain",
                    "numerator": 1,
                    "denominator": 2,
                    "period": "a week",
                    "instrument": "",
                    "reference": reference.pk,
                    "note": "",
                },
            },
        ],
    )
    found = citing_sentences(page, reference.key)
    assert sorted(one.text for one in found) == ["", "They hurt.", "Water helps."]
    assert {one.path.partition(".")[0] for one in found} == {"causes", "body"}
    assert citing_sentences(page, "nobody-2000") == []


def test_every_page_and_draft_is_listed_with_language_state_and_sentences(admin: Any) -> None:
    page = published(title="Gout")
    translated(page)
    draft(title="Only a draft")
    html = usage(admin, a_reference())
    for words in ("Gout", "Only a draft", "English", "Spanish", "public", "draft"):
        assert words in html
    assert f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#content-path-" in html


def test_what_nothing_uses_says_so(admin: Any) -> None:
    assert "Gout" not in usage(admin, ReferenceFactory())


def test_whoever_may_look_at_the_library_may_look_at_its_use(client: Any) -> None:
    reader = make_user("reader")
    reader.user_permissions.add(Permission.objects.get(codename="view_reference"))
    client.force_login(reader)
    draft(title="Only a draft")
    html = usage(client, a_reference())
    # A page that they may not edit is not named, and nothing of it is shown.
    assert "(Private" in html
    assert "content-path" not in html
    client.force_login(make_user("stranger"))
    address = reverse("wagtailsnippets_pages_reference:usage", args=[a_reference().pk])
    assert client.get(address).status_code == 302


def test_the_public_pages_are_listed_by_the_evidence_that_they_cite(admin: Any) -> None:
    published(title="Gout")
    published("procedure", title="Puncture")
    Reference.objects.filter(pk=a_reference().pk).update(evidence_level=2)
    (first, second) = supported_pages()
    assert (first.references, first.best, first.counts) == (1, 2, [0, 1, 0, 0, 0, 0])
    assert second.best == 2
    address = reverse("pages_review:evidence")
    assert "Gout" in admin.get(address).content.decode()
    assert "Gout" in admin.get(address, {"best": "2", "language": "en"}).content.decode()
    for other in ({"best": "1"}, {"language": "es"}, {"best": "0"}):
        html = admin.get(address, other).content.decode()
        assert "Gout" not in html
        assert "No public page matches" in html


def test_ungraded_and_retracted_references_are_counted() -> None:
    published(title="Gout")
    draft(title="Only a draft")
    Reference.objects.filter(pk=a_reference().pk).update(retraction_status="retracted")
    (page,) = supported_pages()
    assert (page.title, page.best, page.retracted) == ("Gout", 0, 1)
    assert page.counts == [0, 0, 0, 0, 0, 1]


def test_the_report_costs_as_many_queries_however_many_pages_there_are() -> None:
    counts = []
    for place in range(3):
        published(title=f"Gout {place}")
        with CaptureQueriesContext(connection) as queries:
            assert len(supported_pages()) == place + 1
        counts.append(len(queries))
    assert counts[0] >= counts[1] == counts[2] <= 3


def test_visitors_do_not_see_the_report(client: Any) -> None:
    assert client.get(reverse("pages_review:evidence")).status_code == 302
