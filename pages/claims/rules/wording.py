"""Words that the language does not have, and constructions carried over from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.claims.document import PROSE
from pages.claims.findings import Hit
from pages.claims.lexicon.structure import words
from pages.claims.reading import Reading, Sentence
from pages.claims.rule import EVERYWHERE, Asserted, Examples, Rule, hit_of

_anywhere = Asserted(
    kinds=EVERYWHERE, negatable=False, hedging="none", conditional=False, questions=True
)
_REPEATABLE: Final = words("that had very muy so bla no is si")
_BEGINS_NO_STATEMENT: Final = frozenset({"is", "are", "was", "were", "has"})
_INFINITIVE: Final = words("ability able capacity want wants need needs begin began")
_ED_INFINITIVES: Final = words(
    "need feed bleed speed shed wed embed exceed proceed succeed seed weed breed heed shred"
)
_PLURALS: Final = ("ations", "itions", "ments", "tients", "tests", "studies", "therapies", "cells")
_FUNCTION_WORDS: Final = words(
    "of in on for with to and or the few couple number series lot variety range as by from at "
    "that which who is are set group can many pair"
)
_AUXILIARIES: Final = words(
    "do does did can could may might will would should must to let lets make makes help and "
    "or doesn't don't didn't can't won't both"
)
_NEIGHBOURS: Final = {
    pair
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for first, second in pairwise(row)
    for pair in ((first, second), (second, first))
}
SHORTEST: Final = 7
OFTEN: Final = 4


def _doubled(reading: Reading, rule: Rule) -> Iterator[Hit]:
    for sentence in reading.prose:
        for one, two in pairwise(sentence.words):
            if (
                one.word == two.word
                and one.word.isalpha()
                and one.clause == two.clause
                and not two.after_comma
                and one.word not in _REPEATABLE
                and len(one.word) > 1
            ):
                yield Hit(sentence.block, one.start, two.end, sentence)
                break


def _grammar(reading: Reading, rule: Rule) -> Iterator[Hit]:
    told: set[int] = set()
    for sentence, match in reading.found(rule.code):
        if id(sentence) not in told and _anywhere.holds(reading, sentence, match):
            told.add(id(sentence))
            yield hit_of(sentence, match)
    if reading.lexicon.language != "en":
        return
    for sentence, match in reading.found("grammar.bare_verb"):
        before = {token.word for token in sentence.words[: match.first]}
        if id(sentence) not in told and not before & _AUXILIARIES and not sentence.asks:
            told.add(id(sentence))
            yield hit_of(sentence, match)
    for sentence in reading.sentences:
        if id(sentence) not in told and sentence.block.kind in PROSE:
            yield from _english_slips(sentence)


def _english_slips(sentence: Sentence) -> Iterator[Hit]:
    words, block = sentence.words, sentence.block
    if (
        len(words) > 4
        and words[0].word in _BEGINS_NO_STATEMENT
        and not sentence.asks
        and block.kind == "paragraph"
    ):
        yield Hit(block, words[0].start, words[2].end, sentence)
        return
    for place, token in enumerate(words[:-2]):
        following = words[place + 1]
        if (
            token.word in _INFINITIVE
            and following.word == "to"
            and words[place + 2].word.endswith("ed")
            and words[place + 2].word not in _ED_INFINITIVES
        ):
            yield Hit(block, token.start, words[place + 2].end, sentence)
            return
        if token.word in {"a", "an"}:
            for step in range(place + 1, min(place + 4, len(words))):
                word = words[step]
                if word.word in _FUNCTION_WORDS or word.clause != token.clause:
                    break
                if word.word.endswith(_PLURALS) and (
                    step + 1 == len(words)
                    or words[step + 1].word in _FUNCTION_WORDS
                    or words[step + 1].clause != word.clause
                ):
                    yield Hit(block, token.start, word.end, sentence)
                    return


def _likely_typos(reading: Reading, rule: Rule) -> Iterator[Hit]:
    """Find words that are one slip of a finger away from a word that the page often uses."""
    counts: Counter[str] = Counter()
    places: dict[str, tuple[Sentence | None, Hit]] = {}
    for sentence in reading.sentences:
        for token in sentence.words:
            if len(token.word) >= SHORTEST and token.word.isalpha():
                counts[token.word] += 1
                if token.word not in places:
                    hit = Hit(sentence.block, token.start, token.end, sentence)
                    places[token.word] = (sentence, hit)
    for reference in reading.document.references:
        for written in reference.text.split():
            word = written.strip(".,;:()[]").lower()
            if len(word) >= SHORTEST and word.isalpha() and word not in counts:
                counts[word] = 1
                quote = Hit(quote=reference.text[:240], place=reference.place)
                places[word] = (None, quote)
    often = {word for word, count in counts.items() if count >= OFTEN}
    slips: dict[str, str] = {}
    for word in often:
        for slip in _slips(word):
            slips.setdefault(slip, word)
    for word, count in counts.items():
        if count == 1 and word in slips and word not in often:
            _sentence, hit = places[word]
            yield Hit(
                hit.block,
                hit.start,
                hit.end,
                hit.sentence,
                {"phrase": word, "word": slips[word]},
                hit.quote,
                hit.place,
            )


def _slips(word: str) -> Iterator[str]:
    """Yield what comes of a word by one neighbouring key, one swap, or one double letter lost."""
    last = len(word) - (2 if word.endswith(("s", "a", "o")) else 1)
    for place in range(1, last):
        before, char, after = word[:place], word[place], word[place + 1 :]
        for other in (pair[1] for pair in _NEIGHBOURS if pair[0] == char):
            yield before + other + after
        if char == word[place - 1]:
            yield before + after
        if place + 1 < last and after[0] != char:
            yield before + after[0] + char + after[1:]


RULES = (
    Rule(
        code="language.nonword",
        severity="block",
        title=_("A word that the language does not have"),
        message=_("“%(phrase)s” is no word of this language: replace it."),
        source="AMA Manual of Style, 11th ed., chapter 11 (Correct and Preferred Usage)",
        check=_anywhere,
        phrases={
            "en": (
                "rutine|adecuate|adecuately|apropiate|apropriate|asociated|atention"
                "|especialist|especialists|especialized|farmacological|hospitalary|inflamation"
                "|inflamatory|inmune|inmunity|inmunological|inyection|inyections|inyected|necesary"
                "|ocurr|ocurrs|ocurred|ocurrence|patology|patologies|posible|posibility|profesional"
                "|profesionals|recomended|recomendation|responsability|sintom|sintoms|simptoms"
                "|succesful|succesfully|teraphy|terapy|terapies|tratment|treatement|diagnosticate"
                "|diagnosticated|diagnostical|irreversable|degenerativ|articulational|quirurgic"
                "|quirurgical|effectivity|administrated|administrating|unconfort|uncomfort"
                "|discomforts|recuperate|recuperated|seperate|definately|occured|recieve|recieved"
                "|untill|wich|teh|cronic|cronical|celular|stemcells|prevencion"
                "|neccesary|accomodate|managment|developement|benefical|effecient|excercise"
                "|excercises|reumatoid|rheumatiod|rhuematoid",
            ),
            "es": (
                "randomizado|randomizada|randomizados|randomización|accesar|haiga|nadien|transplate"
                "|enfermedaz|tratamineto|tratameinto|procedimeinto|procedimineto|inflamasion"
                ""
                "|recuperasion|pasiente|pasientes"
                "|injeccion"
                "|injecciones|imflamación|articulasion"
                "|relizar|reailzar|paceinte|paceintes"
                "|scanear|printear",
            ),
        },
        examples={
            "en": Examples(
                found=("The inflamation of the tendon is common [1].",),
                clean=("The inflammation of the tendon is common [1].",),
            ),
            "es": Examples(
                found=("Fue un ensayo randomizado [1].",),
                clean=("Fue un ensayo aleatorizado [1].",),
            ),
        },
    ),
    Rule(
        code="language.calque",
        severity="warn",
        title=_("A construction carried over from another language"),
        message=_("“%(phrase)s” is carried over from another language: say it as this one does."),
        source="AMA Manual of Style, 11th ed., chapter 11; Fundéu",
        check=_anywhere,
        phrases={
            "en": (
                "obtention|affections|affectation|affectations|afflictions",
                "patients|patient|they|people refer|refers|referred ~2 "
                "pain|soreness|discomfort|improvement|symptoms|as|that",
                "referred pain during",
                "no referred pain",
                "done|performed|realized|made|is ~1 ambulatory",
                "you|patients assist with|to ~3 studies|consultation|appointment|clinic|previous",
                "focused|centered in",
                "differently from",
                "minimal|minimum invasive",
                "very|with minimum",
                "realize|realizes|realized ~2 study|procedure|exam|test|surgery|evaluation",
                "the patient|patients presents|present ~1 with? a|an ~1 evolution",
                "in order that",
                "to|of mobilize|mobilization the",
                "immunological system",
                "traditional medicines",
                "conducted study|studies|investigations|investigation",
                "health|medical areas",
                "medic|medics @will|can|is",
                "doctor's|doctors|medical indications",
                "through time",
                "in actuality",
                "the next days|weeks",
                "constant follow",
                "all mentioned previously|before|above",
                "actual treatment|situation|disease",
                "assist to",
                "evolution of the patient",
                "sensible to|skin",
            ),
            "es": (
                "condición|condiciones médica|médicas|crónica|crónicas",
                "desorden|desórdenes de|del|autoinmune|autoinmunes|neurológicos|alimenticios",
                "drogas ~1 antiinflamatorias|antirreumáticas|recetadas|prescritas",
                "injuria|injurias",
                "remover ~2 células|tejido|sangre|médula|grasa",
                "hacer|hace|tiene sentido médico",
                "en orden a|de|para",
                "tomar|toma lugar",
                "aplicar|aplica por|para ~1 tratamiento|procedimiento|terapia",
                "consistente con",
                "asumir|asume que",
                "severo|severa|severos|severas ~1 dolor|enfermedad|síntomas",
                "dolor|enfermedad|síntomas severo|severa|severos",
                "chequear|chequeo ~1 de? sangre",
                "basado|basados en el|la hecho",
                "es por eso que",
                "dosaje",
                "jugar|juega|juegan un ~1 papel|rol",
                "soportado por",
            ),
        },
        examples={
            "en": Examples(
                found=("It is a minimal invasive procedure.",),
                clean=("It is a minimally invasive procedure.",),
            ),
            "es": Examples(
                found=("Es una condición médica frecuente [1].",),
                clean=("Es una enfermedad frecuente [1].",),
            ),
        },
    ),
    Rule(
        code="language.grammar",
        severity="warn",
        title=_("A slip of grammar"),
        message=_("“%(phrase)s” is not well formed: correct the sentence."),
        source="AMA Manual of Style, 11th ed., chapter 7 (Grammar)",
        check=_grammar,
        phrases={
            "en": (
                "can|could|will|would|must|should them|than be",
                "in|for|with some patient|person",
                "improvement|increase|reduction|relief ~4 are evident|present|visible|seen|shown",
                "most often @ailment|patients|people",
                "number of ~6 does not|respond",
                "suggesting|even ~1 shows|an|a ~1 effect|improvement",
                "if candidate",
            ),
            "es": (
                "habían|hubieron|habrán ~1 muchos|muchas|varios|varias|pacientes|casos",
                "la ~1 problema|síntoma|sistema|diagnóstico|tratamiento|procedimiento|dolor",
                "el ~1 terapia|enfermedad|articulación|inflamación|inyección",
                "los ~1 células|articulaciones|enfermedades|inyecciones|terapias",
                "las ~1 tratamientos|síntomas|procedimientos|medicamentos|efectos",
                "pienso|creo|seguro|opino|estoy de que",
            ),
        },
        helpers={
            "grammar.bare_verb": {
                "en": (
                    "cell start|help|possess|improve|reduce|regenerate|repair",
                    "therapy|treatment|procedure|injection help|improve|reduce|regenerate|relieve "
                    "!you|us|and",
                ),
            }
        },
        examples={
            "en": Examples(
                found=("The serum can them be injected.", "It has the ability to healed."),
                clean=("The serum can then be given.", "It has the ability to heal."),
            ),
            "es": Examples(
                found=("Hubieron muchos casos en el estudio [1].",),
                clean=("Hubo muchos casos en el estudio [1].",),
            ),
        },
    ),
    Rule(
        code="language.doubled_word",
        severity="warn",
        title=_("The same word twice"),
        message=_("“%(phrase)s” says the same word twice: take one out."),
        source="AMA Manual of Style, 11th ed., chapter 7 (Grammar)",
        check=_doubled,
        examples={
            "en": Examples(found=("Rest the the foot.",), clean=("She had had heel pain.",)),
            "es": Examples(found=("Repose el el pie.",), clean=("Repose el pie.",)),
        },
    ),
    Rule(
        code="language.likely_typo",
        severity="warn",
        title=_("A likely slip of the finger"),
        message=_("“%(phrase)s” looks like a slip for “%(word)s”: correct it."),
        source="AMA Manual of Style, 11th ed., chapter 11 (Correct and Preferred Usage)",
        check=_likely_typos,
        examples={
            "en": Examples(
                found=("The tendons hurt.\n" * 4 + "The temdons swell.",),
                clean=("The tendons hurt.\n" * 4 + "The tendon swells.",),
            ),
            "es": Examples(
                found=("Los tendones duelen.\n" * 4 + "Los temdones se hinchan.",),
                clean=("Los tendones duelen.\n" * 4 + "El tendón se hincha.",),
            ),
        },
    ),
)
