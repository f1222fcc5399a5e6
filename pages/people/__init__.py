"""Authors, reviewers and translators: credentials, licences and languages."""
