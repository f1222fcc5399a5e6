import socket

import pytest
from pytest_django.fixtures import Settings

from tools import development


def test_the_welcome_names_the_addresses_and_the_accounts() -> None:
    text = development.welcome(
        address="http://127.0.0.1:8001",
        accounts=[("editor", "writes"), ("reviewer", "signs")],
        password="only-for-tests",
    )
    assert "http://127.0.0.1:8001/admin/" in text
    assert "http://127.0.0.1:8001/api/v2/pages/" in text
    assert "editor    writes" in text
    assert "only-for-tests" in text


def test_outside_development_no_account_is_named(settings: Settings) -> None:
    settings.DEBUG = False
    accounts, password = development.demonstration_accounts()
    text = development.welcome(address="https://x", accounts=accounts, password=password)
    assert "password" not in text


@pytest.mark.parametrize("wrong", ["", "web", "0", "65536", "80.5"])
def test_a_port_that_is_none_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert development.main([wrong]) == 2
    assert "from 1 to 65535" in capsys.readouterr().err


def test_a_port_in_use_is_said_before_anything_is_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as other:
        other.bind((development.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        assert development.main([str(port)]) == 1
    assert f"make run PORT={port + 1}" in capsys.readouterr().err
