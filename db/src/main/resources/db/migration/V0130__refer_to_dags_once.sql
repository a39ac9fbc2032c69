-- A run refers to a version of its DAG, and that to the DAG: looking for the DAG as well cost each new run a query.
ALTER TABLE dag_run DROP CONSTRAINT dag_run_dag_id_fkey;
