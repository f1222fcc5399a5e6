"""Large pages: as many blocks, references and pictures as a test or a benchmark asks for."""

from __future__ import annotations

import itertools
from typing import Any

from tests.factories.citations import ReferenceFactory
from tests.factories.delivery import (
    a_file,
    an_image,
    draft,
    every_block,
    link_to_file,
    published,
)

CITING = ("section", "study_summary", "outcome", "adverse_effects", "comparison")
KINDS = (*CITING, "call_to_action", "image", "steps", "criteria", "callout", "table")
"""Kinds of blocks in the order in which they follow each other: the first ones cite."""

BLOCKS_FOR_EACH_PICTURE = 10

PARAGRAPH = (
    "The lining of the joint becomes inflamed and thicker, and makes more fluid than the joint "
    "needs. The joint swells, and it hurts to move it after a rest. How long that takes, and "
    "which joints come first, differs from one person to the next."
)


def a_large_draft(*, blocks: int = 150, references: int = 60, codes: int = 4) -> Any:
    """Return a complete draft of a condition page of this size, which nobody has signed.

    The blocks are of all kinds in turn, and those that cite do so with the next reference. One
    picture comes with every ten blocks, and each section links to a page and to a file.
    """
    treatment = published("procedure")
    library = ReferenceFactory.create_batch(references)
    pictures = [
        an_image(f"Picture {place}", width=600, height=300)
        for place in range(max(1, blocks // BLOCKS_FOR_EACH_PICTURE))
    ]
    files = [a_file(f"Leaflet {place}") for place in range(len(pictures))]
    sources = itertools.cycle(library)
    body = []
    for place in range(blocks):
        kinds = every_block(
            next(sources) if KINDS[place % len(KINDS)] in CITING else library[0],
            image=pictures[place % len(pictures)],
            page=treatment,
        )
        (block,) = [kind for kind in kinds if kind["type"] == KINDS[place % len(KINDS)]]
        # A heading that stands there twice would be a warning, and more of them on a larger page.
        for name in {"heading", "title", "caption"} & set(block["value"]):
            block["value"][name] = f"{block['value'][name].rstrip('?')} {place}"
        body.append(block)
        if block["type"] == "section":
            file = link_to_file(files[place % len(files)])
            cited = block["value"]["text"].replace("Cause", f"Cause {place}")
            block["value"]["heading"] = f"Part {place}"
            block["value"]["text"] = (
                f"<p>{PARAGRAPH}</p>{cited}<p>{PARAGRAPH} Read {file}.</p>"
                f"<ul><li>{PARAGRAPH}</li><li>{PARAGRAPH}</li></ul>"
            )
    return draft(
        reference=library[0],
        title=f"A page of {blocks} blocks",
        hero_image=pictures[0],
        hero_alt="A hand",
        body=body,
        codes=[{"system": "icd-10", "code": f"M{10 + place}"} for place in range(codes)],
        treatments=[{"procedure": treatment}],
    )
