"""The configuration of an nginx that answers from an export as the API does.

nginx makes validators of its own, from a file's time and size. Here they are in the files' names:
``random_index`` leads from the folder of a question to the one file in it, whose name is taken
apart. No table has to be loaded, and nothing has to be started again after an export. Only the
``Link`` headers, which are too long for a name, are in a map.
"""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from pages import conf
from pages.delivery.downloads import FOR_EVERYBODY, FOR_THE_HOUSE
from pages.delivery.export.about_pages import default_limit
from pages.delivery.export.asking import api_path
from pages.delivery.export.exporting import notes_for
from pages.delivery.export.layout import ANSWERS, DEEPEST, FILES, LINKS
from pages.delivery.images import SVG
from pages.delivery.serving.responding import NOT_KEPT
from pages.delivery.sizes import MIME_TYPES, SUFFIXES

if TYPE_CHECKING:
    from pages.delivery.export.asking import Visitor

TEMPLATE: Final = Path(__file__).parent / "nginx.conf.in"
"""Where values are written as ``@@name@@``: nginx's own variables begin with a dollar."""

_KEY: Final = "        add_header Surrogate-Key $firma_key always;\n"
_HEADERS: Final = f"""\
        add_header Cache-Control $firma_cache always;
{_KEY}\
        add_header Access-Control-Allow-Origin $firma_origin always;
        add_header Vary $firma_vary always;
        add_header X-Content-Type-Options nosniff always;
"""

_OF_REFUSAL: Final = _HEADERS.replace("$firma_cache", "$firma_cache_of_refusal")

_ABOUT_ANSWER: Final = (
    _HEADERS
    + """\
        add_header ETag '"$firma_etag"';
        add_header Content-Language $firma_language;
        add_header Link $firma_link;
        add_header Content-Disposition $firma_disposition;
        add_header Content-Security-Policy $firma_policy;
"""
)

_UNDATED: Final = """\
        if_modified_since off;
        add_header Last-Modified "";
"""

_DECODED: Final = 4
"""Closing slashes that one line decodes."""


