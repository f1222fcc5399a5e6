"""What the address of previews on the website may look like."""

import pytest

from pages.delivery.drafts.setting import fault_in_preview_url

ADDRESS = "https://www.example.org/api/preview?secret=x&token={token}"


@pytest.mark.parametrize(
    "value",
    [
        "",
        ADDRESS,
        "http://localhost:3000/preview/{locale}{path}?token={token}&type={content_type}",
    ],
)
def test_an_address_with_a_place_for_the_token_fits(value):
    assert fault_in_preview_url(value) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "must be an address"),
        ("/preview?token={token}", "http"),
        ("javascript:alert('{token}')", "http"),
        ("https://{token}.example.org/", "host"),
        ("https://www.example.org/preview", "{token}"),
        (f"{ADDRESS}&slug={{slug}}", "{slug}"),
    ],
)
def test_any_other_is_refused_with_words(value, words):
    assert words in fault_in_preview_url(value)
