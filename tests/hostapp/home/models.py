"""The host's own home page: not reviewed, and shown by Wagtail from a template."""

from django.db import models
from wagtail.models import Page


class HomePage(Page):
    """A home page like that of any Wagtail site; it even has the name of Firma's."""

    greeting = models.CharField(max_length=100, blank=True)
