"""Firma, the plugin: nothing of a reviewed type is public except what a reviewer signed."""
