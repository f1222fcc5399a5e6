"""Translation: its own page, its own review, and nothing public that nobody signed.

Public functions are in `actions` (`save_draft`, `submit_for_review`), `sources`
(`source_fingerprint`, `translators_of`), `readiness` (the requirement) and `permissions`. They are
not re-exported here, because they need loaded models and the package may be imported before.
"""
