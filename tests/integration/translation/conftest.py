"""What every test of the translation room starts from."""

from typing import Any

import pytest

from tests.factories.translation import BilingualSite, make_bilingual_site


@pytest.fixture
def site(db: Any) -> BilingualSite:
    """A site with an English and a Spanish tree."""
    return make_bilingual_site()
