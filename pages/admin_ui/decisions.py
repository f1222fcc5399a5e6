"""Entries of the ledger as sentences, in the language of the admin."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.translation.changes import SyncSummary, sync_summary
from pages.translation.currency.labels import language_name

if TYPE_CHECKING:
    from pages.ledger.models import LedgerEntry

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """What an entry says.

    Attributes:
        sentence: what was done.
        words: what was said about it, in the words of who did it or of the gate; may be empty.
        tone: ``"good"``, ``"bad"`` or ``"plain"``, for a colour beside the words.
    """

    sentence: str
    words: str = ""
    tone: str = "plain"


def decision(entry: LedgerEntry) -> Decision:
    """Return an entry as a sentence; an action that is not known here is named as it is."""
    say = _SENTENCES.get(entry.action)
    if say is None:
        return Decision(_("Other entry: %(action)s") % {"action": entry.action})
    return say(entry.data)


def _submitted(data: Data) -> Decision:
    return Decision(_("Submitted for medical review."))


def _signed(data: Data) -> Decision:
    return Decision(_("Signed by a medical reviewer."), data.get("comment", ""), "good")


def _sent_back(data: Data) -> Decision:
    return Decision(_("Sent back by a medical reviewer."), data.get("comment", ""), "bad")


def _live(data: Data) -> Decision:
    reviewer = data.get("reviewer", "")
    return Decision(_("Went live, as signed by %(name)s.") % {"name": reviewer}, tone="good")


def _ended(data: Data) -> Decision:
    if data.get("reason") == "deleted":
        return Decision(_("The page was deleted, and is no longer public."), tone="bad")
    return Decision(_("Is no longer public: the page was unpublished."), tone="bad")


def _withdrawn(data: Data) -> Decision:
    if data.get("taken_offline"):
        sentence = _("The approval was withdrawn, and the page taken off the public.")
    elif data.get("schedules_cancelled"):
        sentence = _("The approval was withdrawn, and the schedule cancelled.")
    else:
        sentence = _("The approval was withdrawn.")
    return Decision(sentence, data.get("reason", ""), "bad")


def _sibling_withdrawn(data: Data) -> Decision:
    code = data.get("language", "")
    return Decision(
        _("The approval of this page in %(language)s was withdrawn; this language stays public.")
        % {"language": language_name(code)},
        data.get("reason", ""),
        "bad",
    )


def _schedule_refused(data: Data) -> Decision:
    return Decision(
        _("Did not go live at the time that was set; the schedule was cancelled."),
        _reasons(data),
        "bad",
    )


def _publication_refused(data: Data) -> Decision:
    return Decision(_("Tried to make the page public, and was refused."), _reasons(data), "bad")


def _submission_refused(data: Data) -> Decision:
    return Decision(
        _("Tried to submit the page for medical review, and was refused."), _reasons(data), "bad"
    )


def _signature_refused(data: Data) -> Decision:
    if data.get("locked"):
        sentence = _("Tried to sign with a wrong password for the fifth time; signing was locked.")
    else:
        sentence = _("Tried to sign, and was refused.")
    return Decision(sentence, _reasons(data), "bad")


def _warning_overridden(data: Data) -> Decision:
    if data.get("stage") == "signature":
        sentence = _("Signed in spite of warnings.")
    else:
        sentence = _("Submitted in spite of warnings.")
    return Decision(sentence, _reasons(data))


def _claim_overridden(data: Data) -> Decision:
    return Decision(
        _("Signed in spite of what a rule says of a sentence: “%(sentence)s”")
        % {"sentence": data.get("sentence", "")},
        data.get("reason", ""),
    )


def _reminded(data: Data) -> Decision:
    return Decision(
        _("The author and the reviewers were reminded: the approval ends on %(date)s.")
        % {"date": _day(data.get("expires_at"))}
    )


def _overdue(data: Data) -> Decision:
    return Decision(
        _("The medical review is overdue: the approval ended on %(date)s.")
        % {"date": _day(data.get("expires_at"))},
        tone="bad",
    )


def _taken_offline(data: Data) -> Decision:
    return Decision(
        _("Taken offline, since the medical review is overdue and the site's policy asks for it."),
        tone="bad",
    )


def _evidence_recalled(data: Data) -> Decision:
    return Decision(
        _("A publication that the page cites was retracted: %(reference)s.")
        % {"reference": data.get("label", "")},
        data.get("source", ""),
        "bad",
    )


def _evidence_offline(data: Data) -> Decision:
    return Decision(
        _("Taken offline, since it cites a retracted publication: the site's policy asks for it."),
        tone="bad",
    )


def _translation_submitted(data: Data) -> Decision:
    return Decision(_("The translation was submitted for medical review."))


def _translation_synced(data: Data) -> Decision:
    counts = SyncSummary(
        **{
            name: int(data.get(name) or 0)
            for name in ("kept", "moved", "changed", "new", "removed")
        }
    )
    return Decision(
        _("The changes of the source were brought into the translation."), sync_summary(counts)
    )


def _carried_forward(data: Data) -> Decision:
    return Decision(
        _("An earlier translation was carried forward: the change alters no meaning."),
        f"{data.get('old_source', '')} → {data.get('new_source', '')}",
    )


def _machine_translated(data: Data) -> Decision:
    count = int(data.get("segments") or 0)
    return Decision(
        ngettext(
            "%(tool)s translated %(count)s segment, which waits to be confirmed.",
            "%(tool)s translated %(count)s segments, which wait to be confirmed.",
            count,
        )
        % {"tool": data.get("tool", ""), "count": count}
    )


def _translation_requested(data: Data) -> Decision:
    code = data.get("target_language", "")
    return Decision(
        _("The translation into %(language)s was requested.") % {"language": language_name(code)}
    )


def _finding_dismissed(data: Data) -> Decision:
    sentence = _("Left a segment as it is, in spite of what a check says: “%(message)s”")
    return Decision(sentence % {"message": data.get("message", "")}, data.get("reason", ""))


def _translation_imported(data: Data) -> Decision:
    return Decision(
        _("A file was imported into the translation."),
        str(data.get("file") or data.get("name", "")),
    )


def _filled_from_memory(data: Data) -> Decision:
    count = int(data.get("segments") or 0)
    return Decision(
        ngettext(
            "The memory filled %(count)s segment, which waits to be confirmed.",
            "The memory filled %(count)s segments, which wait to be confirmed.",
            count,
        )
        % {"count": count}
    )


def _segment_confirmed(data: Data) -> Decision:
    return Decision(
        _("Answers for the words of a segment that no person wrote."),
        f"{data.get('source', '')} → {data.get('text', '')}",
    )


def _translation_outdated(data: Data) -> Decision:
    if data.get("taken_offline"):
        sentence = _(
            "Taken offline, since the page in %(language)s has changed and the site's policy asks "
            "for it."
        )
    elif data.get("reasons"):
        sentence = _(
            "The page in %(language)s has changed. By the site's policy this one should be offline;"
            " taking it offline was refused."
        )
    else:
        sentence = _("The page in %(language)s has changed; this translation is outdated.")
    code = data.get("language", "")
    return Decision(sentence % {"language": language_name(code)}, _reasons(data), "bad")


def _imported(data: Data) -> Decision:
    return Decision(_("The draft was imported from a file."))


def _release(sentence: Callable[[], str], tone: str = "plain") -> Callable[[Data], Decision]:
    """Return what says a sentence with the release's name."""

    def say(data: Data) -> Decision:
        return Decision(sentence() % {"name": data.get("name", "")}, tone=tone)

    return say


