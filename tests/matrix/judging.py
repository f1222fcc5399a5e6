"""The verdict on a trial, from outside: what the public reads, and what the person was told.

The gate is never asked. What the public reads afterwards is compared with what it read before and
with what was signed; what was written is looked for.
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page, Revision

from tests.matrix.answers import GENERIC
from tests.matrix.reading import Reading
from tests.matrix.trial import Trial, Tried, stored_draft
from tests.matrix.words import CODES, EDITED, FIELDS, FORBIDDEN


class Fault(enum.Enum):
    """What must not happen."""

    LEAK = "leak"
    """The public reads what nobody signed, or is told of it by what it can search for."""

    GONE = "gone"
    """What was public and signed is not public any more."""

    STUCK = "stuck"
    """What is signed did not become public by a way that should publish it."""

    ERROR = "error"
    """A server error, or an exception that is no refusal."""

    WORDLESS = "wordless"
    """A refusal without words, or with some that do not say what to do."""

    CLAIM = "claim"
    """Words that tell of a publication which did not happen."""

    LOST = "lost"
    """A draft, or words that were posted, are not there any more."""

    PUBLIC_API = "api"
    """The API fails or contradicts itself afterwards."""


@dataclass(slots=True)
class Outcome:
    """What came of a path on one page."""

    state: str
    language: str
    answer: str
    faults: list[tuple[Fault, str]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, which a report can carry."""
        faults = [[fault.value, what] for fault, what in self.faults]
        return {
            "state": self.state,
            "language": self.language,
            "answer": self.answer,
            "faults": faults,
        }


def judge(tried: Tried) -> list[Outcome]:
    """Return what came of each page of a trial."""
    outcomes = {
        trial.page_id: Outcome(trial.case.state, trial.language, trial.answer.text)
        for trial in tried.trials
    }
    for page_id, fault, what in _faults(tried):
        outcomes[page_id].faults.append((fault, what))
    return list(outcomes.values())


def _faults(tried: Tried) -> Iterator[tuple[int, Fault, str]]:
    for trial in tried.trials:
        own = [*_leaks(tried, trial), *_missing(tried, trial), *_lost(trial), *_words(tried, trial)]
        for fault, what in own:
            yield trial.page_id, fault, what
    yield from _leaks_elsewhere(tried)


def _leaks(tried: Tried, trial: Trial) -> Iterator[tuple[Fault, str]]:
    """Yield what is public of the page itself, and was neither before nor may be."""
    content = tried.after.contents.get(trial.page_id)
    if content is None or content == tried.site.before().contents.get(trial.page_id):
        return
    if tried.way.signs:
        yield from _not_as_signed(trial, content)
    elif content not in trial.case.allowed:
        yield Fault.LEAK, f"public: {content[:300]}"


def _not_as_signed(trial: Trial, content: str) -> Iterator[tuple[Fault, str]]:
    """Yield where the public content is not the draft that was signed."""
    values = json.loads(content) | {"seo": json.loads(content)["meta"]}
    word = trial.case.word
    for name in FIELDS:
        # Codes are the same in every language: a translation has its source's.
        sought = (CODES[word] if not trial.case.translation else "M") if name == "codes" else word
        if sought not in json.dumps(values[name]):
            yield Fault.LEAK, f"{name} is not as signed: {values[name]}"
    if EDITED in content:
        yield Fault.LEAK, "changed after it was signed"
    if other := [one for one in FORBIDDEN if one in content and one not in (word, CODES[word])]:
        yield Fault.LEAK, f"beside what was signed: {', '.join(other)}"


def _leaks_elsewhere(tried: Tried) -> Iterator[tuple[int, Fault, str]]:
    """Yield what else is public now: other pages, files, words and what searches tell."""
    own = {trial.page_id: trial for trial in tried.trials}
    before, after = tried.site.before(), tried.after
    found: list[tuple[Fault, str]] = [(Fault.PUBLIC_API, fault) for fault in after.faults]
    for pk, content in after.contents.items():
        if pk not in own and before.contents.get(pk) != content:
            found.append((Fault.LEAK, f"page {pk}: {content[:300]}"))
    gone = set(before.contents) - set(after.contents) - set(own)
    found += [(Fault.GONE, f"page {pk}") for pk in sorted(gone)]
    if not tried.way.signs:
        found += [(Fault.LEAK, f"a filter finds {query}") for query in after.told]
        found += [(Fault.LEAK, _around(word, after)) for word in FORBIDDEN if word in after.text]
    found += [(Fault.LEAK, what) for what in _changed_files(before, after)]
    for fault, what in found:
        yield _whose(what, tried.trials), fault, what


