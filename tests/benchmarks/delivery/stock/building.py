"""The stock site's pages: the same texts as ours, published without review."""

from __future__ import annotations

import datetime
import json

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from tests.benchmarks.delivery import rows, words
from tests.benchmarks.delivery.stock.models import LibraryEntry, Source, StockAuthor, StockPage
from tests.benchmarks.delivery.words import LANGUAGES, PageText


def build(pages: int, *, seed: int) -> None:
    """Fill an empty, migrated database with so many live pages for each language."""
    Page.objects.filter(depth__gt=1).delete()
    root = Page.get_first_root_node()
    homes = {}
    for language in LANGUAGES:
        locale, _ = Locale.objects.get_or_create(language_code=language)
        home = Page(title=language.upper(), slug=language, locale=locale)
        if homes:
            home.translation_key = homes["en"].translation_key
        homes[language] = root.add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=homes["en"], is_default_site=True)
    library = LibraryEntry.objects.bulk_create(
        LibraryEntry(
            text=source_text(place),
            doi=f"10.0000/rest.{place}",
            url=f"https://doi.example.org/10.0000/rest.{place}",
        )
        for place in range(words.library_size())
    )
    author = StockAuthor.objects.create(name="Ada Fictional", credentials="MD")
    for start in range(0, pages, rows.BATCH):
        batch = range(start, min(start + rows.BATCH, pages))
        with transaction.atomic():
            for language, home in homes.items():
                made = [_page(number, language, home, author=author, seed=seed) for number in batch]
                rows.insert_pages([page for page, _ in made])
                Source.objects.bulk_create(
                    Source(page_id=page.pk, sort_order=order, entry=library[place])
                    for page, text in made
                    for order, place in enumerate(text.references)
                )
    for home in homes.values():
        rows.count_children(home)
    call_command("update_index", verbosity=0)


def source_text(place: int) -> str:
    """Return a reference as it stands below a page."""
    return f"Author{place} AB, Second C. A trial of rest, part {place}. J Rest. 2020;12(3):101-9."


def _page(
    number: int, language: str, home: Page, *, author: StockAuthor, seed: int
) -> tuple[StockPage, PageText]:
    text = words.page_text(number, language, seed=seed)
    page = StockPage(
        author=author,
        title=text.title,
        draft_title=text.title,
        slug=f"topic-{number}",
        summary=text.summary,
        causes=f"<p>{text.paragraphs[0]}</p>",
        urgent_care=f"<p>{text.paragraphs[1]}</p>",
        locale=home.locale,
        translation_key=rows.key(number, seed=seed),
        first_published_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        + datetime.timedelta(minutes=number),
        last_published_at=timezone.now(),
    )
    page.body = StockPage._meta.get_field("body").to_python(json.dumps(_body(text)))
    rows.place(page, parent=home, at=number + 1)
    return page, text


def _body(text: PageText) -> list[dict[str, object]]:
    each = words.PARAGRAPHS // words.SECTIONS
    return [
        {
            "type": "section",
            "value": {
                "heading": heading,
                "text": "".join(
                    f"<p>{paragraph}</p>"
                    for paragraph in text.paragraphs[place * each : (place + 1) * each]
                ),
            },
        }
        for place, heading in enumerate(text.headings)
    ]
