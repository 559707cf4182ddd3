"""Counting verdicts, and a made-up city to judge."""

import argparse
import contextlib
import pathlib
import subprocess
import sys
import tempfile


class Verdicts:
    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0

    def judge(self, name: str, problems: list[str]) -> None:
        """One verdict: no problem is a pass; the first few problems are told."""
        if not problems:
            self.passed += 1
            print(f"ok      {name}")
            return
        self.failed += 1
        print(f"FAILED  {name}: {len(problems)}")
        for problem in problems[:10]:
            print(f"  {problem}")

    def close(self) -> None:
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


def binary() -> str:
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    return parser.parse_args().binary


def run(*command: str) -> None:
    """Runs a command; its own words are the error where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command[1:3])} ended with {done.returncode}: {done.stderr.strip()}")


@contextlib.contextmanager
def city(mingjian: str, size: int):
    """The data folder of a made-up city on SQLite, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mingjian-judge-") as folder:
        data = pathlib.Path(folder) / "city"
        run(mingjian, "demo", "--no-serve", "--size", str(size), "--data", str(data))
        yield data
