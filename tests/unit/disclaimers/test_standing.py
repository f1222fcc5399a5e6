"""What has become of a wording, as a rule over what is known of it."""

import pytest
from django.utils import translation

from pages.disclaimers.standing import WordingState, wording_state


@pytest.mark.parametrize(
    ("signed_version", "sent_back", "finished", "state"),
    [
        (3, False, True, WordingState.SIGNED),
        (3, True, False, WordingState.SIGNED),
        (2, False, True, WordingState.WAITING),
        (0, False, True, WordingState.WAITING),
        (2, True, True, WordingState.SENT_BACK),
        (2, True, False, WordingState.SENT_BACK),
        (0, False, False, WordingState.UNFINISHED),
    ],
)
def test_a_wording_waits_unless_it_is_signed_sent_back_or_not_finished(
    signed_version: int, sent_back: bool, finished: bool, state: WordingState
) -> None:
    assert (
        wording_state(
            version=3, signed_version=signed_version, sent_back=sent_back, finished=finished
        )
        is state
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_state_has_words(language: str) -> None:
    with translation.override(language):
        words = {str(state.label) for state in WordingState}
    assert len(words) == len(WordingState)