def _release_refused(data: Data) -> Decision:
    return Decision(_("A release could not go live."), _reasons(data), "bad")


def _shared(data: Data) -> Decision:
    return Decision(
        _("The draft was shared by a link, until %(until)s.")
        % {"until": _moment(data.get("expires_at"))}
    )


def _revoked(data: Data) -> Decision:
    count = len(data.get("previews", []))
    return Decision(
        ngettext(
            "%(count)s preview of the draft was revoked.",
            "%(count)s previews of the draft were revoked.",
            count,
        )
        % {"count": count}
    )


_SENTENCES: dict[str, Callable[[Data], Decision]] = {
    "review.submitted": _submitted,
    "review.signed": _signed,
    "review.sent_back": _sent_back,
    "review.submission_refused": _submission_refused,
    "review.signature_refused": _signature_refused,
    "review.reminded": _reminded,
    "review.overdue": _overdue,
    "review.taken_offline": _taken_offline,
    "publication.live": _live,
    "publication.ended": _ended,
    "publication.sibling_withdrawn": _sibling_withdrawn,
    "publication.refused": _publication_refused,
    "publication.schedule_refused": _schedule_refused,
    "warning.overridden": _warning_overridden,
    "claim.overridden": _claim_overridden,
    "approval.withdrawn": _withdrawn,
    "evidence.recalled": _evidence_recalled,
    "evidence.taken_offline": _evidence_offline,
    "translation.submitted": _translation_submitted,
    "translation.synced": _translation_synced,
    "translation.carried_forward": _carried_forward,
    "translation.machine_translated": _machine_translated,
    "translation.confirmed": _segment_confirmed,
    "translation.imported": _translation_imported,
    "translation.filled_from_memory": _filled_from_memory,
    "translation.outdated": _translation_outdated,
    "translation.requested": _translation_requested,
    "translation.dismissed": _finding_dismissed,
    "page.imported": _imported,
    "preview.shared": _shared,
    "preview.revoked": _revoked,
    "release.opened": _release(lambda: _("Waits for its release “%(name)s” from now on.")),
    "release.member_added": _release(lambda: _("Waits for its release “%(name)s” from now on.")),
    "release.member_removed": _release(lambda: _("Was taken out of the release “%(name)s”.")),
    "release.cancelled": _release(lambda: _("The release “%(name)s” was cancelled."), "bad"),
    "release.refused": _release_refused,
    "release.gone": _release(lambda: _("Went live in the release “%(name)s”."), "good"),
}

_REASONS: dict[str, Callable[[], str]] = {
    "approval.missing": lambda: _("Nobody had signed it."),
    "approval.changed": lambda: _("It was not what had been signed."),
    "approval.sources_changed": lambda: _("Something that it shows was not what had been signed."),
    "approval.withdrawn": lambda: _("Its approval had been withdrawn."),
    "approval.superseded": lambda: _("A newer version had replaced it."),
    "approval.expired": lambda: _("Its approval had expired."),
}


def _reasons(data: Data) -> str:
    """Return the reasons: in the reader's language where the code tells them, or as they were."""
    codes = [*data.get("codes", []), *([""] * len(data.get("reasons", [])))]
    return " ".join(
        _REASONS[code]() if code in _REASONS else reason
        for code, reason in zip(codes, data.get("reasons", []), strict=False)
    )


def _day(moment: str | None) -> str:
    parsed: datetime.datetime | None = parse_datetime(moment or "")
    return date_format(localtime(parsed), "DATE_FORMAT") if parsed is not None else ""


def _moment(moment: str | None) -> str:
    parsed: datetime.datetime | None = parse_datetime(moment or "")
    # In English the time of day ends with a full stop, as the sentence does.
    return date_format(localtime(parsed), "DATETIME_FORMAT").rstrip(".") if parsed else ""
