"""kill -9 at every I/O step of a build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent


def test_killed_anywhere_the_old_or_the_new_index_opens(tmp_path: Path) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    memory = Path("/dev/shm")  # where every sync is a wait for a disk, a thousand builds take minutes
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        done = subprocess.run(
            [sys.executable, str(HERE / "kill_sweep.py"), folder],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            timeout=280,
        )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told) == {"first", "add", "remove", "model"}
    for name, counts in told.items():
        assert counts["kills"] > 25, name
        assert counts["states"] > 4, name
        assert counts["old"] > 12, name  # which state a kill meets is a matter of timing
        assert counts["new"] > 3, name
        assert (counts["broken"], counts["leftovers"], counts["not mended"]) == (0, 0, 0), (name, done.stdout)
        # A first index that lost only its CURRENT cannot be told from a damaged one: it opens, with a warning.
        assert counts["warned"] == 0 or name == "first", done.stdout
