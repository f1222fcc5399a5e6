"""How a path ended, as a short text that can be compared, so that none is taken for another.

A path that is refused because its form has an error, or because its address is gone, proves
nothing about the gate. So what every path answers from every state stands in ``answers.json``,
and a path that begins to answer otherwise is noticed. Nothing here has a say in the verdict.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models.deletion import ProtectedError, RestrictedError
from django.http import HttpResponse
from django.urls import Resolver404, resolve

from pages.publishing import Blocker
from pages.publishing.guards import statements
from tests.matrix.cases import LANGUAGES

FILE = Path(__file__).with_name("answers.json")

REFUSALS = (PermissionDenied, ValidationError, ProtectedError, RestrictedError)
GENERIC = "Sorry, you do not have permission to access this area."
SHOWN_WORDS = 6

_NOTHING = re.compile(r"(Nothing was|not) published")

DATABASE = {
    statements.UNSIGNED: "unsigned",
    statements.APPEND_ONLY: "append-only",
    statements.UNREVIEWED: "unreviewed",
    statements.UNREAD: "unread",
    statements.IN_USE: "in use",
}


@dataclass(slots=True)
class Answer:
    """How a path ended.

    Attributes:
        text: the short form.
        status: of an HTTP response; 0 for code.
        said: what the person was told, by level; ``success`` and ``info`` are no refusals.
        error: what went wrong, or empty: an exception that is no refusal, or a server error.
        blockers: every blocker that was made on the way.
    """

    text: str = "done"
    status: int = 0
    said: list[tuple[str, str]] = field(default_factory=list)
    error: str = ""
    blockers: list[Blocker] = field(default_factory=list)

    @property
    def refused_in_words(self) -> bool:
        """Whether the person was told that something was not done."""
        return any(
            (level not in ("success", "info") and words) or _NOTHING.search(words)
            for level, words in self.said
        )

    def of_response(self, response: Any) -> None:
        """Note what a response says; anything else is the silent end of some code."""
        if not isinstance(response, HttpResponse):
            return
        self.status = response.status_code
        self.said = list(_said(response))
        if response.status_code >= 500:
            exc_info = getattr(response, "exc_info", None)
            self.error = repr(exc_info[1]) if exc_info else f"HTTP {response.status_code}"
        parts = [str(response.status_code)]
        if response.status_code == 302:
            parts.append(_view(response["location"]))
        parts += [f"{level}: {self.in_short(words)}" for level, words in self.said]
        self.text = ", ".join(parts)

    def in_short(self, words: str) -> str:
        """Return the codes of the blockers that these words are made of, or the first words."""
        codes = {one.code for one in self.blockers if _plain(str(one.message)) in words}
        if codes:
            return " ".join(sorted(codes))
        # Names of pages differ by state and language.
        said = re.sub(r"“[^”]*”|'[^']*'|\d+", "…", words).split()
        return " ".join(said[:SHOWN_WORDS]) + (" …" if len(said) > SHOWN_WORDS else "")


@contextmanager
def listening() -> Iterator[Answer]:
    """Give an answer that knows every blocker made in the block."""
    answer = Answer()
    make = Blocker.__init__

    def made(self: Blocker, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        answer.blockers.append(self)

    with mock.patch.object(Blocker, "__init__", made):
        yield answer


def answer_of_database(answer: Answer, error: IntegrityError) -> None:
    """Note a refusal by the database's guards; any other broken constraint is an error."""
    reason = next((short for text, short in DATABASE.items() if text in str(error)), None)
    if reason is None:
        answer_of_error(answer, error)
    else:
        answer.text = f"database: {reason}"


def answer_of_error(answer: Answer, error: Exception) -> None:
    """Note a refusal, or an exception that is none."""
    if not isinstance(error, REFUSALS):
        answer.text, answer.error = type(error).__name__, repr(error)
        return
    words = _plain(" ".join(getattr(error, "messages", None) or map(str, error.args[:1])))
    codes = sorted({one.code for one in getattr(error, "blockers", ()) if one.blocks})
    answer.text = f"{type(error).__name__}: {' '.join(codes) or answer.in_short(words)}"
    answer.said = [("error", words)]


@cache
def expected() -> dict[str, dict[str, Any]]:
    """Return the known answers: by path, then by state, then by language where those differ."""
    answers: dict[str, dict[str, Any]] = json.loads(FILE.read_text()) if FILE.exists() else {}
    return answers


def known(way: str, *, state: str, language: str) -> str | None:
    """Return what a path is known to answer, or None if that is not known yet."""
    answers = expected().get(way, {}).get(state)
    return answers.get(language) if isinstance(answers, dict) else answers


def write(found: dict[str, dict[str, dict[str, str]]]) -> None:
    """Write down what all paths answer, by path, state and language."""
    text = json.dumps(
        {
            way: {state: _in_short(answers) for state, answers in states.items()}
            for way, states in found.items()
        },
        ensure_ascii=False,
        indent=1,
    )
    FILE.write_text(f"{text}\n")


def _in_short(answers: dict[str, str]) -> Any:
    """Return one answer for all languages, or each by its language."""
    texts = set(answers.values())
    return texts.pop() if len(texts) == 1 and len(answers) == len(LANGUAGES) else answers


def _said(response: HttpResponse) -> Iterator[tuple[str, str]]:
    request = getattr(response, "wsgi_request", None)
    if request is not None and hasattr(request, "_messages"):
        for message in get_messages(request):
            yield message.level_tag.split()[-1], _plain(str(message))
    context = getattr(response, "context", None)
    form = context.get("form") if context else None
    if form is not None and response.status_code == 200 and form.errors:
        yield "form", " ".join(sorted(form.errors))
    if re.match(r"application/(problem\+)?json", response.get("content-type", "")):
        yield from _said_in_json(response)
    elif response.status_code in (401, 403, 404, 405):
        yield "error", _plain(response.content.decode())[:200]


def _said_in_json(response: HttpResponse) -> Iterator[tuple[str, str]]:
    body = json.loads(response.content or b"null")
    if not isinstance(body, dict):
        return
    words = next((body[key] for key in ("error_message", "detail", "message") if key in body), "")
    if response.status_code < 400 and body.get("success") is not False and not words:
        yield "success", "JSON"
    else:
        yield "error", _plain(words if isinstance(words, str) else json.dumps(words))


def _view(location: str) -> str:
    try:
        return resolve(urlsplit(location).path).view_name
    except Resolver404:
        return "elsewhere"


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
