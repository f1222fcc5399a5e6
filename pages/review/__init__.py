"""The medical review: task, fingerprint, signature and approvals."""
