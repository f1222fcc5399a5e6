import logging

from cms.privacy import DiscreetFormatter


def formatted(message: str, *arguments: object, exc_info: object = None) -> str:
    record = logging.LogRecord(
        "wagtail.admin", logging.ERROR, __file__, 1, message, arguments, exc_info
    )
    return DiscreetFormatter("%(message)s").format(record)


def test_an_address_in_a_message_is_removed() -> None:
    line = formatted("Failed to send notification to %s", "ana.garcia+cms@mail.example.org")
    assert line == "Failed to send notification to [address removed]"


def test_an_address_in_a_traceback_is_removed() -> None:
    try:
        raise ValueError("no such user: ana@example.org")
    except ValueError as error:
        text = formatted("failed", exc_info=(ValueError, error, error.__traceback__))
    assert "ana@example.org" not in text
    assert "no such user: [address removed]" in text


def test_other_text_stays_as_it_is() -> None:
    assert formatted("Page 12 went live at 10:00 @ once") == "Page 12 went live at 10:00 @ once"


def test_the_token_of_a_preview_is_removed_and_the_rest_of_the_address_stays() -> None:
    line = formatted('"GET /api/v2/drafts/?token=eyJwIjo1fQ:a-b_c&fields=title HTTP/1.1" 200')
    assert line == '"GET /api/v2/drafts/?token=[token removed]&fields=title HTTP/1.1" 200'
