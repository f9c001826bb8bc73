#!/usr/bin/env python3
"""Updates a fleet of projects with pyworker and with copier, on the same edits, and writes docs/update-benchmark.md.

    python3 bench/update.py            runs everything
    python3 bench/update.py FILE       makes the page of an earlier run's FILE

The fleet is tests/fleet: forty projects at different versions with different edits of their users. copier is installed from
PyPI into ~/.cache/pyworker-bench once.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

from compare import CACHE, ROOT, environment

PAGE = ROOT / "docs" / "update-benchmark.md"
TOOLS = ["pyworker", "copier"]


def measure() -> Path:
    """Runs the fleet through both programs."""
    copier = environment() / "copier"
    file = CACHE / "update.json"
    command = ["cargo", "test", "--locked", "--release", "--test", "fleet", "--"]
    subprocess.run([*command, "--measure", str(file), "--copier", str(copier)], cwd=ROOT, check=True)
    return file


def version(tool: str) -> str:
    program = ROOT / "target/release/pyworker" if tool == "pyworker" else environment() / tool
    return subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[-1]


def totals(rows: list[dict], tool: str) -> dict[str, object]:
    found = [row[tool] for row in rows]
    count = lambda key: sum(len(row[key]) for row in found)  # noqa: E731
    quiet = [row for row in rows if not row["collides"]]
    times = sorted(row["milliseconds"] for row in found)
    clean = sum(
        1
        for row in found
        if not (row["conflicts"] or row["failed"] or row["lost"] or row["broken"] or row["revived"] or row["missed"])
    )
    return {
        "clean": clean,
        "conflicted": sum(1 for row in found if row["conflicts"]),
        "conflicts": sum(row["conflicts"] for row in found),
        "false": sum(row[tool]["conflicts"] for row in quiet),
        "failed": sum(1 for row in found if row["failed"]),
        "lost": count("lost"),
        "broken": count("broken"),
        "revived": count("revived"),
        "missed": count("missed"),
        "median": times[len(times) // 2],
    }


LINES = [
    ("clean", "projects that are done: no conflict, nothing lost, broken, back or missing"),
    ("conflicted", "projects with conflicts"),
    ("conflicts", "places to decide about"),
    ("false", "… of them where the user changed nothing that the template changes"),
    ("failed", "runs that failed"),
    ("lost", "lines of users lost"),
    ("broken", "files that cannot be read any more, without a marker that says so"),
    ("revived", "files back that the user had removed or renamed"),
    ("missed", "lines of the new version that did not arrive"),
    ("median", "median time, ms"),
]


def page(rows: list[dict]) -> str:
    sums = {tool: totals(rows, tool) for tool in TOOLS}
    colliding = sum(1 for row in rows if row["collides"])
    table = ["| | " + " | ".join(f"{tool} {version(tool)}" for tool in TOOLS) + " |", "|---|" + "---:|" * len(TOOLS)]
    for key, words in LINES:
        table.append(f"| {words} | " + " | ".join(str(sums[tool][key]) for tool in TOOLS) + " |")
    cell = lambda row: (  # noqa: E731
        "failed" if row["failed"] else
        ", ".join(
            f"{number} {what}"
            for number, what in [
                (row["conflicts"], "conflicts" if row["conflicts"] != 1 else "conflict"),
                (len(row["lost"]), "lost"),
                (len(row["broken"]), "broken"),
                (len(row["revived"]), "back"),
                (len(row["missed"]), "missing"),
            ]
            if number
        ) or "clean"
    )
    projects = ["| project | edits | " + " | ".join(TOOLS) + " |", "|---|---|" + "---|" * len(TOOLS)]
    for row in rows:
        edits = ", ".join(row["edits"])
        edits = f"**{edits.split(', ')[0]}**, " + ", ".join(row["edits"][1:]) if row["collides"] else edits
        projects.append(f"| {row['project']} | {edits} | " + " | ".join(cell(row[tool]) for tool in TOOLS) + " |")
    lines = sum(row["user_lines"] for row in rows)
    return f"""# What an update does to users' work

{len(rows)} projects of a team's catalog, at different versions, some with a layer, each edited by its user in {min(len(row["edits"]) for row in rows)} to
{max(len(row["edits"]) for row in rows)} ways: functions, methods, imports and comments added, functions changed and moved, keys, bindings and dependencies added,
files removed, renamed, reindented, with other line ends ({lines} lines that users wrote). In {colliding} of them the user also edited
something that the template changes; only there a conflict is right. All go to the newest version, by `pyworker update
--yes` and by `copier update --defaults --conflict inline`, from the same bytes with the same edits.

```sh
python3 bench/update.py
```

{chr(10).join(table)}

Measured on {platform.system()} {platform.machine()} with {platform.python_implementation()} {platform.python_version()}. A line counts without the space around it and without a comma behind it; a
line of a configuration also counts as kept if the file says everything that it says. The copier template writes, for each
version, what the catalog's template writes. copier knows nothing of the steps that the catalog's template declares between
versions (a file and a key with other names). `cargo test --test fleet` demands zero for pyworker in every line from
"runs that failed" to "did not arrive", and no conflict in projects without an edit that collides.

## Project by project

The edit in bold collides with what the template changes.

{chr(10).join(projects)}
"""


def main() -> None:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else measure()
    PAGE.write_text(page(json.loads(file.read_text())))
    print(PAGE)


if __name__ == "__main__":
    main()
