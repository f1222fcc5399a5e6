"""Pages, pictures, files and redirects that the tests of a module ask about and do not change."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from tests.contract.stock import Tree, a_tree
from tests.contract.stock_media import Library, a_library


@pytest.fixture(scope="module")
def tree(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Tree]:
    """Yield pages of all types, made once for the module, since all of its tests only read them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_tree()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="module")
def library(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Library]:
    """Yield pictures, files and redirects, all of them public, likewise."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_library()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def no_news_of_refusals(caplog: pytest.LogCaptureFixture) -> None:
    """Keep the refusals and crashes that a test asks for out of the log."""
    caplog.set_level(logging.CRITICAL, "django.request")
