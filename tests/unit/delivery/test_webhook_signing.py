"""Signatures of webhooks are those of the Standard Webhooks specification."""

import base64
import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from pages.delivery.webhooks.signing import new_secret, signature, signed_headers


def now() -> int:
    return int(datetime.datetime.now(datetime.UTC).timestamp())


def test_the_specifications_own_example_has_its_signature():
    assert (
        signature(
            secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestamp=1614265330,
            body=b'{"test": 2432232314}',
        )
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


@given(body=st.text(), secret=st.binary(min_size=24, max_size=64))
def test_the_reference_library_accepts_and_makes_the_same_signature(body, secret):
    key = "whsec_" + base64.b64encode(secret).decode()
    headers = signed_headers(
        secrets_in_use=[key], message_id="msg_1", timestamp=now(), body=body.encode()
    )
    Webhook(key).verify(body, headers, json_parse=False)


def test_a_changed_body_id_or_time_is_found_out():
    secret = new_secret()
    body = b'{"type":"page.published"}'
    headers = signed_headers(
        secrets_in_use=[secret], message_id="msg_1", timestamp=now(), body=body
    )
    Webhook(secret).verify(body, headers)
    for spoilt_body, spoilt in (
        (b'{"type":"page.withdrawn"}', {}),
        (body, {"webhook-id": "msg_2"}),
        (body, {"webhook-timestamp": str(now() - 60)}),
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(spoilt_body, {**headers, **spoilt})


def test_either_secret_verifies_while_both_count_and_a_third_never():
    old, new, other = new_secret(), new_secret(), new_secret()
    headers = signed_headers(
        secrets_in_use=[new, old], message_id="msg_1", timestamp=now(), body=b"{}"
    )
    Webhook(old).verify(b"{}", headers)
    Webhook(new).verify(b"{}", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(other).verify(b"{}", headers)


def test_secrets_are_long_and_never_the_same():
    secrets = {new_secret() for _ in range(50)}
    assert len(secrets) == 50
    for secret in secrets:
        assert secret.startswith("whsec_")
        assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32


def test_the_receiver_in_the_manual_knows_a_genuine_message(checkout):
    manual = (checkout / "docs" / "webhooks.md").read_text(encoding="utf-8")
    [code] = [
        block for block in re.findall(r"```python\n(.*?)```", manual, re.DOTALL) if "hmac" in block
    ]
    names = {}
    exec(code, names)
    is_genuine = names["is_genuine"]
    old, new = new_secret(), new_secret()
    headers = signed_headers(
        secrets_in_use=[new, old], message_id="msg_1", timestamp=now(), body=b"{}"
    )
    assert is_genuine(old, headers, b"{}")
    assert is_genuine(new, headers, b"{}")
    assert not is_genuine(new_secret(), headers, b"{}")
    assert not is_genuine(new, headers, b"{ }")
    stale = signed_headers(
        secrets_in_use=[new], message_id="msg_1", timestamp=now() - 301, body=b"{}"
    )
    assert not is_genuine(new, stale, b"{}")
