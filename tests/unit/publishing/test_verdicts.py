from django.core.exceptions import PermissionDenied

from pages.publishing import Blocker, PublicationRefused, SubmissionRefused


def test_a_refusal_is_a_permission_denied_that_names_every_blocker():
    refusal = PublicationRefused(
        [Blocker("a", "No author is named."), Blocker("b", "Nothing is cited.")]
    )
    assert isinstance(refusal, PermissionDenied)
    assert "2 things" in str(refusal)
    assert "No author is named. Nothing is cited." in str(refusal)


def test_a_refusal_says_that_the_draft_is_kept():
    assert "draft is kept" in str(PublicationRefused([Blocker("a", "No author.")]))
    assert "draft is kept" in str(SubmissionRefused([Blocker("a", "No author.")]))


def test_a_refusal_without_blockers_still_has_words():
    assert "medical approval" in str(PublicationRefused())


def test_a_warning_does_not_block():
    assert Blocker("a", "x").blocks
    assert not Blocker("a", "x", severity="warn").blocks


def test_a_blocker_can_be_handed_on_as_plain_strings():
    assert Blocker("a.b", "Do this.", field="body", quote="words").as_dict() == {
        "code": "a.b",
        "message": "Do this.",
        "severity": "block",
        "field": "body",
        "quote": "words",
    }
