"""What a token says, and what is no token."""

import datetime
from dataclasses import replace

import pytest
from django.core import signing

from pages.delivery.drafts.tokens import SALT, Claims, TokenInvalid, claims_in, is_over, signed

CLAIMS = Claims(preview=3, page=12, language="es", revision=40, person=7, until=1_800_000_000)
END = datetime.datetime(2026, 11, 26, 12, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


def test_a_token_says_what_was_signed_and_is_the_same_each_time():
    assert claims_in(signed(CLAIMS)) == CLAIMS
    assert signed(CLAIMS) == signed(CLAIMS)
    assert claims_in(signed(replace(CLAIMS, revision=None))).revision is None


@pytest.mark.parametrize("change", [lambda t: t[1:], lambda t: t[:-1], lambda t: t + "x"])
def test_a_token_with_a_changed_letter_is_none(change):
    with pytest.raises(TokenInvalid):
        claims_in(change(signed(CLAIMS)))


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a:b",
        "\x00",
        "ñandú:ñandú",
        "x" * 100_000,
        signing.dumps({"preview": 3}, salt=SALT),
        signing.Signer(salt=SALT).sign_object(["a", "list"]),
        signing.Signer(salt=SALT).sign_object({"preview": 3}),
        signing.Signer(salt="pages.review").sign_object(
            {"preview": 3, "page": 1, "language": "en", "revision": 1, "person": 1, "until": 1}
        ),
        signing.Signer(salt=SALT).sign("not json"),
    ],
    ids=[
        *("empty", "a letter", "two parts", "a null", "other letters", "endless", "with a time"),
        *("a list", "too little", "another salt", "no JSON"),
    ],
)
def test_what_was_not_signed_as_this_kind_of_token_is_none(token):
    with pytest.raises(TokenInvalid):
        claims_in(token)


def test_a_token_of_another_key_is_none(settings):
    token = signed(CLAIMS)
    settings.SECRET_KEY = "another key, just as long as the one before"

    with pytest.raises(TokenInvalid):
        claims_in(token)


def test_at_the_exact_second_of_its_end_a_preview_is_over():
    assert not is_over(until=END, now=END - datetime.timedelta(microseconds=1))
    assert is_over(until=END, now=END)
    assert is_over(until=END, now=END + SECOND)
