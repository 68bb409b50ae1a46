"""How long the authority file takes to load and how much memory it needs, in fresh processes.

    python -m benchmarks.authority_load [--runs 5] [--json]

The bar: the best of five under 0.5 s, the process under 150 MB. ``processor_s`` is what the loading itself took
where other programs kept the machine busy.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import time
from dragoman.actors.authority import shipped
from benchmarks.authority_load import peak_megabytes
start, busy = time.perf_counter(), time.process_time()
found = shipped()
seconds, busy = time.perf_counter() - start, time.process_time() - busy
print(seconds, peak_megabytes(), len(found.persons), len(found.names), busy)
"""


def peak_megabytes() -> float:
    """Most memory that this process has held since it began.

    Not ``ru_maxrss`` on Linux: a child starts with that of the process that it was forked from.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def measure(runs: int) -> dict[str, float]:
    """Best and median seconds, least time of the processor, most megabytes, and what was loaded."""
    outputs = [
        subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout
        for _ in range(runs)
    ]
    rows = [[float(x) for x in output.split()] for output in outputs]
    seconds = sorted(row[0] for row in rows)
    return {
        "best_s": round(seconds[0], 3),
        "median_s": round(seconds[len(seconds) // 2], 3),
        "processor_s": round(min(row[4] for row in rows), 3),
        "memory_mb": round(max(row[1] for row in rows), 1),
        "persons": rows[0][2],
        "names": rows[0][3],
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.runs)
    print(json.dumps(figures) if arguments.json else figures)


if __name__ == "__main__":
    main()
