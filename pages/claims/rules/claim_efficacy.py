"""Efficacy: what a treatment does, without a source or with one that says nothing about people."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from pages.claims.document import PROSE
from pages.claims.findings import Hit
from pages.claims.reading import Reading
from pages.claims.rule import Asserted, Examples, Rule, hit_of

_stated = Asserted(kinds=PROSE, hedging="any")


def _resting_on_animals(reading: Reading, rule: Rule) -> Iterator[Hit]:
    """Find effects that are claimed on the strength of work on animals or cells alone."""
    told: set[int] = set()
    bench = {id(sentence) for sentence, _match in reading.found("efficacy.bench")}
    admitted = {id(sentence) for sentence, _match in reading.found("efficacy.admitted")}
    for name in (rule.code, "claim.efficacy_uncited"):
        for sentence, match in reading.found(name):
            if id(sentence) in told or id(sentence) in admitted:
                continue
            if not _stated.holds(reading, sentence, match):
                continue
            cited = [reading.references[key] for key in sentence.keys if key in reading.references]
            only_animals = bool(cited) and all(reference.preclinical for reference in cited)
            if only_animals or (name == rule.code and not cited and id(sentence) in bench):
                told.add(id(sentence))
                yield hit_of(sentence, match)


RULES = (
    Rule(
        code="claim.efficacy_uncited",
        severity="block",
        title=_("What a treatment does, without a citation"),
        message=_(
            "“%(phrase)s” says what a treatment does, and the sentence cites nothing. Cite a study "
            "in people, or say that it is being investigated."
        ),
        source=(
            "FTC, Health Products Compliance Guidance (2022); "
            "Ley General de Salud (México), art. 306, fr. I"
        ),
        check=Asserted(kinds=PROSE, citation_settles=True, hedging="strong"),
        phrases={
            "en": (
                "@treatment @improves ~5 @ailment|disease|healing|inflammatory|recovery|function"
                "|regenerate|repair|improve|reduce|restore|relieve|regulate|heal|delay",
                "@treatment ~3 @improves ~4 @ailment",
                "they can|also|help? @improves ~5 @ailment",
                "works|work by ~2 @improving",
                "@improves ~1 arthritis|disease ~1 inflammation|progression",
                "@treatment ~5 effective|effectively|efficacious|successful|successfully",
                "regenerate|regenerates|regenerating|regeneration|rebuild|rebuilding|repairing "
                "~2 of? ~1 tissue|tissues|cartilage|organs|joint|joints|bone|nerves|naturally"
                "|itself",
                "show|shows|showed|provide|provides|offer|offers|bring|brings|gives|give ~2 "
                "benefits|benefit|improvement|improvements|relief",
                "@treatment ~4 beneficial|positive|therapeutic "
                "effect|effects|results|benefits|role",
                "beneficial|positive|therapeutic|healing effects|properties|benefits|role|effect "
                "~1 in|for|of|on|as",
                "enhancement|improvement of|in|at their|your|the? ~1 "
                "quality|symptoms|blood|mobility|function|life|pain",
                "shows|show|showed improvement|improvements",
            ),
            "es": (
                "@treatment ~3 @improves ~5 @ailment",
                "@treatment @improves a ~3 @improves|regenerar|reducir|mejorar",
                "también|además @improves ~4 @ailment",
                "@improves a|la|el|los|las ~3 @ailment ~1 y|e|de|del|dañado|dañados",
                "@treatment ~4 eficaz|eficaces|efectivo|efectiva|efectivos|efectivas|exitoso",
                "regenera|regeneran|regeneración|regenerar|reconstruye|reconstruyen|repara|reparan "
                "~2 tejido|tejidos|cartílago|órganos|articulación|articulaciones|hueso|nervios",
                "muestra|muestran|ofrece|ofrecen|brinda|brindan|aporta|aportan|proporciona"
                "|proporcionan|da|dan ~2 beneficios|beneficio|mejoría|mejora|alivio",
                "@treatment ~4 efectos|resultados|beneficios|papel "
                "benéficos|positivos|terapéuticos|terapéutico|favorables",
                "propiedades|efectos|efecto|beneficios curativas|curativos|terapéuticas"
                "|terapéuticos|regenerativas|regenerativos|antiinflamatorias|benéficos|sanadoras",
                "mejoría|mejora|aumento de|en la|su|los|las? ~1 calidad|síntomas|movilidad|función",
            ),
        },
        examples={
            "en": Examples(
                found=(
                    "The injection reduces the inflammation of the tendon.",
                    "Exosomes help regenerate damaged cartilage.",
                ),
                clean=(
                    "The injection reduces the inflammation of the tendon [1].",
                    "The injection may reduce the inflammation.",
                    "The injection does not regenerate cartilage.",
                ),
            ),
            "es": Examples(
                found=(
                    "La inyección reduce la inflamación del tendón.",
                    "Los exosomas regeneran el cartílago dañado.",
                ),
                clean=(
                    "La inyección reduce la inflamación del tendón [1].",
                    "La inyección podría reducir la inflamación.",
                    "La inyección no regenera el cartílago.",
                ),
            ),
        },
    ),
    Rule(
        code="evidence.preclinical_only",
        severity="block",
        title=_("An effect on people that rests on animals or cells"),
        message=_(
            "“%(phrase)s” claims an effect, but what stands behind it was found in animals, cells "
            "or tissue. Say so in the sentence, or cite a study in people."
        ),
        source=(
            "FTC, Health Products Compliance Guidance (2022), on studies in animals and in vitro"
        ),
        check=_resting_on_animals,
        phrases={
            "en": (
                "supports|support|confirms|confirm|demonstrates|proves|suggests ~2 "
                "therapeutic|beneficial|clinical ~1 role|effect|effects|use|value|potential",
                "inhibitor|inhibitors of ~3 mitigate|inflammation|pain|symptoms",
                "effective in ~1 suppressing|reducing|treating|inhibiting|relieving",
                "mitigate|relieve|alleviate|treat|improve ~2 symptoms",
            ),
            "es": (
                "apoya|apoyan|respalda|respaldan|confirma|demuestra ~2 "
                "papel|efecto|efectos|uso|valor|potencial ~1 terapéutico|terapéuticos|benéfico",
                "inhibidor|inhibidores de ~3 inflamación|dolor|síntomas",
                "eficaz|eficaces|efectivo|efectivos para ~1 "
                "suprimir|reducir|tratar|inhibir|aliviar",
                "mitiga|mitigar|aliviar|alivian|mejoran|mejorar ~2 síntomas",
            ),
        },
        helpers={
            "efficacy.bench": {
                "en": (
                    "mice|mouse|rats|murine|rabbits|animals|vitro|preclinical|laboratory|exosomes"
                    "|macrophages|cultured",
                ),
                "es": (
                    "ratones|ratas|murino|murinos|conejos|animales|vitro|preclínico|preclínicos"
                    "|preclínica|laboratorio|exosomas|macrófagos|cultivos",
                ),
            },
            "efficacy.admitted": {
                "en": (
                    "in|on|of ~1 mice|mouse|rats|rabbits|animals|horses|dogs",
                    "animal study|studies|model|models|experiments",
                    "in vitro",
                    "in the laboratory",
                    "not ~3 in|on humans|people|patients",
                ),
                "es": (
                    "en|de|con ~1 ratones|ratas|conejos|animales|caballos|perros",
                    "estudios|modelos en? animales",
                    "in vitro",
                    "en el laboratorio",
                    "no ~3 en humanos|personas|pacientes",
                ),
            },
        },
        examples={
            "en": Examples(
                found=(
                    "The injection reduces the inflammation of the joint [1].\n"
                    "[1] Ito K. Repair of cartilage in mice. J Lab. 2020;3(1):1-9.",
                ),
                clean=(
                    "In mice the injection reduces the inflammation of the joint [1].\n"
                    "[1] Ito K. Repair of cartilage in mice. J Lab. 2020;3(1):1-9.",
                    "The injection reduces the inflammation of the joint [1].\n"
                    "[1] Ito K. Injection in adults, a randomized trial. J Med. 2020;3(1):1-9.",
                ),
            ),
            "es": Examples(
                found=(
                    "La inyección reduce la inflamación de la articulación [1].\n"
                    "[1] Ito K. Reparación del cartílago en ratones. J Lab. 2020;3(1):1-9.",
                ),
                clean=(
                    "En ratones la inyección reduce la inflamación de la articulación [1].\n"
                    "[1] Ito K. Reparación del cartílago en ratones. J Lab. 2020;3(1):1-9.",
                ),
            ),
        },
    ),
)
