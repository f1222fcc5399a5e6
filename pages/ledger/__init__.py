"""The append-only trail of decisions, with its hash chain."""

from pages.ledger.recording import broken_entries, record

__all__ = ["broken_entries", "record"]
