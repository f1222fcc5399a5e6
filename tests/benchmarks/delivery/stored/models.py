"""An answer as a row."""

from django.db import models


class StoredAnswer(models.Model):
    """What our site answered about a page, as text."""

    page_id = models.BigIntegerField(primary_key=True)
    body = models.TextField()

    def __str__(self) -> str:
        return str(self.page_id)
