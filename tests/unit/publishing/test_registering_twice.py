"""Wiring the rooms together again, as a second registry of apps does, adds nothing."""

from django.apps import apps

from pages.publishing.guards.sources import sources
from pages.publishing.registry import effects, requirements


def test_what_is_registered_again_takes_its_own_place():
    before = [list(map(type, listed())) for listed in (effects, requirements, sources)]

    apps.get_app_config("pages").ready()

    after = [list(map(type, listed())) for listed in (effects, requirements, sources)]
    assert after == before