def _changed_files(before: Reading, after: Reading) -> Iterator[str]:
    news = after.contents != before.contents
    for name, said in after.files.items():
        if name in before.files and before.files[name] != said:
            yield f"{name}: {said}"
        elif name not in before.files and not news:
            yield f"{name} is public with no page that shows it: {said}"


def _whose(what: str, trials: list[Trial]) -> int:
    """Return the page to whose trial a finding belongs; the first, where nothing tells."""
    for trial in trials:
        if trial.case.name in what:
            return trial.page_id
    return trials[0].page_id


def _around(word: str, after: Reading) -> str:
    at = after.text.index(word)
    return f"“{word}” is public: {' '.join(after.text[max(0, at - 80) : at + 80].split())}"


def _missing(tried: Tried, trial: Trial) -> Iterator[tuple[Fault, str]]:
    case, is_public = trial.case, trial.page_id in tried.after.contents
    if case.is_public and not is_public and not tried.way.ends:
        yield Fault.GONE, "the page itself"
    should = tried.way.signs or _may_publish(tried, trial)
    if should and not is_public:
        yield Fault.STUCK, "signed, and not public"


def _may_publish(tried: Tried, trial: Trial) -> bool:
    """Tell whether the way should make the page public, since what it publishes is signed."""
    return trial.goes_back or (tried.way.publishes and trial.case.may_go_public)


def _lost(trial: Trial) -> Iterator[tuple[Fault, str]]:
    if trial.kept and not Page.objects.filter(draft_title__contains=trial.kept).exists():
        latest = Revision.objects.order_by("-id")[:40]
        if not any(trial.kept in json.dumps(revision.content) for revision in latest):
            yield Fault.LOST, f"what was posted: {trial.kept}"
    if trial.replaces_draft:
        return
    now = stored_draft(trial.page_id)
    if not now:
        yield Fault.LOST, "the page"
    elif _said_by(now) != _said_by(trial.before):
        was, said = _said_by(trial.before), _said_by(now)
        changed = [name for name in said if said[name] != was.get(name)]
        yield Fault.LOST, f"the draft: {', '.join(changed)} changed"


_PLACES = (
    "live",
    "path",
    "depth",
    "numchild",
    "slug",
    "url_path",
    "locked",
    "expired",
    "locale",
    "draft_title",
)
_NUMBERS = ("id", "pk", "sort_order")


def _said_by(content: dict[str, Any]) -> dict[str, Any]:
    """Return what a stored draft says, without its places, its times and the editor's numbers."""
    return {
        name: _without_numbers(value)
        for name, value in content.items()
        if name not in _PLACES and not name.endswith(("_at", "_by", "_revision", "_changes"))
    }


def _without_numbers(value: Any) -> Any:
    if isinstance(value, str):
        if value.startswith("[{"):
            return _without_numbers(json.loads(value))
        return re.sub(r' data-block-key="[^"]*"', "", value)
    if isinstance(value, list):
        return [_without_numbers(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_numbers(item) for key, item in value.items() if key not in _NUMBERS}
    return value


_CLAIM = re.compile(r"(has|have) been (published|scheduled)|created and published")


def _words(tried: Tried, trial: Trial) -> Iterator[tuple[Fault, str]]:
    answer = trial.answer
    if answer.error:
        yield Fault.ERROR, answer.error
        return
    told = " ".join(words for _, words in answer.said)
    # Of other things than publication Wagtail may say no in its own words.
    if tried.way.asks and GENERIC in told:
        yield Fault.WORDLESS, GENERIC
    if answer.status in (401, 403) and len(told) < 20:
        yield Fault.WORDLESS, f"{answer.status}: {told}"
    if _may_publish(tried, trial):
        return
    if tried.way.asks and not answer.refused_in_words:
        yield Fault.WORDLESS, f"not published, and not a word about it: {told}"
    for level, words in answer.said:
        if tried.way.asks and level == "success" and _CLAIM.search(words):
            yield Fault.CLAIM, words
