#!/usr/bin/env python3
"""Measures pyworker beside the tools a user would otherwise take, in one run on one tree, and prints ratios.

    python3 bench/compare.py migrate     a tree of libraries with 300 legacy workers in it
    python3 bench/compare.py create      one generated project

`--small` takes a small tree, to see that every part works; its numbers say nothing.

Run by hand, never by the tests: times depend on the machine. What it needs besides this repository is installed from
PyPI into ~/.cache/pyworker-bench once. `rg` is taken from PATH, else built with cargo into the same folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "pyworker-bench"
LIBRARIES = ["Django==5.2.5", "sympy==1.14.0", "homeassistant==2025.4.4"]
RIVALS = ["ast-grep-cli==0.51.1", "ruff==0.17.6", "libcst==1.9.0", "cookiecutter==2.7.1", "copier==9.19.1"]
CREATE_CLOUDFLARE = "create-cloudflare@2.67.4"
SMALL_LIBRARIES = ["requests==2.32.5"]
WORKERS = 300
SMALL_WORKERS = 20
# What a codemod made with LibCST does at least: parse, visit every call, write back.
LIBCST = """
import pathlib
import libcst as cst

class Calls(cst.CSTTransformer):
    def leave_Call(self, original, updated):
        if isinstance(updated.func, cst.Attribute) and updated.func.attr.value == "new":
            return updated.with_changes(func=updated.func.value)
        return updated

for path in pathlib.Path(".").rglob("*.py"):
    cst.parse_module(path.read_bytes()).visit(Calls()).bytes
"""


def run(*command: object, **options: object) -> None:
    subprocess.run([str(part) for part in command], check=True, **options)


def environment() -> Path:
    """A virtual environment with the rivals."""
    home = CACHE / "venv"
    if not (home / "done").exists():
        shutil.rmtree(home, ignore_errors=True)
        run(sys.executable, "-m", "venv", home)
        run(home / "bin/pip", "install", "-q", *RIVALS)
        (home / "done").touch()
    return home / "bin"


def ripgrep() -> Path:
    found = shutil.which("rg")
    if found:
        return Path(found)
    built = CACHE / "cargo/bin/rg"
    if not built.exists():
        run("cargo", "install", "-q", "--locked", "--root", CACHE / "cargo", "ripgrep")
    return built


def library_tree(small: bool) -> Path:
    """The sources of large libraries, and legacy workers made of the examples."""
    tree = CACHE / ("small-tree" if small else "tree")
    libraries, count = (SMALL_LIBRARIES, SMALL_WORKERS) if small else (LIBRARIES, WORKERS)
    if not (tree / "done").exists():
        shutil.rmtree(tree, ignore_errors=True)
        (tree / "libraries").mkdir(parents=True)
        run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-compile", "--ignore-requires-python",
            "--target", tree / "libraries", *libraries)
        (tree / "done").touch()
    workers = tree / "workers"
    shutil.rmtree(workers, ignore_errors=True)
    examples = sorted(path for path in (ROOT / "examples/legacy").iterdir() if path.is_dir())
    for number in range(count):
        example = examples[number % len(examples)]
        shutil.copytree(example, workers / f"{example.name}-{number}")
    return tree


def binary(name: str) -> Path:
    run("cargo", "build", "--release", "--locked", "-q", cwd=ROOT)
    return ROOT / "target/release" / name


def measure(command: list[object], directory: Path, runs: int, exits: tuple[int, ...] = (0,)) -> tuple[float, float]:
    """The shortest wall time of some runs in seconds, and the largest memory in MB. A run that ends otherwise than with
    one of `exits` measured something else."""
    shortest, most = float("inf"), 0.0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], cwd=directory,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        shortest = min(shortest, time.perf_counter() - start)
        if os.waitstatus_to_exitcode(status) not in exits:
            sys.exit(f"{command[0]} exits {os.waitstatus_to_exitcode(status)} in {directory}: {command}")
        most = max(most, usage.ru_maxrss / 1024)
    return shortest, most


def report(title: str, rows: list[tuple[str, float, float]]) -> None:
    own = rows[0][1]
    print(f"\n{title}")
    for name, seconds, memory in rows:
        ratio = "" if name == rows[0][0] else f"   {seconds / own:8.2f} x the time of {rows[0][0]}"
        print(f"  {name:34} {seconds * 1000:10.1f} ms {memory:8.1f} MB{ratio}")


def migrate(arguments: argparse.Namespace) -> None:
    tools, tree, pyworker = environment(), library_tree(arguments.small), binary("pyworker")
    python_files = sum(1 for _ in tree.rglob("*.py"))
    check = [pyworker, "migrate", "--check", "--quiet"]
    rows = [("pyworker migrate --check", *measure(check, tree, arguments.runs, (1,)))]
    diff = [pyworker, "migrate", "--diff", "--quiet"]
    rows.append(("pyworker migrate, all diffs", *measure(diff, tree, arguments.runs, (1,))))
    literals = [part for literal in ["on_fetch", "on_scheduled", "to_py", "Response.new"] for part in ("-e", literal)]
    rows.append(("rg -l on_fetch", *measure([ripgrep(), "-l", "on_fetch", "."], tree, arguments.runs)))
    rows.append(("rg -l, four literals", *measure([ripgrep(), "-l", *literals, "."], tree, arguments.runs)))
    rows.append(("ruff check, one rule, no cache",
                 *measure([tools / "ruff", "check", "--no-cache", "--isolated", "--select", "F401", "."], tree, 3, (0, 1))))
    rule = ["run", "--lang", "python", "--pattern", "Response.new($$$)", "."]
    rows.append(("ast-grep, one pattern", *measure([tools / "ast-grep", *rule], tree, 3)))
    workers = tree / "workers"
    count = sum(1 for _ in workers.iterdir())
    report(f"{python_files} Python files, {count} legacy workers", rows)
    report("the workers alone, as a subset for LibCST", [
        ("pyworker migrate --check", *measure(check, workers, arguments.runs, (1,))),
        ("pyworker migrate, all diffs", *measure(diff, workers, arguments.runs, (1,))),
        ("rg -l on_fetch", *measure([ripgrep(), "-l", "on_fetch", "."], workers, arguments.runs)),
        ("LibCST, one visitor", *measure([tools / "python", "-c", LIBCST], workers, 1)),
    ])
    one = sorted(workers.iterdir())[0]
    report("one worker", [("pyworker migrate --check", *measure(check, one, arguments.runs, (1,)))])


def cloudflare(place: Path) -> tuple[str, float, float]:
    """Its smallest Python project, once: it cannot leave out the installation, and takes that from npm's cache."""
    home = CACHE / "create-cloudflare"
    if not (home / "node_modules").exists():
        home.mkdir(parents=True, exist_ok=True)
        run("npm", "install", "--silent", "--prefix", home, CREATE_CLOUDFLARE)
    command = ["node", home / "node_modules/create-cloudflare/dist/cli.js", "cloudflare", "--type=hello-world", "--lang=python",
               "--no-deploy", "--no-git", "--no-auto-update", "-y"]
    os.environ |= {"CI": "1", "CREATE_CLOUDFLARE_TELEMETRY_DISABLED": "1", "npm_config_prefer_offline": "true"}
    place.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(place / "cloudflare", ignore_errors=True)
    return "create-cloudflare, with npm install", *measure(command, place, 1)


