"""The state of a translation, from what is known about it."""

from typing import Any

import pytest

from pages.translation.status import TranslationFacts, TranslationStatus, translation_status

COMPLETE: dict[str, Any] = {"exists": True, "segments": 4, "translated": 4}
LIVE: dict[str, Any] = COMPLETE | {"live": True}


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, TranslationStatus.NOT_STARTED),
        ({"exists": True, "segments": 4, "translated": 3}, TranslationStatus.IN_PROGRESS),
        (COMPLETE, TranslationStatus.READY),
        (COMPLETE | {"in_review": True}, TranslationStatus.IN_REVIEW),
        (COMPLETE | {"sent_back": True}, TranslationStatus.SENT_BACK),
        (LIVE, TranslationStatus.LIVE_CURRENT),
        (LIVE | {"is_behind": True}, TranslationStatus.LIVE_OUTDATED),
        (COMPLETE | {"is_behind": True}, TranslationStatus.READY),
        (LIVE | {"has_unpublished_changes": True}, TranslationStatus.READY),
        (LIVE | {"translated": 1}, TranslationStatus.IN_PROGRESS),
        (LIVE | {"in_review": True, "is_behind": True}, TranslationStatus.IN_REVIEW),
        (COMPLETE | {"findings": 0}, TranslationStatus.READY),
        (COMPLETE | {"findings": 2}, TranslationStatus.WITH_FINDINGS),
        (COMPLETE | {"findings": 2, "in_review": True}, TranslationStatus.IN_REVIEW),
        (LIVE | {"findings": 2}, TranslationStatus.LIVE_CURRENT),
    ],
)
def test_the_state_says_what_has_to_happen_next(
    facts: dict[str, Any], status: TranslationStatus
) -> None:
    assert translation_status(TranslationFacts(**facts)) is status


@pytest.mark.parametrize("status", TranslationStatus)
def test_every_state_has_words(status: TranslationStatus) -> None:
    assert status.label
