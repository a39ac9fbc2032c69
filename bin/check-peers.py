"""What scripts written for Airflow do, done with Airflow's own client."""

import datetime
import json
import sys
import time
import urllib.request

import airflow_client.client as airflow
from airflow_client.client.api.backfill_api import BackfillApi
from airflow_client.client.api.connection_api import ConnectionApi
from airflow_client.client.api.dag_api import DAGApi
from airflow_client.client.api.dag_run_api import DagRunApi
from airflow_client.client.api.monitor_api import MonitorApi
from airflow_client.client.api.pool_api import PoolApi
from airflow_client.client.api.task_instance_api import TaskInstanceApi
from airflow_client.client.api.variable_api import VariableApi
from airflow_client.client.api.version_api import VersionApi
from airflow_client.client.models.backfill_post_body import BackfillPostBody
from airflow_client.client.models.clear_task_instances_body import ClearTaskInstancesBody
from airflow_client.client.models.clear_task_instances_body_task_ids_inner import ClearTaskInstancesBodyTaskIdsInner
from airflow_client.client.models.connection_body import ConnectionBody
from airflow_client.client.models.dag_patch_body import DAGPatchBody
from airflow_client.client.models.pool_body import PoolBody
from airflow_client.client.models.pool_patch_body import PoolPatchBody
from airflow_client.client.models.trigger_dag_run_post_body import TriggerDAGRunPostBody
from airflow_client.client.models.variable_body import VariableBody

DAG = "fan_out"
SCHEDULED_DAG = "ai_pipeline"
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


def backfill(client):
    """Asks for two past days, looks at what would run, and takes it back before they do."""
    backfills = BackfillApi(client)
    first = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
    body = BackfillPostBody(
        dag_id=SCHEDULED_DAG, from_date=first, to_date=first + datetime.timedelta(days=1), max_active_runs=1
    )
    check("preview a backfill", backfills.create_backfill_dry_run(body).total_entries >= 1)
    asked = backfills.create_backfill(body)
    check("pause a backfill", backfills.pause_backfill(asked.id).is_paused)
    check("list backfills", asked.id in [one.id for one in backfills.list_backfills(dag_id=SCHEDULED_DAG).backfills])
    check("cancel a backfill", backfills.cancel_backfill(asked.id).completed_at is not None)


def variables_and_connections(client):
    variables, connections = VariableApi(client), ConnectionApi(client)
    variables.post_variable(VariableBody(key="peer", value="1"))
    check("a variable", variables.get_variable("peer").value == "1")
    variables.delete_variable("peer")
    connections.post_connection(ConnectionBody(connection_id="peer", conn_type="http", host="example.org", password="s"))
    check("a connection, without its password", connections.get_connection("peer").password != "s")
    connections.delete_connection("peer")


def main(url, user, password):
    anonymous = airflow.ApiClient(airflow.Configuration(host=url))
    check("version, before the login", VersionApi(anonymous).get_version().version)
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
        variables_and_connections(client)
        backfill(client)
    print("Airflow's client does all of it.")


if __name__ == "__main__":
    main(*sys.argv[1:4])
