"""Asking Crossref and PubMed, without a network."""

import http.client
import json
from typing import Any

import pytest

from pages.citations.exchange.candidates import candidate
from pages.citations.lookup import registries
from pages.citations.lookup.port import LookupFailed
from pages.citations.lookup.registries import PublicRegistries

NBIB = "\nPMID- 27156434\nTI  - Rheumatoid arthritis.\nDP  - 2016\nTA  - Lancet\n"
CSL = json.dumps(
    {
        "type": "journal-article",
        "title": ["Rheumatoid <i>arthritis</i>"],
        "container-title-short": "Lancet",
        "DOI": "10.1016/S0140-6736(16)30173-8",
        "published": {"date-parts": [[2016, 10]]},
    }
)


class Answer:
    def __init__(self, status: int, data: bytes) -> None:
        self.status, self.data = status, data

    def read(self, size: int) -> bytes:
        return self.data[:size]


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A host that gives the next answer, and remembers what it was asked."""

    class Host:
        asked: list[tuple[str, str, float]] = []
        closed = 0
        answer: Answer | Exception = Answer(200, b"")

        def __init__(self, name: str, *, timeout: float, context: Any) -> None:
            assert context.check_hostname
            self.name, self.timeout = name, timeout

        def request(self, method: str, path: str, headers: dict[str, str]) -> None:
            assert method == "GET"
            Host.asked.append((self.name, path, self.timeout))

        def getresponse(self) -> Answer:
            if isinstance(Host.answer, Exception):
                raise Host.answer
            return Host.answer

        def close(self) -> None:
            Host.closed += 1

    monkeypatch.setattr(registries.http.client, "HTTPSConnection", Host)
    return Host


def test_pubmed_is_asked_for_a_pmid(host: Any) -> None:
    host.answer = Answer(200, NBIB.encode())
    found = PublicRegistries().describe(doi="10.1000/x", pmid="27156434")
    assert found is not None
    reference = candidate(found.entry).reference
    assert reference is not None
    assert (reference.title, reference.pmid) == ("Rheumatoid arthritis", "27156434")
    ((name, path, timeout),) = host.asked
    assert (name, timeout, host.closed) == ("eutils.ncbi.nlm.nih.gov", 5, 1)
    assert "id=27156434" in path


def test_crossref_is_asked_for_a_doi(host: Any) -> None:
    host.answer = Answer(200, CSL.encode())
    found = PublicRegistries().describe(doi="10.1000/a/../b?c#<1::x>", pmid="")
    assert found is not None
    reference = candidate(found.entry).reference
    assert reference is not None
    assert (reference.title, reference.month, reference.container_title) == (
        "Rheumatoid arthritis",
        10,
        "Lancet",
    )
    ((name, path, _timeout),) = host.asked
    assert name == "api.crossref.org"
    # Nothing in a DOI can lead to another address on that host.
    assert path.startswith("/works/10.1000%2Fa%2F..%2Fb%3Fc%23%3C1%3A%3Ax%3E/transform/")


@pytest.mark.parametrize("answer", [Answer(404, b"no"), Answer(200, b""), Answer(200, b"<html>")])
def test_an_unknown_number_has_no_description(host: Any, answer: Answer) -> None:
    host.answer = answer
    assert PublicRegistries().describe(doi="10.1000/x", pmid="") is None
    assert PublicRegistries().describe(doi="", pmid="1") is None


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500, b""),
        # A redirect might lead anywhere, and is not followed.
        Answer(302, b""),
        Answer(200, b"x" * (registries.LARGEST_ANSWER + 1)),
        Answer(200, b"\xff\xfe\xfd"),
        Answer(200, b'{"title": broken}'),
        TimeoutError(),
        http.client.IncompleteRead(b""),
    ],
)
def test_a_useless_answer_is_a_failure_with_words(host: Any, answer: Any) -> None:
    host.answer = answer
    with pytest.raises(LookupFailed, match="did not answer"):
        PublicRegistries().describe(doi="10.1000/x", pmid="")
    assert host.closed == 1
