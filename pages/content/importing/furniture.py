"""What belongs to an old site and not to its page: menus, buttons, forms, banners, chat windows.

Pure: a line of text in, a reason or nothing out. Only short lines are looked at, and only as a
    whole, so that a sentence of the page that mentions an appointment or a cookie stays where it
    is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from pages.content.importing.elements import folded

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_LINE: Final = 320
"""Characters; a longer line is prose."""

REASONS: Final[Mapping[str, StrOrPromise]] = {
    "language_switcher": _("Language switcher of the old site"),
    "chat": _("Chat window of the old site"),
    "call_to_action": _("Call to action of the old site"),
    "form": _("Text of a form"),
    "site_section": _("Link or heading of another part of the old site"),
    "menu": _("Menu of the old site"),
    "cookies": _("Cookie banner"),
    "legal": _("Copyright or legal notice of the old site"),
    "social": _("Links to social networks"),
    "contact": _("Contact details of the old site"),
    "byline": _("Date or byline of the old site"),
    "image_name": _("Alternative text or name of an image; images are not imported"),
    "empty_heading": _("Heading without text below it"),
    "repeated_heading": _("Repeated heading; the text below it was joined to the first"),
    "around_left_out": _("Belongs to something that was left out"),
    "page_part": _("Part of the page's frame, not of its text"),
    "embedded": _("Embedded media; they are not imported"),
    "second_title": _("Title in the head of the file; the heading was used"),
    "lead_in": _("Words that only announce a list"),
    "unusable_reference": _("No reference could be made of this"),
}
"""Why something is left out, in words, by the code that reports it."""

_LANGUAGES: Final = frozenset(
    [
        "english",
        "ingles",
        "en",
        "eng",
        "spanish",
        "espanol",
        "castellano",
        "es",
        "esp",
        "french",
        "francais",
        "frances",
        "fr",
        "german",
        "deutsch",
        "aleman",
        "de",
        "portuguese",
        "portugues",
        "pt",
        "italian",
        "italiano",
        "it",
        "catalan",
        "catala",
        "ca",
        "chinese",
        "arabic",
    ]
)
_OTHER_SECTIONS: Final = (
    r"(?:(?:our|the|nuestro|el) )?blog(?: posts?)?|(?:(?:latest|recent|our|related) )?(?:news|"
    r"posts|articles)|"
    r"related (?:treatments|conditions|pages|content|topics)|you (?:may|might) also (?:like|be "
    r"interested in).{0,20}|"
    r"(?:(?:our|patient|patients'?) )?(?:testimonials|success stories|patient stories|reviews)|"
    r"comments|"
    r"leave a (?:comment|reply)|"
    r"(?:ultimas )?noticias|(?:entradas|articulos|noticias|posts) (?:recientes|relacionad[oa]s)|"
    r"testimonios(?: de (?:nuestros )?pacientes)?|historias de (?:exito|pacientes)|comentarios|"
    r"(?:tambien )?te puede interesar|deja un comentario"
)
_PLACES: Final = (
    r"home|home ?page|about(?: us)?|contact(?: us)?|our (?:team|doctors|clinic|services|location)|"
    r"services|team|"
    r"gallery|shop|menu|search|categories|tags|archives?|site ?map|careers|locations?|log ?in|"
    r"sign in|"
    r"inicio|portada|(?:sobre|acerca de) nosotros|quienes somos|contacto|nuestr[oa]s? (?:equipo|"
    r"clinica|servicios|medicos)|"
    r"servicios|equipo|galeria|tienda|buscar|categorias|etiquetas|mapa del sitio|ubicacion|"
    r"iniciar sesion"
)
_PLACES_IN_MENUS: Final = (
    r"prices?|patients|treatments|conditions|procedures|specialties|therapies|faqs?|resources|"
    r"english|"
    r"precios|pacientes|tratamientos|enfermedades|procedimientos|especialidades|terapias|recursos|"
    r"espanol"
)
_APPOINTMENT: Final = (
    r"(?:appointment|consultation|consult|evaluation|assessment|quote|call|visit|cita|consulta|"
    r"evaluacion|"
    r"valoracion|presupuesto|llamada|visita)"
)
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    (
        "chat",
        r"[×✕✖✗]\s?.{0,90}|(?:hi|hello|hola)?[!,. ]{0,3}(?:how (?:can|may) (?:i|we) help(?: "
        r"you)?(?: today)?|"
        r"en que (?:puedo|podemos) ayudar(?:te|le|los)?(?: hoy)?)|(?:live chat|chat (?:with us|"
        r"now|en vivo|en linea)|"
        r"chatea con nosotros|type your message.{0,20}|escrib[ea] (?:tu|su) mensaje.{0,20})",
    ),
    (
        "call_to_action",
        r"(?:start|begin) your .{0,60}\b(?:process|journey|application|evaluation|treatment|"
        r"path)\b.{0,40}|"
        rf"(?:book|schedule|request|get|make|claim|arrange) (?:your|an?|my) "
        rf".{{0,30}}{_APPOINTMENT}\b.{{0,40}}|"
        r"(?:contact|call|e-?mail|message|text|write to) us\b.{0,50}|get in touch\b.{0,50}|"
        r"(?:find out|discover|learn|see) if .{0,80} (?:can help you|is right for you|is for "
        r"you)\b.{0,60}|"
        r"(?:apply|sign up|subscribe|register|get started|learn more|read more|click here|"
        r"download now|see more|"
        r"find out more|watch the video|book|buy|order)(?: now| here| today| online)?|"
        r"(?:inicia|inicie|empieza|empiece|comienza|comience) (?:tu|su) .{0,60}"
        r"\b(?:proceso|evaluacion|tratamiento|camino|solicitud)\b.{0,40}|"
        rf"(?:agenda|agende|reserva|reserve|solicita|solicite|pide|pida|programa|programe) (?:tu|"
        rf"su|una?|ya) "
        rf".{{0,30}}{_APPOINTMENT}\b.{{0,40}}|(?:pide|pida|solicita|reserva|agenda) "
        rf"{_APPOINTMENT}.{{0,30}}|"
        r"(?:contactanos|contactenos|llamanos|llamenos|escribenos|escribanos|ponte en contacto|"
        r"pongase en contacto)\b.{0,50}|"
        r"(?:descubre|descubra|averigua|averigue|conoce|conozca) si .{0,80}\b(?:puede ayudar(?:te|"
        r"le)|"
        r"es para (?:ti|usted))\b.{0,60}|"
        r"(?:leer|ver|saber) mas|mas informacion|(?:haz|haga) clic.{0,30}|suscribete.{0,40}|"
        r"suscribase.{0,40}|"
        r"comparte tu caso.{0,40}",
    ),
    (
        "form",
        r"(?:please )?(?:fill (?:out|in)|complete) (?:the|this|our) .{0,20}\bform\b.{0,60}|"
        r"(?:por favor,? )?(?:complet[ae]|rellen[ae]|llen[ae]) (?:el|este|nuestro) "
        r"formulario\b.{0,60}|"
        r"(?:first name|last name|full name|your name|name|e-?mail(?: address)?|your e-?mail|"
        r"phone(?: number)?|"
        r"your message|message|country|subject|send(?: message)?|submit|nombre(?: completo| y "
        r"apellidos?)?|apellidos?|"
        r"correo(?: electronico)?|telefono|mensaje|tu mensaje|pais|asunto|enviar(?: "
        r"mensaje)?)\s?[*:]{0,3}|"
        r"(?:i (?:agree|accept|consent)|acepto|he leido)\b.{0,100}"
        r"\b(?:privacy|terms|policy|privacidad|terminos|politica|contacted|datos)\b.{0,60}|"
        r"\*?\s?(?:required fields?|campos? obligatorios?)|"
        r"(?:your e-?mail address will not be published|tu direccion de correo .{0,30} no sera "
        r"publicada).{0,60}",
    ),
    (
        "cookies",
        r"(?=.{0,300}\bcookies?\b)(?=.{0,300}\b(?:use|uses|using|accept|consent|polic(?:y|ies)|"
        r"settings|notice|website|usamos|utiliza\w*|acept\w+|configur\w+|politica|aviso|navega\w*)\b)"
        r"(?:we|this (?:web)?site|our (?:web)?site|by (?:using|continuing)|accept|reject|manage|"
        r"usamos|utilizamos|est[ea] (?:sitio|pagina|web)|nuestro sitio|"
        r"al (?:usar|continuar|navegar)|"
        r"aceptar|rechazar|configurar|cookies?|politica de|uso de)\b.{0,300}|"
        r"(?:accept|reject|allow|deny) all|(?:aceptar|rechazar|permitir) tod[oa]s?",
    ),
    (
        "legal",
        r"(?:©|\(c\) ?\d|copyright\b).{0,150}|.{0,120}\b(?:all rights reserved|todos los derechos "
        r"reservados).{0,40}|"
        r"(?:privacy|cookie) (?:policy|notice)|terms (?:of (?:use|service)|and conditions)|legal "
        r"notice|"
        r"politica de (?:privacidad|cookies)|aviso (?:legal|de privacidad)|terminos (?:y "
        r"condiciones|de uso)",
    ),
    (
        "social",
        r"(?:follow|find|like) us\b.{0,60}|share(?: (?:this|on|with|via)\b.{0,50})?|"
        r"(?:siguenos|siganos|comparte|comparta|compartir)(?: (?:en|este|esta|con|por)\b.{0,50})?|"
        r"(?:(?:facebook|twitter|instagram|youtube|linkedin|whatsapp|tiktok|pinterest|x|"
        r"telegram)[ ,|/·•]{0,3}){1,10}",
    ),
    (
        "menu",
        r"skip to (?:main )?content|(?:ir|saltar) al contenido(?: principal)?|back to top|volver "
        r"arriba|"
        r"toggle (?:navigation|menu)|(?:open|close|abrir|cerrar)(?: menu)?|(?:you are here|estas "
        r"aqui|esta aqui)\b.{0,100}|"
        r"(?:«|<|←)?\s?(?:previous|next|anterior|siguiente)(?: (?:post|article|page|entrada|"
        r"articulo|pagina))?\s?(?:»|>|→)?|"
        rf"(?:{_PLACES})",
    ),
    (
        "contact",
        r"(?:tel|phone|telephone|telefono|whatsapp|fax|mobile|movil|toll "
        r"free)\s?[.:]?\s?\+?[\d() .\-–/]{6,30}|"
        r"\+?[\d() .\-–/]{9,25}|(?:e-?mail|"
        r"correo)?\s?:?\s?[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{2,30}|"
        r"(?:mon|lun)[\w.]{0,10}\s?(?:-|–|to|a)\s?(?:fri|sat|sun|vie|sab|dom)[\w.]{0,10}.{0,40}",
    ),
    (
        "byline",
        r"(?:posted|published|publicado|last (?:updated|modified)|updated|ultima actualizacion|"
        r"actualizado)\b"
        r".{0,50}\d.{0,50}|(?:reading time|tiempo de lectura)\b.{0,30}|\d{1,3} (?:min read|"
        r"minutos? de lectura)|"
        r"\d{1,4} (?:comments?|comentarios?)",
    ),
    (
        "image_name",
        r"[\w ()%.-]{1,120}\.(?:jpe?g|png|webp|gif|svg|avif|bmp)|"
        r"\[?(?:image|imagen|photo|foto|picture)(?: ?\d{1,3})?\]?|\[(?:image|imagen|photo|foto|"
        r"figure)\b.{0,150}\]",
    ),
)
_COMPILED: Final = tuple((code, re.compile(f"(?:{pattern})")) for code, pattern in _PATTERNS)
_OTHER_SECTION: Final = re.compile(f"(?:{_OTHER_SECTIONS})")
_PLACE: Final = re.compile(f"(?:{_PLACES}|{_PLACES_IN_MENUS}|{_OTHER_SECTIONS})")
_MENU_DIVIDERS: Final = re.compile(r"\s?[|»›>·•/]\s?|\s{2,}|\t")
_LANGUAGE_DIVIDERS: Final = re.compile(r"[\s:|/·•,()>-]+")
_EDGES: Final = " .!¡¿?:»>→*-–"


def reason(line: str) -> str:
    """Return the code of why a line belongs to the old site; empty text when it does not seem to.

    Args:
        line: a line of text, or the whole text of a paragraph, heading or button.
    """
    if len(line) > LONGEST_LINE:
        return ""
    text = folded(line)
    if not text:
        return ""
    if _is_language_switcher(text):
        return "language_switcher"
    if text[0] in "×✕✖✗":
        return "chat"
    bare = text.strip(_EDGES)
    if _OTHER_SECTION.fullmatch(bare):
        return "site_section"
    for code, pattern in _COMPILED:
        if pattern.fullmatch(text) or pattern.fullmatch(bare):
            return code
    if _is_menu(line, text):
        return "menu"
    return ""


def reason_of_list(items: Iterable[str]) -> str:
    """Return why a list belongs to the old site: when nearly all its items do; else empty text."""
    texts = list(items)
    found = [code for code in map(reason, texts) if code]
    if not texts or len(found) * 5 < len(texts) * 4:
        return ""
    return found[0] if len(set(found)) == 1 else "menu"


def opens_foreign_content(code: str) -> bool:
    """Tell whether what follows such a line, up to the next heading, is not the page's either."""
    return code == "site_section"


def _is_language_switcher(text: str) -> bool:
    words = [word for word in _LANGUAGE_DIVIDERS.split(text) if word]
    # One code alone may be anything; a language's whole name alone on a line is a switcher.
    return bool(words) and set(words) <= _LANGUAGES and (len(words) > 1 or len(words[0]) > 3)


def _is_menu(line: str, text: str) -> bool:
    if not re.search(r"[|»›>·•/\t]|\s{2,}", line.strip()):
        return False
    dividers = _MENU_DIVIDERS.split(text if re.search(r"[|»›>·•/]", text) else folded_columns(line))
    parts = [part.strip(_EDGES) for part in dividers if part.strip(_EDGES)]
    if len(parts) < 2 or any(len(part) > 40 for part in parts):
        return False
    known = [part for part in parts if _PLACE.fullmatch(part)]
    # A trail of crumbs begins at home; a menu consists of places for the greater part.
    return parts[0] in {"home", "inicio"} or len(known) * 2 >= len(parts)


def folded_columns(line: str) -> str:
    """Return a line folded, with its columns (several spaces, a tab) still told apart by a bar."""
    return "|".join(folded(part) for part in re.split(r"\s{2,}|\t", line.strip()))
