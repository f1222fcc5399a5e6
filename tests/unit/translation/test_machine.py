"""Machine translators: what they are sent, what their answers become, and how they fail."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings
from wagtail_localize.strings import StringValue

from pages.translation.machine import asking
from pages.translation.machine.asking import batches
from pages.translation.machine.deepl import DeepL
from pages.translation.machine.failures import MachineTranslationFailed
from pages.translation.machine.installation_checks import (
    check_machine_translators,
    fault_in_machine_translators,
)
from pages.translation.machine.libretranslate import LibreTranslate
from pages.translation.machine.protection import (
    cleaned,
    keeps_placeholders,
    with_numbers,
    without_numbers,
)
from pages.translation.machine.registry import configurations, translator_named
from tests.factories.machine import BROKEN, DUMMY, FAKE, FakeServer, fake_server

EN, ES = SimpleNamespace(language_code="en"), SimpleNamespace(language_code="es")
SECRET = "a-secret-key:fx"
PRIVATE = "Unpublished words."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeServer]:
    monkeypatch.setattr(asking.time, "sleep", lambda seconds: None)
    with fake_server() as running:
        yield running


def deepl(server: FakeServer, **options: Any) -> DeepL:
    return DeepL({"AUTH_KEY": SECRET, "URL": f"{server.url}/v2/translate", **options})


def libretranslate(server: FakeServer, **options: Any) -> LibreTranslate:
    return LibreTranslate({"LIBRETRANSLATE_URL": f"{server.url}/", **options})


BOTH = pytest.mark.parametrize("made", [deepl, libretranslate])


def translated(translator: Any, *texts: str) -> list[str]:
    found = translator.translate(EN, ES, [StringValue(text) for text in texts])
    return [found[StringValue(text)].data for text in texts]


# DeepL


def test_deepl_is_asked_as_its_protocol_says(server: FakeServer) -> None:
    server.answer(200, {"translations": [{"text": "Dolor"}, {"text": "<b>Año</b>"}]})
    assert translated(deepl(server, FORMALITY="prefer_more"), "Pain", "<b>Year</b>") == [
        "Dolor",
        "<b>Año</b>",
    ]
    [(path, headers, body)] = server.asked
    assert path == "/v2/translate"
    assert headers["authorization"] == f"DeepL-Auth-Key {SECRET}"
    assert body == {
        "text": ["Pain", "<b>Year</b>"],
        "tag_handling": "xml",
        "source_lang": "EN",
        "target_lang": "ES",
        "formality": "prefer_more",
    }


def test_deepls_address_follows_from_the_key() -> None:
    assert DeepL({"AUTH_KEY": "x:fx"}).get_api_endpoint().startswith("https://api-free.deepl.com")
    assert DeepL({"AUTH_KEY": "x"}).get_api_endpoint().startswith("https://api.deepl.com")


def test_deepl_is_sent_no_more_than_it_takes(server: FakeServer) -> None:
    server.answer(
        200, lambda body: {"translations": [{"text": f"ES {one}"} for one in body["text"]]}
    )
    texts = [f"Text {number}" for number in range(120)]
    assert translated(deepl(server), *texts) == [f"ES {text}" for text in texts]
    assert [len(body["text"]) for _path, _headers, body in server.asked] == [50, 50, 20]


# LibreTranslate


def test_libretranslate_is_asked_as_its_protocol_says(server: FakeServer) -> None:
    server.answer(200, {"translatedText": ["Dolor", "Año"]})
    assert translated(libretranslate(server, API_KEY="key"), "Pain", "Year") == ["Dolor", "Año"]
    [(path, _headers, body)] = server.asked
    assert path == "/translate"
    assert body == {
        "q": ["Pain", "Year"],
        "source": "en",
        "target": "es",
        "format": "html",
        "api_key": "key",
    }


def test_a_server_without_keys_is_sent_none(server: FakeServer) -> None:
    server.answer(200, {"translatedText": ["Dolor"]})
    translated(libretranslate(server), "Pain")
    assert "api_key" not in server.asked[0][2]


# How they fail


@BOTH
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "refused the request"),
        (403, "does not accept this site's key"),
        (413, "too long"),
        (429, "too much to do"),
        (456, "quota"),
        (500, "out of order"),
        (503, "out of order"),
        (302, "refused the request"),
    ],
)
def test_every_status_has_words_and_leaks_nothing(
    server: FakeServer,
    caplog: pytest.LogCaptureFixture,
    made: Any,
    status: int,
    words: str,
) -> None:
    server.answer(status, {"error": f"{PRIVATE} {SECRET}"}, Location=f"{server.url}/elsewhere")
    with (
        caplog.at_level(logging.DEBUG, logger="pages"),
        pytest.raises(MachineTranslationFailed, match=words) as failure,
    ):
        translated(made(server), PRIVATE)
    for text in (str(failure.value), caplog.text):
        assert PRIVATE not in text
        assert SECRET not in text
    assert str(status) in caplog.text
    assert not any("elsewhere" in path for path, _headers, _body in server.asked)


@BOTH
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_for_a_moment_is_asked_again(
    server: FakeServer, made: Any, status: int
) -> None:
    server.answer(status, "", Retry_After="1")
    server.answer(200, {"translations": [{"text": "Dolor"}], "translatedText": ["Dolor"]})
    assert translated(made(server), "Pain") == ["Dolor"]
    assert len(server.asked) == 2


@BOTH
def test_a_server_that_asks_for_an_hour_is_given_up(server: FakeServer, made: Any) -> None:
    server.answer(429, "", Retry_After="3600")
    with pytest.raises(MachineTranslationFailed, match="too much to do"):
        translated(made(server), "Pain")
    assert len(server.asked) == 1


@BOTH
def test_a_server_that_stays_busy_is_given_up(server: FakeServer, made: Any) -> None:
    server.answer(503, "")
    with pytest.raises(MachineTranslationFailed, match="out of order"):
        translated(made(server), "Pain")
    assert len(server.asked) == asking.ATTEMPTS


@BOTH
@pytest.mark.parametrize(
    "answer",
    [
        "<html>Welcome to this hotel's network</html>",
        {"error": "no"},
        [],
        {"translations": [], "translatedText": []},
        {"translations": [{"words": "x"}], "translatedText": "x"},
        {"translations": [{"text": None}], "translatedText": [None]},
        {"translations": "x", "translatedText": {"a": "b", "c": "d"}},
    ],
)
def test_an_answer_that_is_none_has_words(server: FakeServer, made: Any, answer: Any) -> None:
    server.answer(200, answer)
    with pytest.raises(MachineTranslationFailed, match="could not be read"):
        translated(made(server), "Pain", "Year")


@BOTH
def test_a_server_that_does_not_answer_is_not_waited_for(server: FakeServer, made: Any) -> None:
    server.delay = lambda: Event().wait(0.3)
    server.answer(200, {})
    with pytest.raises(MachineTranslationFailed, match="did not answer in time"):
        translated(made(server, TIMEOUT=0.05), "Pain")
    assert len(server.asked) <= 1


@BOTH
def test_a_server_that_is_not_there_has_words(made: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        gone = FakeServer(url=f"http://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(MachineTranslationFailed, match="cannot be reached"):
            translated(made(gone), "Pain")


@given(st.lists(st.text(max_size=12), max_size=30), st.integers(1, 7), st.integers(1, 40))
def test_batches_hold_every_text_once_and_keep_their_limits(
    texts: list[str], most: int, octets: int
) -> None:
    found = list(batches(texts, most=most, octets=octets))
    assert [text for batch in found for text in batch] == texts
    for batch in found:
        assert 1 <= len(batch) <= most
        assert len(batch) == 1 or sum(len(text.encode()) for text in batch) <= octets


# What an answer becomes

CITED = 'Pain <a id="a1">[smolen-2016]</a> and <a id="a2">a guide</a> for 5 <b>days</b>.'


def test_a_citation_keeps_its_label_and_a_link_its_translated_words() -> None:
    answer = 'Dolor <a id="a1">[smolen de 2016]</a> y <a id="a2">una guía</a> 5 <b>días</b>.'
    assert cleaned(answer, source=CITED) == (
        'Dolor <a id="a1">[smolen-2016]</a> y <a id="a2">una guía</a> 5 <b>días</b>.'
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("  Dolor ", "Dolor"),
        ("p &lt; 0.05 y p < 0.05", "p &lt; 0.05 y p &lt; 0.05"),
        ("<span class='x'>Dolor</span> <p>fuerte</p>", "Dolor fuerte"),
        ('Dolor <a href="https://evil.example" id="a9">aquí</a>', "Dolor aquí"),
        ('<b onclick="x()">Dolor</b><script>alert(1)</script>', "<b>Dolor</b>"),
        ("Dolor<!-- nota --> agudo", "Dolor agudo"),
        ("uno<br>dos", "uno<br/>dos"),
        ('<a id="a2" href="x" title="y">guía</a>', '<a id="a2">guía</a>'),
    ],
)
def test_an_answer_has_nothing_that_no_segment_may_have(answer: str, expected: str) -> None:
    assert cleaned(answer, source=CITED) == expected


def test_placeholders_survive_when_each_is_there_once_in_any_order() -> None:
    assert keeps_placeholders(CITED, '<a id="a2">x</a> <a id="a1">[smolen-2016]</a>')
    assert not keeps_placeholders(CITED, '<a id="a1">[smolen-2016]</a>')
    assert not keeps_placeholders(CITED, f'{CITED} <a id="a1">[smolen-2016]</a>')


def test_placeholders_come_back_from_the_numbers_that_stood_for_them() -> None:
    text, stands_for = with_numbers(CITED)
    assert text == "Pain [7001] and [7002]a guide[7003] for 5 <b>days</b>."
    said = "Dolor [ 7001 ] y [7002]una guía[7003] por 5 <b>días</b>."
    assert without_numbers(said, stands_for) == (
        'Dolor <a id="a1">[smolen-2016]</a> y <a id="a2">una guía</a> por 5 <b>días</b>.'
    )


@given(st.lists(st.sampled_from(["[x-1]", "words", "[y-2]"]), max_size=5), st.integers(7000, 7003))
def test_numbers_never_meet_those_of_the_text(labels: list[str], number: int) -> None:
    source = f"In {number} it was " + " ".join(
        f'<a id="a{place}">{label}</a>' for place, label in enumerate(labels, start=1)
    )
    text, stands_for = with_numbers(source)
    assert number not in stands_for
    assert without_numbers(text, stands_for) == source


# What is set up


def test_localizes_translator_is_the_default_and_the_others_can_be_chosen(
    settings: Settings,
) -> None:
    settings.PAGES = {"MACHINE_TRANSLATORS": {"dummy": DUMMY, "fake": FAKE}}
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = FAKE
    assert list(configurations()) == ["fake", "dummy"]
    assert translator_named().display_name == "Fake"
    assert str(translator_named("dummy").display_name) == "Dummy translator"
    with pytest.raises(MachineTranslationFailed, match="no machine translator “gone”"):
        translator_named("gone")


def test_localizes_own_setting_is_enough(settings: Settings) -> None:
    settings.PAGES = {}
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = FAKE
    assert list(configurations()) == ["default"]


def test_a_site_without_any_says_so(settings: Settings) -> None:
    settings.PAGES = {}
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    with pytest.raises(MachineTranslationFailed, match="No machine translator is set up"):
        translator_named()


DEEPL = "pages.translation.machine.deepl.DeepL"
LIBRE = "pages.translation.machine.libretranslate.LibreTranslate"


@pytest.mark.parametrize(
    ("configuration", "expected"),
    [
        (FAKE, []),
        (BROKEN, []),
        (DUMMY, ["pages.W421"]),
        ({"OPTIONS": {}}, ["pages.E420"]),
        ({"CLASS": "nowhere.Translator"}, ["pages.E420"]),
        ({"CLASS": "pages.translation.machine.deepl.nothing"}, ["pages.E420"]),
        ({"CLASS": "pages.conf.chosen"}, ["pages.E420"]),
        ({"CLASS": DEEPL, "OPTIONS": {"AUTH_KEY": "x"}}, []),
        ({"CLASS": DEEPL}, ["pages.E420"]),
        ({"CLASS": DEEPL, "OPTIONS": {"AUTH_KEY": "x", "FORMALITY": "usted"}}, ["pages.E420"]),
        ({"CLASS": LIBRE, "OPTIONS": {"LIBRETRANSLATE_URL": "https://lt.example.org"}}, []),
        ({"CLASS": LIBRE, "OPTIONS": {"LIBRETRANSLATE_URL": "http://10.0.0.5:5000"}}, []),
        ({"CLASS": LIBRE, "OPTIONS": {"LIBRETRANSLATE_URL": "http://translate:5000"}}, []),
        (
            {"CLASS": LIBRE, "OPTIONS": {"LIBRETRANSLATE_URL": "http://lt.example.org"}},
            ["pages.W422"],
        ),
        ({"CLASS": LIBRE, "OPTIONS": {"LIBRETRANSLATE_URL": "lt.example.org"}}, ["pages.E420"]),
        ({"CLASS": LIBRE}, ["pages.E420"]),
    ],
)
def test_a_mistake_in_the_configuration_is_found_at_start(
    settings: Settings, configuration: dict[str, Any], expected: list[str]
) -> None:
    settings.PAGES = {"MACHINE_TRANSLATORS": {"one": configuration}}
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = configuration
    found = check_machine_translators(None)
    assert [message.id for message in found] == expected
    assert "x" not in [str(message.msg) for message in found]


def test_the_dummy_is_welcome_in_development(settings: Settings) -> None:
    settings.DEBUG = True
    settings.PAGES = {"MACHINE_TRANSLATORS": {"dummy": DUMMY}}
    assert check_machine_translators(None) == []
    assert django_settings.DEBUG


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({}, True),
        ({"fake": FAKE}, True),
        ([], False),
        ({1: FAKE}, False),
        ({"fake": "FakeTranslator"}, False),
        ({"fake": {"OPTIONS": {}}}, False),
    ],
)
def test_the_shape_of_the_setting_is_checked(value: object, fits: bool) -> None:
    assert (fault_in_machine_translators(value) == "") is fits
