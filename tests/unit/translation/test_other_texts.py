"""The state of a disclaimer's translation, as it follows from what is known of it."""

from typing import Any

import pytest

from pages.translation.desk.other_texts import DisclaimerFacts, DisclaimerState, disclaimer_state

SIGNED = {"exists": True, "version": 2, "signed_version": 2, "segments": 3, "translated": 3}
CURRENT = {**SIGNED, "source_signed": 4, "source_translated": 4}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"source_signed": 1}, DisclaimerState.NOT_STARTED),
        ({**CURRENT}, DisclaimerState.SIGNED),
        ({**CURRENT, "signed_version": 1}, DisclaimerState.WAITING),
        ({**CURRENT, "signed_version": 1, "sent_back": True}, DisclaimerState.SENT_BACK),
        ({**CURRENT, "sent_back": True}, DisclaimerState.SIGNED),
        ({**CURRENT, "signed_version": 0, "is_saved": False}, DisclaimerState.IN_PROGRESS),
        ({**CURRENT, "signed_version": 0, "is_copy": True}, DisclaimerState.IN_PROGRESS),
        ({**CURRENT, "signed_version": 0, "translated": 2}, DisclaimerState.IN_PROGRESS),
        ({**CURRENT, "translated": 2}, DisclaimerState.IN_PROGRESS),
        ({**CURRENT, "source_signed": 5}, DisclaimerState.OUTDATED),
        ({**CURRENT, "source_signed": 5, "translated": 2}, DisclaimerState.OUTDATED),
        ({**CURRENT, "source_translated": 5}, DisclaimerState.SIGNED),
        ({**CURRENT, "source_signed": 5, "version": 3}, DisclaimerState.WAITING),
        (
            {**CURRENT, "source_signed": 5, "version": 3, "signed_version": 0, "translated": 1},
            DisclaimerState.IN_PROGRESS,
        ),
        ({"exists": True, "version": 1, "signed_version": 1}, DisclaimerState.SIGNED),
        ({"exists": True, "version": 1}, DisclaimerState.WAITING),
        (
            {"exists": True, "version": 1, "signed_version": 1, "source_signed": 9},
            DisclaimerState.SIGNED,
        ),
    ],
)
def test_what_has_to_happen_next_is_said(facts: dict[str, Any], state: DisclaimerState) -> None:
    assert disclaimer_state(DisclaimerFacts(**facts)) is state
