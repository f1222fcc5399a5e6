"""Guarantees and promised outcomes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pages.claims.rule import Asserted, Examples, Rule

_SOURCE = (
    "FTC, Health Products Compliance Guidance (2022); Directive 2001/83/EC, art. 90(b); "
    "Real Decreto 1907/1996 (España), art. 4"
)

RULES = (
    Rule(
        code="claim.guarantee",
        severity="block",
        title=_("A guarantee"),
        message=_(
            "“%(phrase)s” promises a result that nobody can promise. Say what was achieved, in how "
            "many people, and according to which source."
        ),
        source=_SOURCE,
        check=Asserted(hedging="none"),
        phrases={
            "en": (
                "guarantee|guarantees|guaranteed|guaranteeing|guaranty ~3 "
                "@benefit|success|cure|you|satisfaction|that|your|to|safe|best|by|for|a|the",
                "@benefit|success|satisfaction @be|will? ~1 guaranteed|assured|certain|ensured",
                "we|it|treatment|therapy|procedure ~1 guarantee|guarantees|ensure|ensures|assure"
                "|assures|promise|promises ~3 @benefit|success|cure|recovery|safety|that|you",
                "sure|certain|assured|proven to? "
                "cure|success|results|result|relief|recovery|improve|relieve",
                "risk free trial|guarantee|treatment|procedure",
                "you can be sure|certain|confident",
                "money back",
                "will definitely|certainly|surely|undoubtedly|always",
            ),
            "es": (
                "garantiza*|garantizo|garantía ~3 "
                "@benefit|éxito|cura|curación|satisfacción|que|su|tu|de|el|la|un|una",
                "@benefit|éxito|satisfacción|curación ~1 "
                "garantizado|garantizada|garantizados|garantizadas|asegurado|asegurada|asegurados",
                "asegura*|aseguramos|prometemos|promete|prometen ~3 "
                "@benefit|éxito|cura|curación|recuperación|alivio|que",
                "cura|éxito|alivio|curación|resultados|remedio seguro|segura|seguros|cierta|cierto",
                "le|te aseguramos|garantizamos|prometemos",
                "sin duda|dudarlo ~4 mejora*|cura*|alivia*|funciona*|ayuda*|logra*",
                "devolución de|del su|tu? dinero",
                "con toda|total seguridad",
            ),
        },
        examples={
            "en": Examples(
                found=("We guarantee results in six weeks.", "Your recovery is guaranteed."),
                clean=("Nobody can guarantee results.", "No clinic can promise you a cure."),
            ),
            "es": Examples(
                found=("Garantizamos resultados en seis semanas.", "Resultados garantizados."),
                clean=(
                    "Nadie puede garantizar resultados.",
                    "Ninguna clínica puede prometerle una cura.",
                ),
            ),
        },
    ),
    Rule(
        code="claim.promised_outcome",
        severity="block",
        title=_("A promised outcome"),
        message=_(
            "“%(phrase)s” tells the reader what will happen to them. Say what happened to others, "
            "how often and according to which source, and that results differ."
        ),
        source=_SOURCE,
        check=Asserted(negatable=False, hedging="any", questions=False),
        phrases={
            "en": (
                "you|patients|patient|they|everyone @will|can? ~1 begin|start|continue to ~1 "
                "see|feel|notice|experience|enjoy|improve|walk|recover|move|live|heal",
                "you @will|you'll ~1 see|notice|experience|enjoy|recover|regain|heal|achieve|gain"
                "|get|obtain ~4 @benefit|signs|changes|difference|mobility|life|health|better"
                "|relief",
                "you|you'll will? not|never|no ~1 "
                "feel|have|experience|need|suffer|notice ~2 pain|discomfort|anything|surgery"
                "|symptoms|medication|again|effects|more",
                "you @will ~1 walk|run|move|dance|live|sleep ~3 "
                "without|again|freely|normally|comfortably",
                "you|you'll will? feel|have|experience|suffer no|little|zero ~1 "
                "pain|discomfort|symptoms",
                "you|you'll will? ~1 feel|be ~1 "
                "better|healthy|younger|cured|free|healed|stronger|recovered|new|yourself|normal",
                "you|you'll won't|will ~2 feel|have|need any ~1 pain|discomfort|more",
                "your ~3 @will ~1 disappear|improve|heal|vanish|go|recover|decrease|subside|be",
                "@treatment @will ~1 "
                "@improves|cure|work|change|give|make|transform|allow|return|get|help",
                "say goodbye to",
                "get your life|health|mobility back",
                "@benefit @will !not|be last|come|appear|follow|show|be",
                "live|living pain free",
                "pain free life|living|days",
                "back to normal|yourself in|within|after",
                "@treatment|it @will enable|let|leave you|patients",
            ),
            "es": (
                "verá|verás|notará|notarás|sentirá|sentirás|experimentará|experimentarás"
                "|disfrutará|recuperará|recuperarás|obtendrá|obtendrás|logrará|lograrás|gozará "
                "~4 @benefit|señales|cambios|diferencia|movilidad|vida|salud|mejor|dolor|bienestar"
                "|energía|fuerza",
                "empezará|comenzará|empezarás|comenzarás|empieza|comienza a ~1 "
                "ver|notar|sentir|sentirse|caminar|mejorar|recuperar",
                "no sentirá|sentirás|tendrá|tendrás|necesitará|sufrirá|notará ~2 "
                "dolor|molestia|molestias|cirugía|efectos|síntomas|nada|más",
                "se sentirá|sentirás|verá ~1 mejor|sano|sana|joven|curado|curada|libre|como|bien",
                "su|sus|tu|tus ~3 desaparecerá|desaparecerán|mejorará|mejorarán|sanará|cederá"
                "|disminuirá|disminuirán|aliviará",
                "@treatment ~2 aliviará|mejorará|curará|eliminará|devolverá|regenerará|reducirá"
                "|cambiará|hará|permitirá|permitirán|logrará|restaurará",
                "dígale|diga|dile|di adiós al|a",
                "recupere|recupera su|tu vida|salud|movilidad",
                "vivir|viva|vive|vida ~1 sin dolor",
                "volverá|volverás a caminar|su|correr|la|vivir|tu|ser|moverse",
                "@benefit ~2 será|serán|durará|durarán|llegará|llegarán",
                "quedará|quedarás|estará|estarás curado|curada|libre|sin|sano|sana",
            ),
        },
        examples={
            "en": Examples(
                found=(
                    "You will start to notice a difference after the first session.",
                    "Your stiffness will disappear.",
                ),
                clean=(
                    "You may notice a difference after some weeks.",
                    "You will receive an appointment by post.",
                ),
            ),
            "es": Examples(
                found=(
                    "Empezará a notar cambios tras la primera sesión.",
                    "Su rigidez desaparecerá.",
                ),
                clean=(
                    "Es posible que note cambios tras unas semanas.",
                    "Recibirá una cita por correo.",
                ),
            ),
        },
    ),
)
