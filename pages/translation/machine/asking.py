"""One question to a machine translator over HTTP: with a time limit, few retries, and no leaks."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import requests

from pages.translation.machine.failures import (
    for_status,
    not_understood,
    timed_out,
    unreachable,
)

logger = logging.getLogger(__name__)

ATTEMPTS: Final = 3
"""How often a server is asked that is busy or out of order for a moment."""

LONGEST_WAIT: Final = 3.0
"""Seconds; a server that asks for more is given up: somebody sits before the screen."""

_FOR_A_MOMENT: Final = frozenset(
    {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)


def ask(
    url: str, body: Mapping[str, Any], *, headers: Mapping[str, str], timeout: float, name: str
) -> Any:
    """Post JSON and return the JSON of the answer.

    A redirect is not followed, since it would carry the key and the text to another server. What is
    logged is the translator and the status alone.

    Args:
        url: the address.
        body: what is asked.
        headers: beyond the type of the content, such as the key.
        timeout: seconds to wait for a connection, and again for each part of the answer.
        name: how the translator is called on the screen.

    Raises:
        MachineTranslationFailed: with the reason in words.
    """
    content = json.dumps(body, ensure_ascii=False).encode()
    sent = {**headers, "Content-Type": "application/json; charset=utf-8"}
    for attempt in range(1, ATTEMPTS + 1):
        try:
            response = requests.post(
                url, data=content, headers=sent, timeout=timeout, allow_redirects=False
            )
        except requests.Timeout:
            logger.warning("%s did not answer within %s seconds.", name, timeout)
            raise timed_out(name) from None
        except requests.RequestException as error:
            logger.warning("%s could not be reached: %s.", name, type(error).__name__)
            raise unreachable(name) from None
        if response.status_code == HTTPStatus.OK:
            return _answer(response, name)
        wait = _wait(response, attempt)
        if response.status_code not in _FOR_A_MOMENT or attempt == ATTEMPTS or wait is None:
            break
        time.sleep(wait)
    logger.warning("%s answered with status %s.", name, response.status_code)
    raise for_status(name, response.status_code)


def _answer(response: requests.Response, name: str) -> Any:
    try:
        return response.json()
    except requests.JSONDecodeError:
        logger.warning("%s answered with something that is no JSON.", name)
        raise not_understood(name) from None


def _wait(response: requests.Response, attempt: int) -> float | None:
    """Return for how many seconds to wait before asking again; None to give up."""
    asked = response.headers.get("Retry-After", "")
    if not asked:
        return 0.5 * 2 ** (attempt - 1)
    if asked.isdecimal() and float(asked) <= LONGEST_WAIT:
        return float(asked)
    return None


def texts_of(answer: Any, *keys: str, count: int, name: str) -> list[str]:
    """Return the translated texts of an answer.

    Args:
        answer: decoded JSON.
        keys: where in it the list is, and then, where its items are objects, the text in each.
        count: how many texts were asked for.
        name: how the translator is called on the screen.

    Raises:
        MachineTranslationFailed: there is no such list, or it has another length.
    """
    try:
        first, *rest = keys
        found = answer[first]
        texts = [item[rest[0]] for item in found] if rest else found
    except (KeyError, TypeError, IndexError):
        texts = []
    if (
        not isinstance(texts, list)
        or len(texts) != count
        or not all(isinstance(text, str) for text in texts)
    ):
        logger.warning("%s answered with another number of texts than was asked for.", name)
        raise not_understood(name)
    return texts


def batches(texts: Sequence[str], *, most: int, octets: int) -> Iterator[list[str]]:
    """Yield texts in batches of at most so many texts, and so many bytes of UTF-8.

    A text that is longer by itself is a batch of its own.
    """
    batch: list[str] = []
    size = 0
    for text in texts:
        length = len(text.encode())
        if batch and (len(batch) == most or size + length > octets):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += length
    if batch:
        yield batch
