import pytest

from pages.navigation.texts import address_problems, telephone_problems, text_problems


def problems(text: str, *, language: str = "en", longest: int = 160, lines: int = 1) -> list[str]:
    return list(text_problems(text, language=language, longest=longest, lines=lines))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Conditions"),
        ("en", "Our results"),
        ("en", "In an emergency call 112."),
        ("en", "Mon–Fri 9:00–18:00, Sat 10–14"),
        ("es", "Cita previa"),
        ("es", "En una emergencia, llame al 112."),
        ("es-mx", "Urgencias: 911"),
        ("en", "Questions & answers"),
    ],
)
def test_labels_and_contact_data_may_stand_without_review(language, text) -> None:
    assert problems(text, language=language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We cure arthritis"),
        ("en", "95% success rate"),
        ("en", "Safe and painless injections"),
        ("es", "Curamos la artritis"),
        ("es", "Resultados garantizados"),
        ("es-mx", "Curamos la artritis"),
    ],
)
def test_a_claim_belongs_on_a_reviewed_page(language, text) -> None:
    assert any("reviewed" in problem for problem in problems(text, language=language))


@pytest.mark.parametrize("text", ["Take 500 mg of it", "10ml twice a day", "400 UI"])
def test_a_dose_belongs_on_a_reviewed_page(text) -> None:
    assert len(problems(text)) == 1


@pytest.mark.parametrize("text", ["<b>Now</b>", "&lt;", "[us](https://x)", "a\x07b", "</p"])
def test_only_plain_text_is_accepted(text) -> None:
    assert any("Plain text" in problem for problem in problems(text))


def test_a_text_that_is_no_label_is_too_long() -> None:
    assert problems("x" * 61, longest=60) != []
    assert problems("x" * 60, longest=60) == []


def test_lines_are_counted() -> None:
    assert problems("one\ntwo") != []
    assert problems("one\ntwo", lines=2) == []
    assert problems("one\ntwo\nthree", lines=2) != []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c",
        "http://example.org",
        "/es/cita/",
        "/",
        "/es/cita/#horario",
        "mailto:hola@example.org",
        "tel:+34 600 000 000",
    ],
)
def test_addresses_that_a_menu_may_lead_to(address) -> None:
    assert list(address_problems(address)) == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "/\\evil.example/",
        "es/cita",
        "ftp://example.org",
        "mailto:nobody",
        "mailto:a@b.example?bcc=c@d.example\n",
        "tel:ring",
        "/es/ci ta/",
        "https://",
        "vbscript:x",
        "/a\nb",
    ],
)
def test_addresses_that_a_menu_may_not_lead_to(address) -> None:
    assert len(list(address_problems(address))) == 1


@pytest.mark.parametrize(
    "number", ["+34 955 010 203", "112", "(555) 123-4567", "+1 555 1234 ext. 5"]
)
def test_telephone_numbers(number) -> None:
    assert list(telephone_problems(number)) == []


@pytest.mark.parametrize("number", ["call us", "1", "+34 <b>", "++34 600"])
def test_what_is_no_telephone_number(number) -> None:
    assert len(list(telephone_problems(number))) == 1
