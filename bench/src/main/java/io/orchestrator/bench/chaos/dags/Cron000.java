package io.orchestrator.bench.chaos.dags;

/** The first of them; the bundle has a copy of it for each number. */
public final class Cron000 extends CronDag {}
