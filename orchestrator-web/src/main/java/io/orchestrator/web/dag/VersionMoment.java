package io.orchestrator.web.dag;

import java.time.Instant;

/** When a version of a DAG was first seen: all of it but its graph, which may be large. */
public record VersionMoment(String dagId, int version, Instant createdAt) {}
