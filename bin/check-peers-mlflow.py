"""Starts a real MLflow server, lets integration-mlflow write two versions of a model to it, and looks with MLflow's own client."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from mlflow.tracking import MlflowClient

PATIENCE_SECONDS = 180


def check(name, fact):
    print(f"{'ok ' if fact else 'NOT'} {name}")
    if not fact:
        raise SystemExit(1)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start(folder, port):
    command = [
        os.path.join(os.path.dirname(sys.executable), "mlflow"), "server", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--backend-store-uri", f"sqlite:///{folder}/mlflow.db", "--artifacts-destination", folder,
    ]
    log = open(os.path.join(folder, "server.log"), "w")
    return subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)


def wait(server, port, folder):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
                return answer.read()
        except OSError:
            time.sleep(0.5)
    with open(os.path.join(folder, "server.log")) as log:
        print(log.read()[-3000:])
    raise SystemExit("the MLflow server did not start")


def look(port):
    client = MlflowClient(tracking_uri=f"http://127.0.0.1:{port}", registry_uri=f"http://127.0.0.1:{port}")
    experiment = client.get_experiment_by_name("flights")
    check("the experiment", experiment is not None)
    runs = client.search_runs([experiment.experiment_id], order_by=["metrics.auc"])
    check("two finished runs", [run.info.status for run in runs] == ["FINISHED", "FINISHED"])
    check("params", runs[1].data.params == {"eta": "0.2", "rounds": "30"})
    check("metrics", [run.data.metrics["auc"] for run in runs] == [0.65, 0.67])
    versions = client.search_model_versions("name='late'")
    check("two versions of the model, none twice", sorted(one.tags["orchestrator.version"] for one in versions) == ["late:1", "late:2"])
    champion = client.get_model_version_by_alias("late", "champion")
    check("the champion is the second one", champion.tags["orchestrator.version"] == "late:2")
    check("it leads to its run", champion.run_id == runs[1].info.run_id)
    check("the challenger", client.get_model_version_by_alias("late", "challenger").version == champion.version)


def main(java, class_path):
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = start(folder, port)
        try:
            wait(server, port, folder)
            command = [java, "-cp", class_path, "io.orchestrator.integration.mlflow.MirrorSample", "127.0.0.1", str(port)]
            subprocess.run(command, check=True)
            look(port)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)
    print("MLflow has what was written.")


if __name__ == "__main__":
    main(*sys.argv[1:3])
