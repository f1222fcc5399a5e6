"""Crossref for DOIs, PubMed for PMIDs.

Requests go to two fixed hosts over HTTPS, follow no redirect, carry nothing but the number, end
after a few seconds and read no more than a page of text.
"""

from __future__ import annotations

import http.client
import ssl
from typing import Final
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from pages.citations.exchange import csl_json, nbib
from pages.citations.lookup.port import Description, LookupFailed

CROSSREF_HOST: Final = "api.crossref.org"
PUBMED_HOST: Final = "eutils.ncbi.nlm.nih.gov"
SECONDS: Final = 5
LARGEST_ANSWER: Final = 2_000_000
_AGENT: Final = "wagtail-firma (reference lookup)"


class PublicRegistries:
    """Asks PubMed where there is a PMID, Crossref otherwise."""

    def describe(self, *, doi: str, pmid: str) -> Description | None:
        """Return what PubMed or Crossref knows about a publication."""
        if pmid:
            query = urlencode({"db": "pubmed", "id": pmid, "rettype": "medline", "retmode": "text"})
            text = self.fetch(PUBMED_HOST, f"/entrez/eutils/efetch.fcgi?{query}")
            pieces = nbib.divide(text) if text and nbib.recognises(text) else []
            entries, registry = [nbib.read(piece) for piece in pieces[:1]], "PubMed"
        else:
            style = "application/vnd.citationstyles.csl+json"
            text = self.fetch(CROSSREF_HOST, f"/works/{quote(doi, safe='')}/transform/{style}")
            pieces = csl_json.divide(text) if text and csl_json.recognises(text) else []
            entries, registry = [csl_json.read(piece) for piece in pieces[:1]], "Crossref"
        if not entries:
            return None
        if entries[0].faults:
            raise _failed()
        return Description(entries[0], registry)

    def fetch(self, host: str, path: str) -> str:
        """Return the text at an address; empty if there is none.

        Raises:
            LookupFailed: the host did not answer in time, or not with a text.
        """
        connection = http.client.HTTPSConnection(
            host, timeout=SECONDS, context=ssl.create_default_context()
        )
        try:
            connection.request("GET", path, headers={"User-Agent": _AGENT})
            answer = connection.getresponse()
            if answer.status in {400, 404}:
                return ""
            if answer.status != 200:
                raise _failed()
            data = answer.read(LARGEST_ANSWER + 1)
            if len(data) > LARGEST_ANSWER:
                raise _failed()
            return data.decode()
        except (OSError, http.client.HTTPException, UnicodeDecodeError) as error:
            raise _failed() from error
        finally:
            connection.close()


def _failed() -> LookupFailed:
    return LookupFailed(
        _("The registry did not answer. The form holds what could be read from the text itself.")
    )
