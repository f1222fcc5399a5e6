"""A page that contradicts itself: about pain, the way of giving, and how long things take."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from pages.claims.document import PROSE
from pages.claims.findings import Hit
from pages.claims.phrases import Match
from pages.claims.reading import Reading, Sentence, first_words
from pages.claims.rule import Asserted, Examples, Rule, hit_of

_stated = Asserted(kinds=PROSE, negatable=False, hedging="strong", conditional=False)
_positive = Asserted(kinds=PROSE, negatable=True, hedging="strong", conditional=False)
_SECONDS: Final = {
    "second": 1, "seconds": 1, "segundo": 1, "segundos": 1,
    "minute": 60, "minutes": 60, "minuto": 60, "minutos": 60,
    "hour": 3600, "hours": 3600, "hora": 3600, "horas": 3600,
    "day": 86400, "days": 86400, "dia": 86400, "dias": 86400,
    "week": 604800, "weeks": 604800, "semana": 604800, "semanas": 604800,
    "month": 2592000, "months": 2592000, "mes": 2592000, "meses": 2592000,
}  # fmt: skip


class _Span(NamedTuple):
    """A stretch of time in seconds, and where it is stated."""

    shortest: float
    longest: float
    sentence: Sentence
    match: Match


def _stretch(sentence: Sentence, match: Match) -> _Span | None:
    """Return the time that the words of a match state: “15 to 20 minutes”, “a few days”."""
    words = sentence.words[match.first : match.last]
    units = [(place, token) for place, token in enumerate(words) if token.word in _SECONDS]
    if not units:
        return None
    numbers = [float(token.word.replace(",", ".")) for token in words if _plain(token.word)]
    if numbers:
        unit = _SECONDS[units[-1][1].word]
        return _Span(min(numbers) * unit, max(numbers) * unit, sentence, match)
    sizes = [_SECONDS[token.word] for _place, token in units]
    return _Span(2 * min(sizes), 6 * max(sizes), sentence, match)


def _plain(word: str) -> bool:
    return word[0].isdigit() and word.replace(",", ".").count(".") < 2


def _durations(reading: Reading, rule: Rule) -> Iterator[Hit]:
    """Find two statements of how long the same thing takes that cannot both be so."""
    for topic in ("consistency.whole", "consistency.complaint"):
        spans = [
            span
            for sentence, match in reading.found(topic)
            if sentence.is_prose and not sentence.cited and (span := _stretch(sentence, match))
        ]
        for one, other in pairwise(spans):
            if one.longest * 2 < other.shortest or other.longest * 2 < one.shortest:
                yield hit_of(other.sentence, other.match, other=first_words(one.sentence.text, 120))


def _pain(reading: Reading, rule: Rule) -> Iterator[Hit]:
    present = [
        (sentence, match)
        for sentence, match in reading.found("consistency.pain_present")
        if _positive.holds(reading, sentence, match)
    ]
    for sentence, match in reading.found(rule.code):
        if not _stated.holds(reading, sentence, match):
            continue
        others = [entry for entry in present if entry[0] is not sentence]
        if others:
            yield hit_of(sentence, match, other=first_words(others[0][0].text, 120))


def _routes(reading: Reading, rule: Rule) -> Iterator[Hit]:
    """Find a treatment that goes into a vein in one sentence and into a joint in another."""
    vein = {id(s): (s, m) for s, m in reading.found("consistency.vein") if s.is_prose}
    joint = {id(s): (s, m) for s, m in reading.found("consistency.joint") if s.is_prose}
    both = set(vein) & set(joint)
    if both or not vein or not joint:
        return  # named side by side, they are two ways and no contradiction
    own = {
        key: entry
        for key, entry in {**vein, **joint}.items()
        if not entry[0].cited and not entry[0].disowned and not entry[0].asks
    }
    first_vein = next((entry for key, entry in own.items() if key in vein), None)
    first_joint = next((entry for key, entry in own.items() if key in joint), None)
    if first_vein is None or first_joint is None:
        return
    yield hit_of(*first_vein, other=first_words(first_joint[0].text, 120))
    for key, entry in own.items():
        if key in joint:
            yield hit_of(*entry, other=first_words(first_vein[0].text, 120))


RULES = (
    Rule(
        code="consistency.pain",
        severity="block",
        title=_("Without pain in one place, with pain in another"),
        message=_(
            "“%(phrase)s” contradicts “%(other)s”. Say in both places how much it hurts, how often "
            "and for how long."
        ),
        source="FTC, Health Products Compliance Guidance (2022)",
        check=_pain,
        phrases={
            "en": (
                "no|not|never|without ~3 pain|discomfort",
                "no ~2 pain|discomfort|soreness",
                "painless|painlessly",
            ),
            "es": (
                "no sentirá|siente|sienten|hay|causa|duele|produce ~2 dolor|molestia|molestias",
                "sin ~1 dolor|molestias",
                "indoloro|indolora",
            ),
        },
        helpers={
            "consistency.pain_present": {
                "en": (
                    "soreness|discomfort|pain ~3 in|at|around|when|after|during|for",
                    "mild|moderate|some|slight|severe ~2 pain|discomfort|soreness",
                ),
                "es": (
                    "dolor|molestia|molestias ~3 en|al|alrededor|cuando|tras|durante",
                    "leve|moderado|cierto|ligera|ligero|algo ~1 dolor|molestia",
                    "dolor|molestia|molestias leve|leves|moderado|moderada|ligera|ligero",
                ),
            }
        },
        examples={
            "en": Examples(
                found=("It is a painless visit.\nExpect some soreness in the heel.",),
                clean=("Expect some soreness in the heel.\nIt fades.",),
            ),
            "es": Examples(
                found=("Es una visita indolora.\nEs de esperar algo de dolor en el talón.",),
                clean=("Es de esperar algo de dolor en el talón.\nCede.",),
            ),
        },
    ),
    Rule(
        code="consistency.route",
        severity="block",
        title=_("Given in one way here, in another there"),
        message=_(
            "“%(phrase)s” does not fit “%(other)s”. Say in one place how it is given; if there are "
            "two ways, say which is for whom."
        ),
        source="FDA, 21 CFR 202.1(e)(5)",
        check=_routes,
        helpers={
            "consistency.vein": {
                "en": (
                    "intravenous|intravenously",
                    "into ~2 vein|bloodstream",
                    "iv infusion|drip|line",
                ),
                "es": (
                    "intravenosa|intravenoso|endovenosa|endovenoso",
                    "en la|una vena",
                    "por|vía vía? intravenosa|endovenosa",
                ),
            },
            "consistency.joint": {
                "en": (
                    "intra articular|intra-articular|intraarticular",
                    "injected|injections|inject ~8 joint|joints|area|areas|knee|hip",
                    "injected|infused|given|administered ~4 into ~2 joint|joints|knee|hip|tendon",
                ),
                "es": (
                    "intraarticular|intraarticulares",
                    "inyecta|inyectan|inyectar|inyectarse|inyección|inyecciones|inyectadas ~6 "
                    "articulación|articulaciones|zona|área|rodilla|cadera",
                ),
            },
        },
        examples={
            "en": Examples(
                found=(
                    "The cells are given intravenously.\nThe cells are injected into the knee.",
                ),
                clean=(
                    "The cells are given intravenously.\nAn intravenous line is placed first.",
                    "They go into a vein or are injected into the knee.",
                ),
            ),
            "es": Examples(
                found=(
                    "Las células se dan por vía intravenosa.\n"
                    "Las células se inyectan en la rodilla.",
                ),
                clean=("Las células se dan por vía intravenosa.\nLa vía intravenosa se retira.",),
            ),
        },
    ),
    Rule(
        code="consistency.duration",
        severity="block",
        title=_("Two durations of the same thing that do not fit"),
        message=_(
            "“%(phrase)s” does not fit “%(other)s”. Say in both places the same, or what each "
            "duration is of."
        ),
        source="FDA, 21 CFR 202.1(e)(5)",
        check=_durations,
        helpers={
            "consistency.whole": {
                "en": (
                    "@treatment|session|visit|everything|extraction|operation|appointment ~5 "
                    "take|takes|last|lasts|duration|lasting ~3 # to|or|and? #? @unit",
                    "duration of # to|or|and? #? @unit",
                ),
                "es": (
                    "@treatment|sesión|visita|todo|extracción|operación|cita ~5 "
                    "dura|duran|tarda|toma|lleva|duración ~3 # a|o|y? #? @unit",
                    "duración de # a|o|y? #? @unit",
                ),
            },
            "consistency.complaint": {
                "en": (
                    "pain|discomfort|soreness ~8 "
                    "diminishes|disappears|fades|subsides|resolves|goes|lasts ~3 "
                    "seconds|minutes|hours|days|weeks|# to? minutes|seconds|hours|days? ~1 "
                    "later|after|weeks|days|minutes|hours",
                    "discomfort|soreness|pain ~8 diminishes|disappears|fades|subsides|lasts after? "
                    "~2 @unit",
                    "discomfort ~8 diminishes ~3 @unit",
                ),
                "es": (
                    "dolor|molestia|molestias ~6 "
                    "disminuye|desaparece|cede|ceden|dura|duran|desaparecen ~3 @unit",
                ),
            },
        },
        examples={
            "en": Examples(
                found=("The visit takes 20 minutes.\nThe visit lasts 2 to 3 hours.",),
                clean=("The visit takes 20 minutes.\nThe visit lasts 15 to 25 minutes.",),
            ),
            "es": Examples(
                found=("La visita dura 20 minutos.\nLa visita dura de 2 a 3 horas.",),
                clean=("La visita dura 20 minutos.\nLa visita dura 25 minutos.",),
            ),
        },
    ),
)
