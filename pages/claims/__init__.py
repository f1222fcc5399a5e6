"""What a text may claim: rules per language, and findings."""
