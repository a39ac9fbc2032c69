"""Joins the same labels with the same features by Feast's offline store and by FeatureView.history, and compares the rows.

Arguments: java, its class path.
"""

import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

import feast
import pandas as pd
from feast import Entity, FeatureStore, FeatureView, Field, FileSource, RepoConfig
from feast.types import Float64, Int64
from feast.value_type import ValueType

TTL = datetime.timedelta(days=7)
START = pd.Timestamp("2001-01-01", tz="UTC")
AIRPORTS = [f"A{number:02}" for number in range(30)]


def write(folder):
    """Features with several of one time, late ones, and nulls; labels at, before and between their times, and just too late."""
    dice = random.Random(3)
    features = []
    for _ in range(4000):
        day = START + pd.Timedelta(hours=dice.randrange(120 * 24))
        row = {"origin": dice.choice(AIRPORTS), "day": day, "rate": dice.random(), "flights": dice.randrange(100)}
        for made in range(dice.choice([1, 1, 2, 3])):
            features.append({**row, "made": day + pd.Timedelta(minutes=7 * made), "rate": row["rate"] + made if dice.random() < 0.95 else None})
    dice.shuffle(features)
    labels = []
    for number in range(3000):
        near = dice.choice(features)
        shift = dice.choice([pd.Timedelta(0), TTL, TTL + pd.Timedelta(microseconds=1), -pd.Timedelta(microseconds=1), pd.Timedelta(hours=dice.randrange(400))])
        origin = near["origin"] if dice.random() < 0.95 else "nowhere"
        labels.append({"number": number, "origin": origin, "event_timestamp": near["day"] + shift})
    files = os.path.join(folder, "features.parquet"), os.path.join(folder, "labels.parquet")
    # DuckDB has no operation for times with a zone in nanoseconds, which pandas would write. Of several made at one time none is newer than the others; Feast and we would each be free.
    pd.DataFrame(features).drop_duplicates(["origin", "day", "made"]).to_parquet(files[0], coerce_timestamps="us")
    pd.DataFrame(labels).to_parquet(files[1], coerce_timestamps="us")
    return files


def by_feast(folder, features, labels):
    settings = RepoConfig(
        project="peers", provider="local", registry=os.path.join(folder, "registry.db"), offline_store={"type": "duckdb"},
        online_store={"type": "sqlite", "path": os.path.join(folder, "online.db")}, entity_key_serialization_version=3,
    )
    store = FeatureStore(config=settings)
    origin = Entity(name="origin", join_keys=["origin"], value_type=ValueType.STRING)
    source = FileSource(path=features, timestamp_field="day", created_timestamp_column="made")
    schema = [Field(name="rate", dtype=Float64), Field(name="flights", dtype=Int64)]
    view = FeatureView(name="lateness", entities=[origin], ttl=TTL, schema=schema, source=source)
    store.apply([origin, view])
    asked = pd.read_parquet(labels)
    frame = store.get_historical_features(entity_df=asked, features=["lateness:rate", "lateness:flights"]).to_df()
    return {row.number: (row.origin, none(row.rate), none(row.flights)) for row in frame.itertuples()}


def none(value):
    return None if pd.isna(value) else value


def by_ours(folder, features, labels, java, class_path):
    told = os.path.join(folder, "history.json")
    main = "io.orchestrator.integration.duckdb.feature.HistorySample"
    subprocess.run([java, "--enable-native-access=ALL-UNNAMED", "-cp", class_path, main, labels, features, told], check=True)
    with open(told) as rows:
        return {row["number"]: (row["origin"], row["rate"], row["flights"]) for row in json.load(rows)}


def main(java, class_path):
    os.environ["FEAST_USAGE"] = "False"
    with tempfile.TemporaryDirectory() as folder:
        features, labels = write(folder)
        theirs, ours = by_feast(folder, features, labels), by_ours(folder, features, labels, java, class_path)
    wrong = [number for number in theirs if theirs[number] != ours.get(number)]
    for number in wrong[:10]:
        print(f"NOT label {number}: Feast {theirs[number]}, here {ours.get(number)}")
    found = sum(row[2] is not None for row in ours.values())
    print(f"{len(ours)} labels, {found} of them with features, {len(wrong)} different, by Feast {feast.__version__}")
    if wrong or len(ours) != len(theirs) or not 100 < found < len(ours) - 100:
        raise SystemExit("Feast's join gives other rows")
    print("Feast's point-in-time join gives the same rows.")


if __name__ == "__main__":
    main(*sys.argv[1:3])
