"""Puts the same suites to the same file of flights by Great Expectations and by integration-duckdb, and compares what both say.

What GX's pandas engine does not have is asked of its SQLite engine. Arguments: java, its class path.
"""

import json
import math
import os
import random
import sqlite3
import subprocess
import sys
import tempfile

import great_expectations as gx
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

ROWS = 5000
OLD = gx.__version__.startswith("0.")
SQL_ONLY = {
    "expect_table_row_count_to_equal_other_table", "expect_column_values_to_match_like_pattern", "unexpected_rows_expectation",
}
COMPARED = [
    "observed_value", "element_count", "missing_count", "missing_percent", "unexpected_count", "unexpected_percent",
    "unexpected_percent_total", "unexpected_percent_nonmissing", "partial_unexpected_list", "partial_unexpected_counts", "details",
]
# What is different on purpose; docs/data.md says so.
SET_RESULTS = {f"expect_column_distinct_values_to_{what}_set" for what in ("be_in", "contain", "equal")}
TYPE_NAMES = {"expect_column_values_to_be_of_type", "expect_column_values_to_be_in_type_list"}


def flights(path):
    """Flights as files have them: late, missing, doubled, mistyped; whole numbers with nulls among them."""
    dice = random.Random(7)

    def some(value, missing):
        return None if dice.random() < missing else value

    rows = []
    for i in range(ROWS):
        date = pd.Timestamp("2001-01-01") + pd.Timedelta(minutes=dice.randrange(260_000))
        delay = some(int(dice.gauss(8, 30)), 0.02)
        tail = ("N" if dice.random() < 0.97 else "n") + str(dice.randrange(100, 9000))
        rows.append({
            "id": i, "date": date, "arrived": some(date + pd.Timedelta(minutes=90), 0.02), "delay": delay,
            "distance": dice.randrange(60, 2600), "factor": some(dice.random(), 0.05),
            "origin": dice.choice(["ATL", "ATL", "ORD", "DFW", "LAX", "SFO"]),
            "destination": some(dice.choice(["ATL", "ORD", "DFW", "LAX", "SFO"]), 0.03), "tail": some(tail, 0.04),
            "empty": None, "diverted": dice.random() < 0.01, "batch": i % 4 + 1,
        })
    types = {"delay": pa.int64(), "empty": pa.float64(), "date": pa.timestamp("us"), "arrived": pa.timestamp("us")}
    schema = pa.schema([(name, types.get(name, pa.array([rows[0][name]]).type)) for name in rows[0]])
    fields = [pa.field("factor", pa.float64()) if f.name == "factor" else f for f in schema]
    texts = [pa.field(f.name, pa.string()) if f.name in ("destination", "tail") else f for f in fields]
    parquet.write_table(pa.Table.from_pylist(rows, schema=pa.schema(texts)), path)


def suite_json(name, cases):
    """The suite as this version of GX writes it."""
    key = "expectation_type" if OLD else "type"
    plain = [{key: kind, "kwargs": kwargs, "meta": {"case": case}} for case, (kind, kwargs) in enumerate(cases)]
    if OLD:
        from great_expectations.core import ExpectationSuite

        return ExpectationSuite(expectation_suite_name=name, expectations=plain).to_json_dict()
    return gx.ExpectationSuite(name=name, expectations=plain).to_json_dict()


def by_gx(suite, batch_of):
    """What GX says about a suite, one result for each expectation, in an order of its own."""
    if OLD:
        from great_expectations.core import ExpectationSuite

        validator = batch_of(ExpectationSuite(**suite))
        answer = validator.validate(result_format="SUMMARY")
    else:
        answer = batch_of(None).validate(gx.ExpectationSuite(**suite), result_format="SUMMARY")
    return json.loads(json.dumps(answer.to_json_dict(), default=plain))["results"]


def plain(value):
    """Of numpy's values and of times, which GX leaves in its results here and there."""
    return value.item() if hasattr(value, "item") else str(value)


def pandas_batch(context, frame):
    if OLD:
        asset = context.sources.add_pandas(name="pandas").add_dataframe_asset(name="flights")
        request = asset.build_batch_request(dataframe=frame)
        return lambda suite: context.get_validator(batch_request=request, expectation_suite=suite)
    asset = context.data_sources.add_pandas(name="pandas").add_dataframe_asset(name="flights")
    whole = asset.add_batch_definition_whole_dataframe("all")
    return lambda suite: whole.get_batch({"dataframe": frame})


