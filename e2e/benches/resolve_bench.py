"""`mingjian resolve` against Splink 5 on DuckDB over a made-up crowd, runs interleaved, since a host's speed drifts.

usage: cargo xtask bench resolve_bench [RECORDS] [ROUNDS]

Prints for each run the seconds from reading to writing, the peak of resident memory, and how true the clusters are:
F1 over pairs of records held to be one person's, after clustering; the share of people whose cluster is exactly theirs.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import time

import duckdb

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent

TRUTH = """
with both as (select t.cluster_id as person, c.cluster_id as cluster
              from read_csv('{truth}', all_varchar = true) t join read_csv('{found}', all_varchar = true) c using (record_id)),
     cells as (select person, cluster, count(*) as n from both group by all),
     people as (select person, sum(n) as n, count(*) as parts from cells group by all),
     clusters as (select cluster, sum(n) as n, count(*) as parts from cells group by all),
     pairs as (select (select sum(n * (n - 1) / 2) from cells) as right_pairs,
                      (select sum(n * (n - 1) / 2) from clusters) as found,
                      (select sum(n * (n - 1) / 2) from people) as there),
     exact as (select count(*) as n from cells join people using (person) join clusters using (cluster)
               where people.parts = 1 and clusters.parts = 1 and people.n > 1)
select right_pairs / found as precision, right_pairs / there as recall, 2 * right_pairs / (found + there) as f1,
       exact.n / (select count(*) from people where n > 1) as exact_people
from pairs, exact
"""


def watched(command):
    started = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("records", nargs="?", type=int, default=1_000_000)
    parser.add_argument("rounds", nargs="?", type=int, default=3)
    parser.add_argument("--pairs", type=float, action="append", help="random pairs by which Splink estimates u (default 1e6)")
    parser.add_argument("--threshold", type=float, default=0.95, help="at which Splink clusters")
    parser.add_argument("--only", choices=["ours", "peer"])
    options = parser.parse_args()
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    folder = target / "resolve-bench" / str(options.records)
    crowd, truth = folder / "crowd.csv", folder / "truth.csv"
    if not truth.exists():
        subprocess.run(
            ["cargo", "run", "--release", "--package", "testkit", "--example", "crowd", "--", folder, str(options.records)], check=True
        )
    runs = []
    if options.only != "peer":
        subprocess.run(["cargo", "build", "--release", "--package", "mingjian"], check=True, cwd=ROOT)
        found = folder / "ours.csv"
        config = HERE / "submissions.toml"
        runs.append(("mingjian", found, [target / "release" / "mingjian", "resolve", config, crowd, "--out", found]))
    if options.only != "ours":
        for pairs in options.pairs or [1e6]:
            found = folder / f"splink-{pairs:.0e}.csv"
            peer = [sys.executable, HERE / "splink_peer.py", crowd, found, str(pairs), str(options.threshold)]
            runs.append((f"splink {pairs:.0e}", found, peer))
    print(f"{'run':14} {'seconds':>8} {'MiB':>6} {'precision':>10} {'recall':>8} {'F1':>8} {'exact':>8}")
    for _ in range(options.rounds):
        for name, found, command in runs:
            seconds, memory = watched(command)
            judged = TRUTH.replace("{truth}", str(truth)).replace("{found}", str(found))
            precision, recall, f1, exact = duckdb.sql(judged).fetchone()
            print(f"{name:14} {seconds:8.2f} {memory:6.0f} {precision:10.4f} {recall:8.4f} {f1:8.4f} {exact:8.4f}", flush=True)


if __name__ == "__main__":
    main()
