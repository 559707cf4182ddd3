"""The question of linkage_speed.rs, answered by Splink on DuckDB over the same rows in the same run.

`cargo xtask bench linkage_speed [RECORDS] [SEED] --peers` runs this after the Rust example, which leaves in the folder given
here: crowd.csv, truth.csv and seconds.txt (its own time, processor time and F1).

Splink reads the file, cleans phones and numbers in SQL, blocks on phone, number, account, address, name with region, and
surname with birth date, draws a million random pairs for u, trains twice, predicts and clusters. Names are compared by
character: DuckDB's edit distances count bytes.
"""

import logging
import resource
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.disable(logging.WARNING)
folder = Path(sys.argv[1])
own_seconds, own_processor, own_f1 = map(float, (folder / "seconds.txt").read_text().split())

start = time.perf_counter()
database = duckdb.connect()
database.execute("set threads = 2")
database.execute(f"""
    create table crowd as
    with raw as (select * from read_csv('{folder / "crowd.csv"}', all_varchar = true)),
    clean as (
        select record_id as unique_id,
               nullif(regexp_replace(name, ' ', '', 'g'), '') as name,
               nullif(regexp_replace(id_no, ' ', '', 'g'), '') as id_no,
               nullif(regexp_replace(regexp_replace(phone, '^\\+86 ?', ''), '-', '', 'g'), '') as phone,
               nullif(address, '') as address, nullif(account, '') as account, region
        from raw)
    select *, substr(name, 1, 1) as surname,
           case when length(id_no) = 18 and position('*' in substr(id_no, 7, 8)) = 0 then substr(id_no, 7, 8) end as born
    from clean""")


def differing(column):
    left, right = f"string_split({column}_l, '')", f"string_split({column}_r, '')"
    return f"len(list_filter(list_zip({left}, {right}), lambda x: x[1] is distinct from x[2]))"


def slips(column, least):
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column, term_frequency_adjustments=column == "name"),
            cll.CustomLevel(f"{differing(column)} <= {least}", f"{least} characters differ"),
            cll.ElseLevel(),
        ],
    )


settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[
        slips("name", 1),
        slips("id_no", 2),
        slips("phone", 2),
        slips("account", 2),
        cl.JaccardAtThresholds("address", [0.9, 0.7]),
        cl.ExactMatch("region"),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("phone"),
        block_on("id_no"),
        block_on("account"),
        block_on("address"),
        block_on("name", "region"),
        block_on("surname", "born"),
    ],
)
api = DuckDBAPI(connection=database)
linker = Linker(api.register("crowd"), settings)
linker.training.estimate_probability_two_random_records_match([block_on("id_no"), block_on("name", "phone")], recall=0.6)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "region"))
pairs = linker.inference.predict(threshold_match_probability=0.5)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
cluster_of = database.execute(f"select unique_id, cluster_id from {clusters.physical_name}").fetchall()
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_SELF)

truth = dict(line.split(",") for line in (folder / "truth.csv").read_text().splitlines()[1:])


def pairs_among(counts):
    return sum(n * (n - 1) // 2 for n in counts)


found = pairs_among(Counter(cluster for _, cluster in cluster_of).values())
right = pairs_among(Counter((cluster, truth[record]) for record, cluster in cluster_of).values())
wanted = pairs_among(Counter(truth.values()).values())
precision, recall = right / max(found, 1), right / wanted
f1 = 2 * precision * recall / max(precision + recall, 1e-9)
processor = used.ru_utime + used.ru_stime
print(
    f"Splink 5.0.0: {seconds:.1f} s ({processor:.1f} s of processor time), {used.ru_maxrss // 1024} MiB, "
    f"precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}; "
    f"{seconds / own_seconds:.1f} times our {own_seconds:.1f} s, {processor / own_processor:.1f} times our {own_processor:.1f} s "
    f"of processor time, F1 ours {own_f1:.4f}",
    flush=True,
)