def create(arguments: argparse.Namespace) -> None:
    tools, created = environment(), binary("create-pyworker")
    place = CACHE / "created"
    cookie = CACHE / "cookiecutter-template"
    shutil.rmtree(cookie, ignore_errors=True)
    # The nearest equivalent job for the others: the same files, one question.
    shutil.rmtree(place, ignore_errors=True)
    run(created, place / "model", "--template", "search", "--yes", "--no-git", "--no-install",
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (cookie / "cookie").mkdir(parents=True)
    (cookie / "cookie/cookiecutter.json").write_text('{"name": "app", "_copy_without_render": ["*"]}')
    shutil.copytree(place / "model", cookie / "cookie/{{cookiecutter.name}}")
    shutil.copytree(place / "model", cookie / "copier/template")
    (cookie / "copier/copier.yml").write_text("_subdirectory: template\nname:\n  type: str\n  default: app\n")

    def fresh(name: str) -> Path:
        target = place / name
        shutil.rmtree(target, ignore_errors=True)
        return target

    def one(name: str, command: list[object]) -> tuple[str, float, float]:
        results = []
        for _ in range(arguments.runs):
            fresh(name)
            results.append(measure(command, place, 1))
        return name, min(seconds for seconds, _ in results), max(memory for _, memory in results)

    rows = [
        one("create-pyworker", [created, place / "create-pyworker", "--template", "search", "--yes", "--no-git",
                                "--no-install"]),
        one("cookiecutter", [tools / "cookiecutter", "--no-input", "-o", place / "cookiecutter", cookie / "cookie"]),
        one("copier", [tools / "copier", "copy", "--quiet", "--defaults", cookie / "copier", place / "copier"]),
        cloudflare(place),
    ]
    report("one project", rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["migrate", "create"])
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    {"migrate": migrate, "create": create}[arguments.what](arguments)


if __name__ == "__main__":
    main()
