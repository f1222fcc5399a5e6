"""The list of rules, for everybody who writes or reviews."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.html import escape
from wagtail.users.models import UserProfile

from pages import claims
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db


def shown(client, **fields):
    client.force_login(make_user(**fields))
    response = client.get(reverse("pages_review:claim_rules"))
    assert response.status_code == 200
    return response.content.decode()


def test_every_rule_is_listed_with_its_source_and_examples_in_both_languages(client):
    page = shown(client)
    for rule in claims.RULES:
        assert f'id="{rule.code}"' in page
        assert escape(str(rule.title)) in page
        assert escape(rule.source) in page
        for examples in rule.examples.values():
            assert escape(examples.clean[0].split("\n")[0][:40]) in page


def test_the_list_is_in_the_language_of_the_reader(client):
    user = make_user()
    UserProfile.objects.create(user=user, preferred_language="es")
    client.force_login(user)
    page = client.get(reverse("pages_review:claim_rules")).content.decode()
    assert "Una afirmación de curación" in page
    assert "debe resolverse" in page


def test_what_the_site_decided_is_shown(client, settings):
    settings.PAGES = {
        "CLAIM_SEVERITIES": {"claim.cure": "off"},
        "CLAIM_TERMS": {"claim.puffery": {"en": ["dream ~1 result"]}},
    }
    page = shown(client)
    assert "switched off" in page
    assert "as this site decided" in page
    assert "dream ~1 result" in page


def test_the_reports_menu_leads_there(client):
    user = make_user(is_superuser=True)
    client.force_login(user)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("pages_review:claim_rules") in home


def test_visitors_do_not_see_it(client):
    response = client.get(reverse("pages_review:claim_rules"))
    assert response.status_code == 302
