"""How long something takes, on a machine that is busy with the other tests."""

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def cpu_seconds(work: Callable[[], Result], *, attempts: int = 3) -> tuple[float, Result]:
    """Return the processor time of the quickest of some attempts, in seconds, and what it returned.

    What disturbs a measurement only ever adds to it, so the least is the nearest to what the code
    takes. The garbage collector rests meanwhile: late in a run it walks through what thousands of
    tests have left in the process, which takes longer than what is measured.
    """
    least = float("inf")
    collecting = gc.isenabled()
    gc.disable()
    try:
        for _ in range(attempts):
            began = time.process_time()
            result = work()
            least = min(least, time.process_time() - began)
    finally:
        if collecting:
            gc.enable()
    return least, result
