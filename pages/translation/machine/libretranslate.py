"""LibreTranslate behind wagtail-localize's port, with errors in words and in small batches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

from pages.translation.machine.asking import ask, batches, texts_of


class LibreTranslate(LibreTranslator):
    """localize's translator, which needs a key where a server asks for none, and fails in English.

    https://docs.libretranslate.com: ``POST /translate``. A server of one's own keeps the texts in
    the house.

    Options: ``LIBRETRANSLATE_URL``; ``API_KEY`` where the server wants one, ``TIMEOUT`` in seconds.
    """

    max_texts = 20
    max_bytes = 20_000

    def get_api_endpoint(self) -> str:
        """Return the server's address, without a closing slash."""
        return str(super().get_api_endpoint()).rstrip("/")

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
            body: dict[str, Any] = {
                "q": batch,
                "source": self.language_code(source_locale.language_code),
                "target": self.language_code(target_locale.language_code),
                "format": "html",
            }
            if key := self.options.get("API_KEY"):
                body["api_key"] = key
            answer = ask(
                f"{self.get_api_endpoint()}/translate",
                body,
                headers={},
                timeout=float(self.options.get("TIMEOUT", 15)),
                name=str(self.display_name),
            )
            texts = texts_of(
                answer, "translatedText", count=len(batch), name=str(self.display_name)
            )
            for text, found in zip(batch, texts, strict=True):
                translated[by_text[text]] = StringValue(found)
        return translated
