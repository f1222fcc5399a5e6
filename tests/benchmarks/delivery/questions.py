"""What is asked of a site, endpoint by endpoint, and that the answers are what they claim to be."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.delivery import words
from tests.benchmarks.delivery.generator import Answer, Ask
from tests.benchmarks.delivery.words import LANGUAGES
from tests.benchmarks.measuring import WorkloadShrank

API: Final = "/api/v2/pages/"
LISTED: Final = 20
ENDPOINTS: Final = ("detail", "304", "listing", "find", "search")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a contestant's answers look like.

    Attributes:
        type: of its pages.
        references: the field that has them.
    """

    type: str
    references: str


OURS: Final = Shape("pages.ConditionPage", "references")
STOCK: Final = Shape("stock.StockPage", "sources")

Facts = Sequence[Mapping[str, Any]]
"""Of each page its ``id``, ``language`` and ``path``, which is None where find does not know it."""


def questions(
    facts: Facts, shape: Shape, *, seed: int, sample: int, details: int | None = None
) -> dict[str, list[Ask]]:
    """Return what is asked, by endpoint, in an order that looks random and is always the same.

    Args:
        facts: all pages of the site.
        shape: of its answers.
        seed: of the order.
        sample: how many listings and paths are asked for at most.
        details: how many pages are; as many as ``sample`` unless given.
    """
    chance = random.Random(seed)
    count = {
        language: sum(fact["language"] == language for fact in facts) for language in LANGUAGES
    }
    pages = _sample(chance, facts, sample if details is None else details)
    paths = _sample(chance, [fact for fact in facts if fact["path"]], sample)
    offsets = [
        (language, offset)
        for language in LANGUAGES
        for offset in _sample(chance, range(max(1, count[language] - LISTED + 1)), sample // 4)
    ]
    searches = [
        (language, query) for language in LANGUAGES for query in words.queries(language, seed=seed)
    ]
    chance.shuffle(offsets)
    chance.shuffle(searches)
    return {
        "detail": [Ask(f"{API}{fact['id']}/") for fact in pages],
        "listing": [Ask(_listing(shape, language, offset=offset)) for language, offset in offsets],
        "find": [Ask(f"{API}find/?{urlencode({'html_path': fact['path']})}") for fact in paths],
        "search": [Ask(_listing(shape, language, search=query)) for language, query in searches],
    }


def conditional(details: Sequence[Ask], answers: Sequence[Answer]) -> list[Ask]:
    """Return the questions of somebody who has every detail already; none without ETags."""
    return [
        replace(ask, etag=answer.headers["etag"], expected=(304, b""))
        for ask, answer in zip(details, answers, strict=True)
        if "etag" in answer.headers
    ]


def checked(
    endpoint: str, asks: Sequence[Ask], answers: Sequence[Answer], shape: Shape, *, pages: int
) -> list[Ask]:
    """Return the questions with the answers that they have to get from now on.

    Args:
        endpoint: one of `ENDPOINTS`.
        asks: the questions.
        answers: what was answered now.
        shape: of the answers.
        pages: how many there are for each language.

    Raises:
        WorkloadShrank: an answer is not what the benchmark claims to ask for.
    """
    found = 0
    for ask, answer in zip(asks, answers, strict=True):
        if answer.status != (302 if endpoint == "find" and answer.status == 302 else 200):
            raise WorkloadShrank(f"{ask.path} was answered with {answer.status}.")
        if endpoint == "detail":
            _check_detail(ask, json.loads(answer.body), shape)
        elif endpoint == "find":
            _check_found(ask, answer)
        else:
            found += _check_list(ask, json.loads(answer.body), endpoint, pages=pages)
    if endpoint == "search" and found < len(asks) // 2:
        raise WorkloadShrank(f"Only {found} of {len(asks)} searches found anything.")
    return [
        replace(ask, expected=(answer.status, answer.body))
        for ask, answer in zip(asks, answers, strict=True)
    ]


def _check_detail(ask: Ask, content: Any, shape: Shape) -> None:
    paragraphs = sum(block["value"]["text"].count("<p>") for block in content["body"])
    references = len(content[shape.references])
    if (paragraphs, references) != (words.PARAGRAPHS, words.REFERENCES):
        raise WorkloadShrank(f"{ask.path} has {paragraphs} paragraphs and {references} references.")
    if str(content["id"]) not in ask.path:
        raise WorkloadShrank(f"{ask.path} was answered with page {content['id']}.")


def _check_found(ask: Ask, answer: Answer) -> None:
    if answer.status == 302 and not urlsplit(answer.headers["location"]).path.startswith(API):
        raise WorkloadShrank(f"{ask.path} leads to {answer.headers['location']}.")


def _check_list(ask: Ask, content: Any, endpoint: str, *, pages: int) -> bool:
    listed, total = len(content["items"]), content["meta"]["total_count"]
    if endpoint == "listing" and (listed, total) != (min(LISTED, pages), pages):
        raise WorkloadShrank(f"{ask.path} lists {listed} of {total} pages.")
    if any(f"locale={item['meta']['locale']}" not in ask.path for item in content["items"]):
        raise WorkloadShrank(f"{ask.path} lists pages of another language.")
    return bool(total)


def _listing(shape: Shape, language: str, **more: Any) -> str:
    query = {"type": shape.type, "locale": language, "limit": LISTED, **more}
    return f"{API}?{urlencode(query)}"


def _sample(chance: random.Random, of: Sequence[Any], count: int) -> list[Any]:
    return chance.sample(of, min(len(of), max(count, 1)))
