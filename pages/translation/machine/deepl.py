"""DeepL behind wagtail-localize's port, with errors in words and within its limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.strings import StringValue

from pages.translation.machine.asking import ask, batches, texts_of


class DeepL(DeepLTranslator):
    """localize's translator, which sends everything at once and expects that nothing fails.

    https://developers.deepl.com/docs/api-reference/translate: at most 50 texts and 128 KiB in one
    request; 403 for a wrong key, 456 for a quota that is used up, 429 for too many requests.

    Options: ``AUTH_KEY``; ``FORMALITY`` (``prefer_more`` is the Spanish usted), ``GLOSSARY_IDS``,
    ``TIMEOUT`` in seconds, ``URL`` in the place of DeepL's own address.
    """

    max_texts = 50
    max_bytes = 100_000

    def get_api_endpoint(self) -> str:
        """Return the address: that of free keys, of paid ones, or another that was set."""
        return str(self.options.get("URL") or super().get_api_endpoint())

    def translate(
        self, source_locale: Any, target_locale: Any, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        """Return each string's translation.

        Raises:
            MachineTranslationFailed: with the reason in words.
        """
        by_text = {string.data: string for string in strings}
        translated: dict[StringValue, StringValue] = {}
        for batch in batches(list(by_text), most=self.max_texts, octets=self.max_bytes):
            asked = [by_text[text] for text in batch]
            answer = ask(
                self.get_api_endpoint(),
                self.get_parameters(source_locale, target_locale, asked),
                headers=self.get_headers(),
                timeout=float(self.options.get("TIMEOUT", 15)),
                name=str(self.display_name),
            )
            texts = texts_of(
                answer, "translations", "text", count=len(asked), name=str(self.display_name)
            )
            translated |= dict(zip(asked, map(StringValue, texts), strict=True))
        return translated
