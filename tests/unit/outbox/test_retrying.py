import datetime

from pages.outbox.retrying import ATTEMPTS_ALLOWED, error_in_brief, pause_after


def test_each_pause_is_longer_than_the_last_up_to_a_day():
    pauses = [pause_after(attempts) for attempts in range(1, ATTEMPTS_ALLOWED + 3)]
    assert pauses[:3] == [
        datetime.timedelta(minutes=1),
        datetime.timedelta(minutes=4),
        datetime.timedelta(minutes=16),
    ]
    assert pauses == sorted(pauses)
    assert pauses[-1] == datetime.timedelta(days=1)


def test_an_error_is_kept_without_anybodys_address():
    error = OSError("550 ana.perez@example.org:\n mailbox unavailable")
    assert error_in_brief(error) == "OSError: 550 … mailbox unavailable"


def test_an_error_without_words_is_kept_by_its_name():
    assert error_in_brief(TimeoutError()) == "TimeoutError"


def test_a_long_error_is_cut():
    assert len(error_in_brief(ValueError("x" * 999))) == 255
