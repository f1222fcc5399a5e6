"""schema.org's own vocabulary, and what of a JSON-LD object it does not allow."""
