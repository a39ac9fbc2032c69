package io.orchestrator.sdk;

/** When a DAG's runs are due. */
public sealed interface Schedule permits Cron, Every, Once, Manual {}
