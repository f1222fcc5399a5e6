"""Frozen shoulder: a draft just begun, with much that stands between it and the public."""

from __future__ import annotations

from pages.management.demo.writing import PageText, Ref, Value, block, p, t

BODY: list[Value] = [
    block(
        "section",
        heading=t("What it is", "Qué es"),
        text=p(
            "Frozen shoulder is a painful stiffness of the shoulder that may last for a long time.",
            "El hombro congelado es una rigidez dolorosa del hombro que puede durar mucho tiempo.",
        ),
    ),
    block("outcome", label=t("To be written", "Por escribir"), reference=Ref("uson-2021")),
]

PAGE = PageText(
    key="frozen-shoulder",
    slug=t("frozen-shoulder", "hombro-congelado"),
    codes=(("icd-10", "M75.0"),),
    fields={
        "title": t("Frozen shoulder", "Hombro congelado"),
        "summary": t("", ""),
        "body": BODY,
    },
)
