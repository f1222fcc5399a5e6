"""When the source changes: what stays, what each new segment comes from, and what differs."""

from pages.translation.changes.carrying import CarryForward
from pages.translation.changes.difference import Change, as_dicts, as_html, diff
from pages.translation.changes.earlier import Earlier, earlier_version, earlier_versions
from pages.translation.changes.syncing import SyncSource, SyncSummary, sync_summary

__all__ = [
    "CarryForward",
    "Change",
    "Earlier",
    "SyncSource",
    "SyncSummary",
    "as_dicts",
    "as_html",
    "diff",
    "earlier_version",
    "earlier_versions",
    "sync_summary",
]
