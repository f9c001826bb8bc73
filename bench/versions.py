#!/usr/bin/env python3
"""Asks the registries about every version that the templates name, and shows what is newer.

    python3 bench/versions.py            projects of the templates, and what the programs know of the platform
    python3 bench/versions.py --rig      what the runtime tests are built from, too

Exit code 1 if a version does not exist or a range holds none. Newer versions are shown and are no fault: whether they
work, the tests say. Run by hand: it needs the network, by pip and npm as they are set up, and a Python of 3.13 or later,
because pip only knows versions for the Python that it runs on.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.specifiers import SpecifierSet
from pip._vendor.packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
BASES = {"worker": "everything", "search": None}


@cache
def on_pypi(name: str) -> list[Version]:
    """The released versions, newest first."""
    command = [sys.executable, "-m", "pip", "index", "versions", "--disable-pip-version-check", name]
    found = subprocess.run(command, capture_output=True, text=True)
    listed = re.search(r"Available versions: (.*)", found.stdout)
    return [Version(text) for text in listed[1].split(", ")] if listed else []


@cache
def on_npm(name: str) -> list[Version]:
    found = subprocess.run(["npm", "view", name, "versions", "--json"], capture_output=True, text=True)
    if found.returncode:
        return []
    versions = json.loads(found.stdout)
    # The first part alone is compared: what npm marks as a preview is left out.
    released = [text for text in ([versions] if isinstance(versions, str) else versions) if "-" not in text]
    return sorted(map(Version, released), reverse=True)


def generated() -> list[tuple[str, str, SpecifierSet]]:
    """What projects of each template declare: `(registry, name, range)`."""
    layers = [path.parent.name for path in ROOT.glob("templates/*/template.toml") if 'kind = "feature"' in path.read_text()]
    wanted = []
    with tempfile.TemporaryDirectory() as scratch:
        for base, extent in BASES.items():
            project = Path(scratch, base)
            make = ["cargo", "run", "-q", "--locked", "--bin", "create-pyworker", "--", str(project), "--template", base]
            make += ["--yes", "--no-git", "--no-install", *(["--with", ",".join(sorted(layers))] if extent else [])]
            subprocess.run(make, cwd=ROOT, check=True, capture_output=True)
            with Path(project, "pyproject.toml").open("rb") as file:
                declared = tomllib.load(file)
            for text in declared["project"]["dependencies"] + declared["dependency-groups"]["dev"]:
                requirement = Requirement(text)
                wanted.append(("PyPI", requirement.name, requirement.specifier))
            package = json.loads(Path(project, "package.json").read_text())
            wanted += [("npm", name, SpecifierSet(f"=={text}")) for name, text in package["devDependencies"].items()]
    return wanted


def platform() -> list[tuple[str, str, SpecifierSet]]:
    """What `src/config/platform.rs` says."""
    text = (ROOT / "src/config/platform.rs").read_text()
    constants = dict(re.findall(r'pub const (\w+): &str = "([^"]+)"', text))
    names = {"WORKERS_RUNTIME_SDK": "workers-runtime-sdk", "WORKERS_PY": "workers-py", "UV": "uv"}
    exact = [("PyPI", name, SpecifierSet(f"=={constants[key]}")) for key, name in names.items() if key in constants]
    least = [("PyPI", name, SpecifierSet(f">={constants[f'{key}_MINIMUM']}")) for key, name in names.items()]
    wrangler = [("npm", "wrangler", SpecifierSet(f"=={constants[key]}")) for key in ("WRANGLER", "WRANGLER_MINIMUM")]
    return exact + least + wrangler


def rig() -> list[tuple[str, str, SpecifierSet]]:
    with (ROOT / "tests/runtime/pins.toml").open("rb") as file:
        pins = tomllib.load(file)
    found = [("npm", name, SpecifierSet(f"=={version}")) for name, version in pins["npm"].items()]
    workers = {name: pin["version"] for name, pin in pins["worker"].items()}
    both = [*workers.items(), *pins["tools"]["packages"].items()]
    return found + [("PyPI", name, SpecifierSet(f"=={version}")) for name, version in both]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rig", action="store_true", help="what the runtime tests are built from, too")
    arguments = parser.parse_args()
    if sys.version_info < (3, 13):
        parser.error("needs Python 3.13 or later: pip only lists versions for the Python that it runs on")
    wanted = generated() + platform() + (rig() if arguments.rig else [])
    faults = 0
    for registry, name, allowed in sorted(set(wanted), key=lambda each: (each[0], each[1], str(each[2]))):
        known = on_pypi(name) if registry == "PyPI" else on_npm(name)
        inside = [version for version in known if version in allowed]
        faults += not inside
        if not inside:
            verdict = "no such version" if known else "not found"
        elif inside[0] == known[0]:
            verdict = "newest"
        else:
            verdict = f"{known[0]} is newer"
        best = str(inside[0]) if inside else "-"
        print(f"{registry:5} {name:26} {str(allowed) or 'any':18} {best:12} {verdict}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
