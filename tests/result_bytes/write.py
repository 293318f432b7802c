"""Write one small result folder of every command, to be compared with those of another version of the program.

    python tests/result_bytes/write.py FOLDER [NAME...]  # with the tree to be looked at on PYTHONPATH
    python tests/result_bytes/compare.py BEFORE AFTER

``FOLDER`` is made; in it every command has a folder of its own, and ``said/`` what each printed as JSON. ``NAME``: of
COMMANDS or READERS, all by default. Some minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
SHARED = ("--seed", "1", "--quiet")

# Folder -> the command that writes it; {folder} stands for the folder of all.
COMMANDS: dict[str, tuple[str, ...]] = {
    "forecast": ("forecast", "reference", "--runs", "20", "--structure-runs", "4", "--vintage", *SHARED),
    "forecast-template": ("forecast", "template", "--runs", "8", "--structure-runs", "0", "--prior", *SHARED),
    "compare": ("compare", "reference", "adaptive", "--move", "pilot-zones:scenarios:200", "--runs", "12",
                "--effects-runs", "4", *SHARED),
    "value": ("value", "reference", "--runs", "8", *SHARED),
    "search": ("search", "template", "--simulations", "200", "--prior", *SHARED),
    "search-front": ("search", "template", "--simulations", "1000", "--objective", "expected,attainment", "--prior",
                     *SHARED),
    "search-robust": ("search", "template", "--simulations", "2000", "--robust", "maximin", "--prior", *SHARED),
    "sensitivity": ("sensitivity", "template", "--trajectories", "2", "--samples", "8", "--keep", "3", "--runs", "40",
                    "--tornado-runs", "8", "--structure-runs", "4", "--against", "template-no-plan", "--prior",
                    *SHARED),
    "discover": ("discover", "template", "--runs", "400", "--prior", *SHARED),
    "calibrate": ("calibrate", "--draws", "1000", "--until", "2025-01-31", *SHARED),
    "backtest": ("backtest", "--runs", "1000", "--origins", "2021,2022", *SHARED),
    "sweep": ("sweep", str(HERE / "sweep.toml"), "--quiet"),
}  # fmt: skip

# Pictures whose kind has to be named.
KINDS = {"forecast": ("sheet",), "forecast-template": ("sheet",)}

# File of ``said/`` -> a command that reads what was written.
READERS: dict[str, tuple[str, ...]] = {
    "forecast.docx": ("report", "{folder}/forecast", "--to", "docx", "--out", "{out}", "--quiet"),
    "forecast.xlsx": ("report", "{folder}/forecast", "--to", "xlsx", "--out", "{out}", "--quiet"),
    "forecast.html": ("report", "{folder}/forecast", "--to", "html", "--out", "{out}", "--quiet"),
    "compare.docx": ("report", "{folder}/compare", "--to", "docx", "--out", "{out}", "--quiet"),
    "compare.html": ("report", "{folder}/compare", "--to", "html", "--out", "{out}", "--quiet"),
    "sweep.csv": ("export", "{folder}/sweep", "--to", "csv", "--what", "points", "--out", "{out}", "--quiet"),
    **{
        f"chart-{name}.png": (
            "chart",
            "{folder}/" + name,
            *KINDS.get(name, ()),
            "--date",
            "none",
            "--out",
            "{out}",
            "--quiet",
        )
        for name in COMMANDS
        if name != "calibrate"
    },
}


def main(folder: Path, names: list[str]) -> int:
    """Write everything below ``folder``; 1 where a command failed."""
    said = folder / "said"
    said.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name, words in COMMANDS.items():
        if names and name not in names:
            continue
        printed = () if name in ("sweep",) else ("--json",)
        failed += _run(name, [*words, "--out", str(folder / name), *printed], folder, said / f"{name}.json")
    for name, words in READERS.items():
        if names and name not in names:
            continue
        filled = [word.format(folder=folder, out=said / name) for word in words]
        failed += _run(name, filled, folder, None)
    return 1 if failed else 0


def _run(name: str, words: list[str], folder: Path, answer: Path | None) -> int:
    begun = time.monotonic()
    environment = {**os.environ, "XIANDAO_LANG": "en", "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}
    done = subprocess.run([sys.executable, "-m", "sim", *words], capture_output=True, cwd=folder, env=environment)
    if answer is not None:
        answer.write_bytes(done.stdout)
    print(f"{name}: exit {done.returncode}, {time.monotonic() - begun:.0f} s", flush=True)
    if done.returncode not in (0, 4):  # 4: a fit that failed its gate, as one this small may
        print(done.stderr.decode(errors="replace")[-500:])
        return 1
    return 0


if __name__ == "__main__":
    target = Path(sys.argv[1]).resolve()
    target.mkdir(parents=True, exist_ok=True)
    sys.exit(main(target, sys.argv[2:]))
