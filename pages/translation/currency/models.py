"""What changed between two signed contents of a page, kept by their fingerprints."""

from __future__ import annotations

from django.db import models


class SourceChange(models.Model):
    """What changed between two contents of a source page.

    It follows from the two contents, which their fingerprints name, and from what counted as
    safety-critical when it was written, which is once. It answers for one pair of contents and says
    nothing about any other.

    Attributes:
        page: the source.
        before, after: ``Approval.row_fingerprint`` of the older and the newer content.
        changes: a list of `pages.translation.currency.changes.Change` as plain values; empty if
            readers see no difference.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    before = models.CharField(max_length=64)
    after = models.CharField(max_length=64)
    changes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["page", "before", "after"], name="one_source_change"),
        )

    def __str__(self) -> str:
        return f"{self.page_id}: {self.before[:12]} → {self.after[:12]}"