def sqlite_batch(context, frame, folder):
    database = os.path.join(folder, "flights.db")
    with sqlite3.connect(database) as connection:
        for table in ("flights", "other"):
            frame.to_sql(table, connection, index=False)
    if OLD:
        asset = context.sources.add_sqlite(name="sqlite", connection_string=f"sqlite:///{database}").add_table_asset(name="flights", table_name="flights")
        request = asset.build_batch_request()
        return lambda suite: context.get_validator(batch_request=request, expectation_suite=suite)
    asset = context.data_sources.add_sqlite(name="sqlite", connection_string=f"sqlite:///{database}").add_table_asset(name="flights", table_name="flights")
    whole = asset.add_batch_definition_whole_table("all")
    return lambda suite: whole.get_batch()


def by_ours(suite, file, folder, java, class_path):
    asked, told = os.path.join(folder, "suite.json"), os.path.join(folder, "result.json")
    with open(asked, "w") as out:
        json.dump(suite, out)
    command = [java, "--enable-native-access=ALL-UNNAMED", "-cp", class_path, "io.orchestrator.integration.duckdb.gx.GxSample"]
    subprocess.run([*command, asked, file, file, told], check=True)
    with open(told) as answer:
        return json.load(answer)["results"]


def same(one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12) or one != one and other != other
    return one == other


def compared(kind, kwargs):
    if kind in TYPE_NAMES or kind in SET_RESULTS and not OLD:
        return []
    if kind == "expect_column_quantile_values_to_be_between" and "allow_relative_error" not in kwargs:
        return []
    return COMPARED


def is_odd(name, theirs, ours):
    """What GX answers one way on pandas and another way elsewhere, or in another of its versions."""
    if name == "partial_unexpected_counts":
        return any(one["value"] is None or isinstance(one["value"], list) and None in one["value"] for one in ours)
    if name == "details":
        return theirs is None
    return name == "observed_value" and isinstance(theirs, list) and same(sorted(map(str, theirs)), list(map(str, ours)))


def differences(names, theirs, ours):
    found = []
    if theirs["success"] != ours["success"]:
        found.append(("success", theirs["success"], ours["success"]))
    for name in names:
        one, other = theirs["result"].get(name), ours["result"].get(name)
        if not same(one, other) and not is_odd(name, one, other):
            found.append((name, one, other))
    return found


def compare(cases, theirs, ours):
    def by_case(results):
        return sorted(results, key=lambda result: result["expectation_config"]["meta"]["case"])

    wrong = 0
    for (kind, kwargs), one, other in zip(cases, by_case(theirs), by_case(ours), strict=True):
        found = differences(compared(kind, kwargs), one, other)
        wrong += bool(found)
        if found:
            print(f"NOT {kind} {json.dumps(kwargs)} {one['exception_info']} {other['exception_info']}")
        for name, said, answered in found:
            print(f"      {name}: GX {json.dumps(said)[:300]}, here {json.dumps(answered)[:300]}")
    return wrong


def main(java, class_path):
    with open(os.path.splitext(os.path.abspath(__file__))[0] + ".json") as text:
        known = json.load(text)
    cases = [(kind, kwargs) for kind, all_kwargs in known.items() for kwargs in all_kwargs]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "flights.parquet")
        flights(file)
        frame = pd.read_parquet(file)
        context = gx.get_context(mode="ephemeral")
        if not OLD:
            context.variables.progress_bars = {"globally": False}
        engines = {"pandas": pandas_batch(context, frame), "sqlite": sqlite_batch(context, frame, folder)}
        for engine, batch_of in engines.items():
            some = [case for case in cases if (case[0] in SQL_ONLY) == (engine == "sqlite") and not (OLD and case[0].startswith("unexpected"))]
            suite = suite_json(engine, some)
            wrong += compare(some, by_gx(suite, batch_of), by_ours(suite, file, folder, java, class_path))
            print(f"{len(some)} expectations of {len({kind for kind, _ in some})} kinds by GX {gx.__version__} on {engine}")
    if wrong:
        raise SystemExit(f"{wrong} expectations were answered differently")
    print("Great Expectations says the same.")


if __name__ == "__main__":
    main(*sys.argv[1:3])
