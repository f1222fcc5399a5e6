"""A pytest plugin: runs the matrix without some layers, and writes down what came of it.

``FIRMA_LAYERS_OFF`` names the layers, separated by commas; ``FIRMA_LAYERS_REPORT`` is the file that
gets one JSON line for each path. See `tools.layers`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest



@pytest.fixture(scope="module", autouse=True)
def layers_off(site: Any) -> Iterator[None]:
    """Switch the layers off once the site is there, which was made with all of them."""
    # pytest loads its plugins before Django is set up.
    from tests.mutation.layers import switched_off

    names = [name for name in os.environ.get("FIRMA_LAYERS_OFF", "").split(",") if name]
    with switched_off(names):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Any:
    """Write a path's outcomes down."""
    report = yield
    outcomes = dict(item.user_properties).get("outcomes")
    if call.when == "call" and outcomes is not None:
        line = {
            "path": item.callspec.params["way"].name,
            "outcomes": [
                {
                    "state": one.state,
                    "language": one.language,
                    "answer": one.answer,
                    "faults": [[fault.value, what] for fault, what in one.faults],
                }
                for one in outcomes
            ],
            "seconds": round(call.duration, 2),
        }
        with Path(os.environ["FIRMA_LAYERS_REPORT"]).open("a") as report_file:
            report_file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return report