def configuration(root: Path, *, visitor: Visitor, listen: str) -> str:
    """Return a file for nginx's ``http`` block.

    Args:
        root: the folder of the export.
        visitor: who knows the host, and how this site answers there.
        listen: address and port, as nginx takes them.
    """
    notes = notes_for(visitor)
    pages = api_path("pages:listing")
    lists = [path for name in ("images", "documents", "redirects") if (path := _listing(name))]
    values = {
        "root": str(root.absolute()),
        "answers": ANSWERS,
        "files": FILES,
        "links": f"{root.absolute()}/current/{LINKS[:-1]}[{LINKS[-1]}]",
        "listen": listen,
        "host": visitor.host.partition(":")[0],
        "limit": str(default_limit()),
        "base": notes.base,
        "pages": pages,
        "redirects": _listing("redirects") or "/-/",
        "site": _listing("site") or "/-/",
        "lists": _any_of(lists),
        "details": _any_of([pages, *lists]),
        "plain": _any_of(_plain_paths()),
        "sitemaps": re.escape(_path("pages_sitemap", "xx").rpartition("/")[0]) or "/-",
        "documents": _path("wagtaildocs_serve", 1, "x").rpartition("1/")[0] or "/-/",
        "file_key": FOR_EVERYBODY["Surrogate-Key"],
        "file_cache": FOR_EVERYBODY["Cache-Control"],
        "file_not_kept": FOR_THE_HOUSE["Cache-Control"],
        "page_cache": conf.api_cache_control(),
        "built_cache": _cache_of(visitor, _path("pages_robots")),
        "list_caches": _list_caches(visitor, lists),
        "openapi_cache": _cache_of(visitor, api_path("openapi")),
        "openapi": api_path("openapi"),
        "nothing": _nothing(visitor, [pages, *lists]),
        "origins": _origins(),
        "types": _types(),
        "media": _media(notes.media_url, root),
        "headers": _HEADERS,
        "not_kept": NOT_KEPT,
        "headers_of_absence": _OF_REFUSAL,
        "headers_of_nothing": _OF_REFUSAL.replace(_KEY, ""),
        "about_answer": _ABOUT_ANSWER,
        "undated": _UNDATED,
        "ways": "".join(_way(path) for path in (pages, _listing("redirects")) if path),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@@{name}@@", value)
    return text


def _way(endpoint: str) -> str:
    lines = [
        f"    location = {endpoint}find/ {{",
        '        if ($firma_asked_way = "") { return 400 $firma_not_exported; }',
        "        set $firma_html_path $arg_html_path;",
        f"        rewrite ^ {endpoint}find/_/$arg_html_path;",
    ]
    several = "%2F(.*?)" * (_DECODED - 1)
    groups = "/".join(f"${number}" for number in range(1, _DECODED + 2))
    lines += [f'        rewrite "(?i)^(.*?){several}%2F(.*)$" "{groups}";'] * (DEEPEST // _DECODED)
    lines += ['        rewrite "(?i)^(.*?)%2F(.*)$" "$1/$2";'] * (_DECODED - 1)
    start = re.escape(f"{endpoint}find/_/")
    if below := urlsplit(conf.frontend_url()).path.strip("/"):
        lines.append(f'        rewrite "^({start})/*{re.escape(below)}(/.*)?$" "$1$2";')
    lines += [f'        rewrite "^({start})/*(.*?)/*$" "$1$2/_,,0/?" last;', "    }", ""]
    return "\n".join(lines)


def _list_caches(visitor: Visitor, listings: list[str]) -> str:
    """Return lines of a map: what caches may do with images, files and redirects.

    Only with these: the API says nothing of what is not there, and of ways that lead elsewhere.
    """
    caches = {path: _cache_of(visitor, path) for path in listings}
    return "".join(
        f'    "~^{re.escape(path)}.*\\.json$" "{cache}";\n' for path, cache in caches.items()
    )


def _nothing(visitor: Visitor, listings: list[str]) -> str:
    """Return lines of a map: what the API says of something that is not there."""
    lines = []
    for path in listings:
        if body := visitor.ask(f"{path}0/").body.decode():
            said = body.replace("'", "\\'").replace("$", "")
            lines.append(f"    \"~^{re.escape(path)}\\d\" '{said}';\n")
    return "".join(lines)


def _origins() -> str:
    """Return lines of a map: the origins that may read the API from a browser."""
    if getattr(settings, "CORS_ALLOW_ALL_ORIGINS", False):
        return '    default "*";\n'
    origins = getattr(settings, "CORS_ALLOWED_ORIGINS", ())
    return '    default "";\n' + "".join(f'    "{one}" "{one}";\n' for one in origins)


def _types() -> str:
    """Return the media types of what is exported, as this site sends them."""
    found = {
        "json": "application/json",
        "absent": "application/json",
        "sitemap": "application/xml; charset=utf-8",
        "plain": "text/plain; charset=utf-8",
        "found": "text/html; charset=utf-8",
        "svg": SVG,
        "jpeg": "image/jpeg",
        "gif": "image/gif",
    }
    found |= {SUFFIXES[kind].lstrip("."): mime for kind, mime in MIME_TYPES.items()}
    for suffix in getattr(settings, "WAGTAILDOCS_EXTENSIONS", ()):
        mime, _encoding = mimetypes.guess_type(f"file.{suffix}")
        if mime:
            found.setdefault(suffix, mime)
    return "".join(f'        "{mime}" {suffix};\n' for suffix, mime in found.items())


def _media(media_url: str, root: Path) -> str:
    if not media_url:
        return ""
    return (
        f"    location ^~ {media_url} {{\n"
        f"        root {root.absolute()}/current/{FILES};\n"
        "        etag on;\n"
        "        add_header X-Content-Type-Options nosniff always;\n"
        "        add_header Content-Security-Policy"
        " \"default-src 'none'; style-src 'unsafe-inline'; sandbox\" always;\n"
        "    }\n"
    )


def _plain_paths() -> list[str]:
    names = ("pages_sitemap_index", "pages_robots")
    return [*(path for name in names if (path := _path(name))), api_path("openapi")]


def _any_of(paths: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(path) for path in paths)})"


def _cache_of(visitor: Visitor, path: str) -> str:
    return visitor.ask(path).headers.get("cache-control", "") if path else ""


def _listing(endpoint: str) -> str:
    try:
        return api_path(f"{endpoint}:listing")
    except NoReverseMatch:
        return ""


def _path(name: str, *arguments: Any) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
