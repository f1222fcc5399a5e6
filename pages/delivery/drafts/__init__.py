"""Drafts that leave the house: by a signed token, for minutes, to whoever has the link.

A preview freezes what a document would hold if the draft were signed now. Its token opens this and
nothing else, until it expires or is revoked. See ``docs/preview.md``.
"""
