"""A denial that the translation loses, or gains."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.claims.lexicon.structure import words as listed
from pages.translation.checks.alignment import by_sentence
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import has_any, is_comparable, of, phrases, said, words

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
        "rarely seldom hardly scarcely barely avoid avoids avoided avoiding avoidable lack lacks "
        "lacking fail fails failed failure unable unless until unlikely few fewer little less only "
        "except free stop stops discontinue stopping refuse refuses absent absence against maximum "
        "most instead rather other else deny denies impossible prevent prevents missing loses lost "
        "nonsteroidal beyond too"
    )
    | {"out of reach", "out of the", "out of your", "up to"},
    "es": listed(
        "raro rara raramente raras apenas evite eviten evitar evita evitan evitarse evitarlo falta "
        "faltan carece carecen imposible salvo excepto ausencia libre poco poca pocos pocas dejar "
        "deje deja dejan impide impiden escaso escasa negativa hasta maximo menos solo sólo "
        "únicamente difícil suspender suspenda suspendan suspenderlo interrumpir interrumpa "
        "detenga difícilmente contra pierde perdió"
    ),
}
"""Words that one language says with a denial and the other without one."""

_PREFIXED: Final = {
    "en": listed(
        "invalid impossible incapable inactive "
        "incomplete inadequate insufficient infrequent ineffective "
        "invisible irregular immobile incorrect insecure inability inaccurate incurable "
        "independent dislike disagree disappear disappears disappeared"
    ),
    "es": listed(
        "imposible incapaz inactivo inactiva incompleto incompleta inadecuado inadecuada "
        "insuficiente insuficientes infrecuente infrecuentes ineficaz ineficaces invisible "
        "irregular inmóvil incorrecto incorrecta inseguro insegura inútil incurable improbable "
        "innecesario innecesaria desconocido desconocida inusual independiente desaparecer "
        "desaparece desaparecen desapareció "
        "desconoce desconocen ignora ignoran rechaza rechazan"
    ),
}
"""Words that deny by their beginning, or by what they mean."""

_SURE: Final = {
    "en": listed(
        "avoid uncommon unlikely unnecessary unsafe unsuitable unproven untreated unable "
        "unavailable unrelated ineffective impossible infrequent"
    ),
    "es": listed(
        "evite eviten evitar improbable infrecuente infrecuentes innecesario innecesaria inseguro "
        "insegura ineficaz ineficaces imposible"
    ),
}
"""Words that deny for sure, so that the other language has to say it by some word."""

_UN: Final = re.compile(r"^un(?!der|til|it|if|iv|i[oq])[a-z]{3,}$|^non[a-z]{4,}$")
"""English words that begin with a denial."""

_LIMIT: Final = re.compile(
    r"(?<= )(?:no (?:more|less|fewer|longer|later|sooner|earlier) than|not (?:more|less) than"
    r"|no (?:mas|menos) (?:de|que)|not only|no solo)(?= )"
)
"""“No more than three” denies nothing: it is at most three."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a denial on one side that has nothing like it on the other."""
    if is_comparable(pair):
        yield from by_sentence(pair, _compare)


def _compare(pair: SegmentPair) -> Iterator[Finding]:
    target = pair.target or ""
    before = _denies(pair.source, pair.source_language)
    after = _denies(target, pair.target_language)
    before_surely = has_any(pair.source, of(pair.source_language, _SURE))
    after_surely = has_any(target, of(pair.target_language, _SURE))
    near = [False, False]
    for nearness in (_is_near, _is_prefixed):
        these = nearness(pair.source, pair.source_language), nearness(target, pair.target_language)
        # Where both have a word that is near to a denial, it stands for none.
        if len(words(pair.source)) > ONE_THOUGHT or not all(these):
            near = [one or other for one, other in zip(near, these, strict=True)]
    is_lost = (before and not after and not near[1]) or (
        before_surely and not after and not any(_nearly(target, pair.target_language))
    )
    is_gained = (after and not before and not near[0]) or (
        after_surely and not before and not any(_nearly(pair.source, pair.source_language))
    )
    if is_lost:
        message = _("The source denies something, and the translation does not. Compare them.")
    elif is_gained:
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
    text = _LIMIT.sub(" ", phrases(html))
    return not of(language, _NEGATORS).isdisjoint(text.split())


def _nearly(html: str, language: str) -> tuple[bool, bool]:
    """Tell whether a segment denies nearly, and whether by the beginning of a word."""
    return _is_near(html, language), _is_prefixed(html, language)


def _is_near(html: str, language: str) -> bool:
    """Tell whether a segment says by a word what the other one may say by a denial."""
    return has_any(html, of(language, _NEAR))


def _is_prefixed(html: str, language: str) -> bool:
    """Tell whether a segment denies by the beginning of a word."""
    if has_any(html, of(language, _PREFIXED)):
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
