"""``python -m tests.benchmarks.delivery.publisher``: changes a public page whenever it is told to.

Reads ids of pages, one a line; each is written anew, submitted, signed and published as any page
is. Answers with one line of JSON when that is committed: the summary that the public has to read.
"""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Publish until the input ends."""
    django.setup()
    from pages.content.condition import ConditionPage
    from tests.factories.delivery import publish

    for number, line in enumerate(sys.stdin):
        page = ConditionPage.objects.get(pk=int(line))
        page.summary = f"What to know, and whom to ask: edition {'ABCDEFGHIJ'[number % 10]}."
        publish(page)
        sys.stdout.write(json.dumps({"summary": page.summary}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
