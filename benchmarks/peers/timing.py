"""What every peer's script tells: seconds, compiling included and not, and the most memory."""

import json
import resource
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np


def twice(work: Callable[[], object], *, once: bool = False) -> dict[str, float]:
    """Seconds by clock and by processor, compiling included and, the second time, not."""
    times = {}
    for suffix in ("",) if once else ("", "_compiled"):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        times[f"wall{suffix}"] = time.perf_counter() - wall
        times[f"cpu{suffix}"] = time.process_time() - cpu
    return times


def tell(found: Mapping[str, Any], times: dict[str, float], versions: dict[str, str]) -> None:
    """Print what was found as JSON, with the times and the most memory in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    plain = {name: np.asarray(value).tolist() for name, value in found.items()}
    print(json.dumps(plain | times | {"megabytes": peak, "versions": versions}))
