"""What holds for every test with a database."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    """Let no test inherit a count of wrong passwords, or the roots of another test's tree."""
    cache.clear()
