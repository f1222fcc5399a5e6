"""Firma: reviewed, bilingual medical pages for Wagtail. What the public reads is what was signed."""
