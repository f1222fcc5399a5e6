"""A denial that the translation loses, or gains."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.claims.lexicon.structure import words as listed
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import has_any, is_comparable, of, said, words

ONE_THOUGHT: Final = 15
"""Words; in a longer text, what is near to a denial may belong to another sentence."""

_NEGATORS: Final = {
    "en": listed(
        "no not never neither nor none nobody nothing nowhere without cannot can't don't doesn't "
        "didn't won't isn't aren't wasn't weren't hasn't haven't hadn't shouldn't wouldn't "
        "couldn't mustn't"
    ),
    "es": listed(
        "no nunca jamás tampoco ni sin ningún ninguna ninguno ningunas ningunos nadie nada"
    ),
}
_NEAR: Final = {
    "en": listed(
        "rarely seldom hardly scarcely barely avoid avoids lack lacks lacking fail fails failed "
        "failure unable unless until unlikely few fewer little less only except free stop stops "
        "refuse refuses absent absence against instead rather other else deny denies "
        "impossible prevent prevents missing loses lost nonsteroidal beyond too"
    ),
    "es": listed(
        "raro rara raramente raras apenas evite evitar evita falta faltan carece carecen imposible "
        "salvo excepto ausencia libre poco poca pocos pocas dejar deje deja dejan impide impiden "
        "escaso escasa rechaza negativa hasta menos solo sólo únicamente difícil "
        "difícilmente contra pierde perdió desconoce desconocen ignora"
    ),
}
"""Words that one language says with a denial and the other without one."""

_PREFIXED: Final = {
    "en": listed(
        "impossible incapable inactive incomplete inadequate insufficient infrequent ineffective "
        "invisible irregular immobile incorrect insecure inability inaccurate incurable "
        "independent dislike disagree disappear disappears disappeared discontinue"
    ),
    "es": listed(
        "imposible incapaz inactivo inactiva incompleto incompleta inadecuado inadecuada "
        "insuficiente insuficientes infrecuente infrecuentes ineficaz ineficaces invisible "
        "irregular inmóvil incorrecto incorrecta inseguro insegura inútil incurable improbable "
        "innecesario innecesaria desconocido desconocida inusual independiente desaparecer "
        "desaparece desaparecen desapareció suspender suspenda interrumpir interrumpa"
    ),
}
"""Words that deny by their beginning, or by what they mean."""

_UN: Final = re.compile(r"^un(?!der|til|it|if|iv|i[oq])[a-z]{3,}$|^non[a-z]{4,}$")
"""English words that begin with a denial."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a denial on one side that has nothing like it on the other."""
    if not is_comparable(pair):
        return
    target = pair.target or ""
    before = _denies(pair.source, pair.source_language)
    after = _denies(target, pair.target_language)
    near = _nearly(pair.source, pair.source_language), _nearly(target, pair.target_language)
    if len(words(pair.source)) <= ONE_THOUGHT and all(near):
        # Both have a word that is near to a denial, so it stands for none.
        near = False, False
    if before and not after and not near[1]:
        message = _("The source denies something, and the translation does not. Compare them.")
    elif after and not before and not near[0]:
        message = _("The translation denies something that the source does not. Compare them.")
    else:
        return
    yield Finding(
        code="translation.negation",
        severity="block",
        pair=pair,
        message=message,
        quote=said(target),
    )


def _denies(html: str, language: str) -> bool:
    return has_any(html, of(language, _NEGATORS))


def _nearly(html: str, language: str) -> bool:
    """Tell whether a segment says by a word what the other one may say by a denial."""
    if has_any(html, of(language, _NEAR) | of(language, _PREFIXED)):
        return True
    return language == "en" and any(_UN.match(word) for word in words(html))


def denials(html: str, language: str) -> Counter[str]:
    """Return the words of a segment that deny, or are near to a denial."""
    listed_words = of(language, _NEGATORS) | of(language, _NEAR) | of(language, _PREFIXED)
    return Counter(
        word
        for word in words(html)
        if word in listed_words or (language == "en" and _UN.match(word))
    )
