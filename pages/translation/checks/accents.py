"""Spanish words that lack their accent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.claims.tokens import folded
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, said

_ACCENTED: Final = """
ácido ácidos además ahí alérgica alérgicas alérgico alérgicos algún allí analgésico analgésicos
análisis análogo anatomía antibiótico antibióticos antiséptico aplíquelo aquí área áreas artículo
artículos artrítica artrítico aséptico así azúcar básica básicas básico básicos biológica
biológicas biológico biológicos bisturí cáncer capítulo característico cartílago cartílagos
catéter catéteres célula células científica científicas científico científicos cirugía cirugías
clínica clínicas clínico clínicos común consérvese consúltelo corazón cráneo crónica crónicas
crónico crónicos cuídese debería deberían débil débiles después día días difícil difíciles
ecografía ecografías eléctrica eléctrico energía época específicas específico específicos están
estén estéril estómago estrés evítelo exámenes fácil fácilmente farmacéutica farmacéutico
farmacéuticos fémur física físicas físico físicos fisioterapéutico frágil genética genéticas
genético genéticos geriátrico glándula glándulas había habían hábil habrá habría hígado idóneo
imágenes inmóvil interés jamás jóvenes línea líneas líquido líquidos llámelo llámenos manténgase
márgenes máxima médicas médico médicos mediodía médula menú metálico mínima mínimo móvil múltiple
múltiples músculo músculos neuróloga neurólogo ningún números órgano órganos orígenes ortopédica
ortopédicas ortopédico ortopédicos ósea óseas óseo óseos página páginas patología patologías
pediátrica pediátrico periódicamente podía podían podrá podrán podría podrían pregúntele protéjase
próxima próximas próximo próximos psicológica psicológico psicólogo pulmón quirúrgica quirúrgicas
quirúrgico quirúrgicos quizá quizás radiografía radiografías rápida rápidamente rápidas rápido
rápidos régimen reumatóloga reumatología reumatólogo reumatólogos revés riñón según séptica
séptico será serán serían simétrica simétrico síndrome síndromes síntoma síntomas sistémica
sistémico sistémicos talón también técnica técnicas técnico técnicos teléfono tendón tendrá
tendría tenía tenían típica típicas típico típicos todavía tómela tómelo tómelos tópica tópico
tópicos tórax traumatólogo traumatólogos través túnel úlcera úlceras última últimas último últimos
úrica úrico úsela úselo úsese útil útiles válido vértebra vértebras vías volúmenes
"""
_LISTED: Final = {folded(word): word for word in _ACCENTED.split()}
"""Words whose form without the accent is none, or one that hardly anybody writes."""

_ION: Final = re.compile(r"[a-zñ]{2,}(?:[csxt])ion")
"""Every Spanish noun in -ción, -sión, -xión and -tión has its accent."""

_NOUNS: Final = re.compile(r"[a-zñ]{3,}(?:logia|grafia|tomia|patia)")
"""Likewise those of sciences, pictures, operations and diseases: radiología, ecografía."""

_ADDRESS: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
"""An address has no accents: “artritis-reumatoide-cronica”."""

_WORD: Final = re.compile(r"[^\W\d_]+")


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a Spanish word without its accent. Capitals need theirs as well."""
    if not is_comparable(pair) or pair.target_language != "es":
        return
    target = said(pair.target or "")
    if _ADDRESS.fullmatch(target):
        return
    kept = frozenset(_WORD.findall(said(pair.source)))
    for match in _WORD.finditer(target):
        if accented := _accented(match.group(), kept):
            yield Finding(
                code="translation.accent",
                severity="warn",
                pair=pair,
                message=_("“%(word)s” lacks its accent: “%(accented)s”.")
                % {"word": match.group(), "accented": accented},
                quote=target,
            )
            return


def _accented(word: str, kept: frozenset[str]) -> str:
    """Return a word with its accent if it lacks it; empty if nothing is wrong.

    What the source has too, such as a name, is nobody's slip.
    """
    small = word.lower()
    if word in kept or folded(small) != small:
        return ""
    if small in _LISTED:
        return _LISTED[small]
    if _ION.fullmatch(small):
        return f"{small[:-2]}ón"
    if _NOUNS.fullmatch(small):
        return f"{small[:-2]}ía"
    return "más" if small == "mas" else ""
