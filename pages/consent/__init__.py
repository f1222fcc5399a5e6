"""Written permission to publish a person's story."""
