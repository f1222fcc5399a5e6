"""Webhooks: receivers elsewhere are told when a page is published, updated or leaves the public.

What is sent is written with the change and delivered by the outbox, signed as the Standard Webhooks
specification says. `announcing` writes, `delivering` sends, `actions` is what administrators do.
See ``docs/webhooks.md``.
"""
