"""Releases: pages that go live together, in one transaction, or not at all."""
