"""What scripts written for Airflow do, done with Airflow's own client."""

import json
import sys
import time
import urllib.request

import airflow_client.client as airflow
from airflow_client.client.api.dag_api import DAGApi
from airflow_client.client.api.dag_run_api import DagRunApi
from airflow_client.client.api.monitor_api import MonitorApi
from airflow_client.client.api.pool_api import PoolApi
from airflow_client.client.api.task_instance_api import TaskInstanceApi
from airflow_client.client.models.clear_task_instances_body import ClearTaskInstancesBody
from airflow_client.client.models.clear_task_instances_body_task_ids_inner import ClearTaskInstancesBodyTaskIdsInner
from airflow_client.client.models.dag_patch_body import DAGPatchBody
from airflow_client.client.models.pool_body import PoolBody
from airflow_client.client.models.pool_patch_body import PoolPatchBody
from airflow_client.client.models.trigger_dag_run_post_body import TriggerDAGRunPostBody

DAG = "fan_out"
PATIENCE_SECONDS = 120


def log_in(url, user, password):
    body = json.dumps({"username": user, "password": password}).encode()
    request = urllib.request.Request(url + "/auth/token", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["access_token"]


def wait(runs, run_id):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        state = runs.get_dag_run(DAG, run_id).state
        if state in ("success", "failed"):
            return state
        time.sleep(0.5)
    raise SystemExit(f"run {run_id} has not ended within {PATIENCE_SECONDS} s")


def check(name, fact):
    print(f"{'ok ' if fact else 'NOT'} {name}")
    if not fact:
        raise SystemExit(1)


def main(url, user, password):
    settings = airflow.Configuration(host=url, access_token=log_in(url, user, password))
    with airflow.ApiClient(settings) as client:
        dags, runs, tasks, pools = DAGApi(client), DagRunApi(client), TaskInstanceApi(client), PoolApi(client)

        check("health", MonitorApi(client).get_health().metadatabase.status == "healthy")
        check("list DAGs", DAG in [dag.dag_id for dag in dags.get_dags(limit=100).dags])
        check("details", dags.get_dag_details(DAG).latest_dag_version.version_number >= 1)
        check("unpause", dags.patch_dag(DAG, DAGPatchBody(is_paused=False)).is_paused is False)

        run_id = f"peer-{time.time_ns()}"
        run = runs.trigger_dag_run(DAG, TriggerDAGRunPostBody(dag_run_id=run_id, logical_date=None, conf={"step": 10}))
        check("trigger", run.dag_run_id == run_id)
        check("wait", wait(runs, run_id) == "success")
        check("list runs", run_id in [r.dag_run_id for r in runs.get_dag_runs(DAG, order_by=["-run_after"]).dag_runs])
        instances = tasks.get_task_instances(DAG, run_id).task_instances
        check("task instances", instances and all(i.state == "success" for i in instances))
        last = instances[-1]
        log = tasks.get_log(DAG, run_id, last.task_id, last.try_number)
        check("log", log.content is not None)
        cleared = tasks.post_clear_task_instances(
            DAG,
            ClearTaskInstancesBody(
                dag_run_id=run_id,
                task_ids=[ClearTaskInstancesBodyTaskIdsInner(last.task_id)],
                only_failed=False,
                dry_run=False,
            ),
        )
        check("clear", cleared.total_entries == 1)
        check("wait again", wait(runs, run_id) == "success")

        pools.post_pool(PoolBody(name="peer", slots=3))
        check("change a pool", pools.patch_pool("peer", PoolPatchBody(slots=4)).slots == 4)
        pools.delete_pool("peer")
        check("delete a pool", "peer" not in [pool.name for pool in pools.get_pools().pools])
    print("Airflow's client does all of it.")


if __name__ == "__main__":
    main(*sys.argv[1:4])
