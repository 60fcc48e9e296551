"""kill -9 at every I/O step of a build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_killed_anywhere_the_old_or_the_new_index_opens(tmp_path: Path) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, str(HERE / "kill_sweep.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    print(told)
    assert set(told) == {"first", "add", "remove", "model"}
    for name, counts in told.items():
        assert counts["kills"] > 40, name
        assert counts["old"] > 20, name
        assert counts["new"] > 3, name
        assert (counts["broken"], counts["leftovers"], counts["not mended"]) == (0, 0, 0), (name, counts)
