"""Lays the network, runs the trials on it, and removes it, however they end.

python -m tests.machines [--journeys 500] [--seconds 60]

Exits with 1 where a trial fails, with 2 where they cannot be run here.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile

from .network import READERS, network, within

SECONDS_AT_MOST, SECONDS_TO_END = 900, 60


def main() -> int:
    if os.geteuid() != 0 or not shutil.which("ip"):
        print("make machines needs root and ip (iproute2): it makes hosts of namespaces.")
        return 2
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory(prefix="navigator-machines-") as folder, network():
        os.chmod(folder, 0o711)  # the database's own account has a folder in it
        words = [sys.executable, "-m", "tests.machines.trials", folder, *sys.argv[1:]]
        # What they leave is removed with the folder.
        environment = os.environ | {"TMPDIR": folder}
        trials = subprocess.Popen([*within(READERS), *words], env=environment)
        try:
            return trials.wait(timeout=SECONDS_AT_MOST)
        except (KeyboardInterrupt, subprocess.TimeoutExpired):
            return 1
        finally:
            trials.terminate()
            trials.wait(timeout=SECONDS_TO_END)


def _end(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
