"""The languages of quotations."""

import pytest
from django.utils.translation import override

from pages.content.languages import same_language, spoken_languages


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("es", "es", True),
        ("es-mx", "es", True),
        ("es", "ES-mx", True),
        ("en", "es", False),
        ("", "es", False),
        ("", "", False),
    ],
)
def test_a_region_makes_no_other_language(one, other, verdict):
    assert same_language(one, other) is verdict


def test_patients_may_speak_other_languages_than_the_site():
    codes = dict(spoken_languages())
    assert {"en", "es", "ar", "fr"} <= codes.keys()


def test_languages_are_named_in_the_language_of_the_editor():
    with override("es"):
        assert dict(spoken_languages())["fr"] == "Francés"
