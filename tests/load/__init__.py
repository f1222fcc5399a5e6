"""The load test: many readers while pages change, and a judge of everything that they read."""
