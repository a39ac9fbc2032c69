package io.orchestrator.core.lineage;

/** Something that is told of lineage. */
public sealed interface LineageNews permits TaskRun, Publication {}
