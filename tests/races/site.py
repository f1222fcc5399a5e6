"""The people and pages of the races: one site, and for each run a page of its own."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from pages.content.condition import ConditionPage
from pages.review import fingerprint, issue_token
from tests.factories.content import ConditionPageFactory, a_reference, cite
from tests.factories.delivery import prepare
from tests.factories.review import PASSWORD, make_reviewer, make_user, sign, submit
from tests.races.observing import CODES

_slugs = itertools.count(1)


def content(mark: str, *, reference: Any = None) -> dict[str, Any]:
    """Return what a page says under a mark, by field."""
    cited = f"<p>[{mark}] {cite(reference or a_reference())}.</p>"
    return {
        "title": f"Gout [{mark}]",
        "summary": f"Summary [{mark}]",
        "body": [{"type": "section", "value": {"heading": f"About [{mark}]", "text": cited}}],
        "causes": cited,
        "faq": [
            {"type": "question", "value": {"question": f"Why [{mark}]?", "answer": cited}},
        ],
    }


def write(page: Any, mark: str) -> Any:
    """Change an instance in memory to what is said under a mark."""
    for name, value in content(mark).items():
        if name in ("body", "faq"):
            value = page._meta.get_field(name).to_python(value)
        setattr(page, name, value)
    page.codes.set([page.codes.model(system="icd-10", code=CODES[mark])])
    return page


def stored(page: Any) -> Any:
    return ConditionPage.objects.get(pk=page.pk)


@dataclass
class Cast:
    """Who takes part; made once for all runs of a test."""

    editor: Any = field(default_factory=lambda: make_user("editor"))
    other_editor: Any = field(default_factory=lambda: make_user("other"))
    reviewer: Any = field(default_factory=lambda: make_reviewer("reviewer"))
    second: Any = field(default_factory=lambda: make_reviewer("second"))
    signed: dict[tuple[int, str], str] = field(default_factory=dict)
    """The fingerprint of each content that was meant for signing, by page and mark."""

    def __post_init__(self) -> None:
        prepare()

    def draft(self, mark: str = "A", **fields: Any) -> Any:
        """Return a page that nobody has signed."""
        page = ConditionPageFactory(
            complete=True,
            slug=f"page-{next(_slugs)}",
            codes=[{"system": "icd-10", "code": CODES[mark]}],
            **(content(mark) | fields),
        )
        return page

    def live(self, mark: str = "A", **fields: Any) -> Any:
        """Return a page that is public under a mark."""
        page = self.draft(mark, **fields)
        self.submit(page, mark)
        self.sign(page)
        return stored(page)

    def submit(self, page: Any, mark: str, **fields: Any) -> Any:
        """Hand new content of a page to review; return the review."""
        page = write(stored(page), mark)
        for name, value in fields.items():
            setattr(page, name, value)
        return self.submit_as_it_is(page, mark)

    def submit_as_it_is(self, page: Any, mark: str) -> Any:
        """Hand a page with the content that it has to review; return the review."""
        task_state = submit(page, self.editor)
        self.signed[page.pk, mark] = fingerprint(page.get_latest_revision_as_object())
        return task_state

    def sign(self, page: Any) -> Any:
        """Sign what is in review; return the approval."""
        return sign(stored(page), self.reviewer)

    def token(self, task_state: Any, reviewer: Any) -> str:
        """Return what a reviewer's password was exchanged for, having read what is in review."""
        return issue_token(
            user=reviewer,
            credential=PASSWORD,
            task_state_id=task_state.pk,
            fingerprint=fingerprint(task_state.revision.as_object()),
        )

    def signing(self, task_state: Any, reviewer: Any) -> Any:
        """Return what a reviewer does who has entered the password and now sends the form."""
        token = self.token(task_state, reviewer)
        task = task_state.task.specific
        return lambda: task.on_action(task_state, reviewer, "approve", token=token)
