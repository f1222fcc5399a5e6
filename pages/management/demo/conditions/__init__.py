"""The demo's condition pages."""
