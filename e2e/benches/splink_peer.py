"""Splink 5 on DuckDB over a crowd: read, normalise, train by EM, score, cluster, write. The peer of `mingjian resolve`.

usage: splink_peer.py CROWD.csv CLUSTERS.csv RANDOM_PAIRS THRESHOLD

What SQL can normalise is normalised (spaces, +86, dashes, 15-digit numbers, Chinese numerals are left); names are compared by
character, since DuckDB's edit distances count bytes. Masked numbers agree where both ends agree.
"""

import logging
import sys

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

PREPARED = """
create table crowd as
select *,
    case when strpos(id_text, '*') > 0 or length(id_text) < 15 then null
         when length(id_text) = 15 then substr(id_text, 1, 6) || '19' || substr(id_text, 7, 9)
         else substr(id_text, 1, 17) end as id_full,
    case when length(id_text) = 18 then nullif(regexp_extract(id_text, '[0-9]{3}[0-9X]$'), '') end as id_tail,
    case when length(id_text) >= 15 and strpos(substr(id_text, 1, 4), '*') = 0 then substr(id_text, 1, 4) end as id_head,
    case when strpos(phone_text, '*') > 0 then null else phone_text end as phone_full,
    substr(phone_text, 1, 3) as phone_head,
    right(phone_text, 4) as phone_tail,
    case when id_text is not null and length(id_text) = 18 and strpos(substr(id_text, 7, 8), '*') = 0 then substr(id_text, 7, 8)
         when length(id_text) = 15 then '19' || substr(id_text, 7, 6) end as birth,
    substr(name, 1, 1) as surname
from (
    select record_id as unique_id,
        nullif(replace(name, ' ', ''), '') as name,
        nullif(replace(id_no, ' ', ''), '') as id_text,
        nullif(regexp_replace(replace(replace(phone, '-', ''), ' ', ''), '^\\+86', ''), '') as phone_text,
        nullif(regexp_replace(address, '^(湖南省?)', ''), '') as address,
        nullif(account, '') as account,
        nullif(region, '') as region
    from read_csv('{source}', all_varchar = true, header = true)
)
"""

ONE_CHARACTER = "length(name_l) = length(name_r) and (" + " + ".join(
    f"(substr(name_l, {i}, 1) <> substr(name_r, {i}, 1))::int" for i in range(1, 5)
) + ") <= 1"


def custom(sql, label):
    return cll.CustomLevel(sql, label_for_charts=label)


def main(source, target, random_pairs, threshold):
    logging.disable(logging.WARNING)
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    connection.execute(PREPARED.replace("{source}", source))
    api = DuckDBAPI(connection=connection)
    table = api.register("crowd", source_dataset_name="crowd") if hasattr(api, "register") else "crowd"
    name = cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name", term_frequency_adjustments=True),
            custom(ONE_CHARACTER, "one character differs"),
            custom("surname_l = surname_r", "same surname"),
            cll.ElseLevel(),
        ],
    )
    id_no = cl.CustomComparison(
        output_column_name="id_text",
        comparison_levels=[
            custom("id_text_l is null or id_text_r is null", "null"),
            custom("id_full_l = id_full_r", "exact"),
            custom("damerau_levenshtein(id_full_l, id_full_r) <= 1", "one slip"),
            custom(
                "(id_full_l is null or id_full_r is null) and id_head_l = id_head_r and (id_tail_l = id_tail_r or birth_l = birth_r)",
                "masked, ends agree",
            ),
            cll.ElseLevel(),
        ],
    )
    phone = cl.CustomComparison(
        output_column_name="phone_text",
        comparison_levels=[
            cll.NullLevel("phone_text"),
            custom("phone_full_l = phone_full_r", "exact"),
            custom("damerau_levenshtein(phone_full_l, phone_full_r) <= 1", "one slip"),
            custom(
                "(phone_full_l is null or phone_full_r is null) and phone_head_l = phone_head_r and phone_tail_l = phone_tail_r",
                "masked, ends agree",
            ),
            cll.ElseLevel(),
        ],
    )
    address = cl.CustomComparison(
        output_column_name="address",
        comparison_levels=[
            cll.NullLevel("address"),
            cll.ExactMatchLevel("address"),
            cll.JaroWinklerLevel("address", 0.95),
            cll.JaroWinklerLevel("address", 0.88),
            cll.ElseLevel(),
        ],
    )
    account = cl.CustomComparison(
        output_column_name="account",
        comparison_levels=[
            cll.NullLevel("account"),
            cll.ExactMatchLevel("account"),
            custom("levenshtein(account_l, account_r) <= 1", "one slip"),
            cll.ElseLevel(),
        ],
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[name, id_no, phone, address, account, cl.ExactMatch("region")],
        blocking_rules_to_generate_predictions=[
            block_on("phone_full"),
            block_on("id_full"),
            block_on("account"),
            block_on("name", "region"),
            block_on("name", "phone_tail"),
            block_on("name", "id_tail"),
            block_on("address"),
            block_on("surname", "birth"),
        ],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    linker = Linker(table, settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("id_full"), block_on("phone_full", "name"), block_on("account", "name")], recall=0.75
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=random_pairs, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("id_full"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone_full"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "region"))
    edges = linker.inference.predict(threshold_match_probability=min(threshold, 0.5))
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(edges, threshold_match_probability=threshold)
    connection.execute(
        f"copy (select unique_id as record_id, cluster_id from {clusters.physical_name}) to '{target}' (header, delimiter ',')"
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4]))
