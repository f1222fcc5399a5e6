"""The demo's procedure pages."""
