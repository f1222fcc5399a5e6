"""What is known about the studies of the demo's library: design, participants, level (OCEBM 2011).

From the publications' own titles and abstracts. Guidelines and narrative reviews have no level of
their own; numbers of participants are those who were randomised, or cases and controls.
"""

from __future__ import annotations

from collections.abc import Mapping


def _study(
    design: str, *, level: int | None = None, participants: int | None = None
) -> dict[str, object]:
    return {
        "study_design": design,
        "evidence_level": level,
        "participants": participants,
        "species": "human",
    }


_GUIDELINE = _study("guideline")
_NARRATIVE = _study("narrative_review")
_SYSTEMATIC = _study("systematic_review", level=1)

EVIDENCE: Mapping[str, Mapping[str, object]] = {
    "smolen-2023": _GUIDELINE,
    "fraenkel-2021": _GUIDELINE,
    "combe-2017": _GUIDELINE,
    "kolasinski-2020": _GUIDELINE,
    "bannuru-2019": _GUIDELINE,
    "uson-2021": _GUIDELINE,
    "morrissey-2021": _GUIDELINE,
    "koc-2023": _GUIDELINE,
    "smolen-2016": _NARRATIVE,
    "mcinnes-2011": _NARRATIVE,
    "hunter-2019": _NARRATIVE,
    "fransen-2015": _SYSTEMATIC,
    "juni-2015": _SYSTEMATIC,
    "grigor-2004": _study("randomised_trial", level=2, participants=111),
    "deyle-2020": _study("randomised_trial", level=2, participants=156),
    "mcalindon-2017": _study("randomised_trial", level=2, participants=140),
    "bennell-2021": _study("randomised_trial", level=2, participants=288),
    "digiovanni-2006": _study("randomised_trial", level=2),
    "rathleff-2015": _study("randomised_trial", level=2, participants=48),
    "mcmillan-2012": _study("randomised_trial", level=2, participants=82),
    "riddle-2003": _study("case_control", level=4, participants=150),
}
"""By key of the reference; what is not here has not been graded."""
