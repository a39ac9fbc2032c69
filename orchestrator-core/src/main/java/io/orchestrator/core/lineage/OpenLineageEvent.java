package io.orchestrator.core.lineage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of OpenLineage 2-0-2: one when a task's attempt began, one when it ended, one when a version was published by hand. Knows
 * nothing but what it is given.
 */
public final class OpenLineageEvent {

    private static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/";

    private final String namespace;
    private final Facets facets;
    private final DatasetFacets datasets;

    /**
     * @param namespace of jobs and datasets: what tells this installation from others
     * @param producer an address that says who made the events
     */
    public OpenLineageEvent(String namespace, String producer) {
        this.namespace = namespace;
        this.facets = new Facets(producer);
        this.datasets = new DatasetFacets(namespace, facets);
    }

    /** What is told of something, at once. */
    List<ObjectNode> of(LineageNews news) {
        return switch (news) {
            case TaskRun run -> List.of(started(run), ended(run));
            case Publication publication -> List.of(published(publication));
        };
    }

    /** That it began: with what it read. */
    public ObjectNode started(TaskRun run) {
        return event("START", run.startedAt(), run);
    }

    /** That it ended well, or not: with what it read and wrote. */
    public ObjectNode ended(TaskRun run) {
        ObjectNode event = event(run.succeeded() ? "COMPLETE" : "FAIL", run.endedAt(), run);
        ArrayNode outputs = event.putArray("outputs");
        run.writes().forEach(written -> outputs.add(datasets.output(written)));
        return event;
    }

    /** That somebody has published a version of a dataset: no run does it, so the event is about the dataset alone. */
    public ObjectNode published(Publication publication) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("eventTime", publication.at().toString());
        event.put("producer", facets.producer());
        event.put("schemaURL", SCHEMA + "DatasetEvent");
        event.set("dataset", datasets.published(publication));
        return event;
    }

    private ObjectNode event(String type, Instant at, TaskRun run) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("eventType", type);
        event.put("eventTime", at.toString());
        event.put("producer", facets.producer());
        event.put("schemaURL", SCHEMA + "RunEvent");
        event.set("run", run(run, type.equals("FAIL") ? run.failure() : null));
        event.set("job", job(run));
        ArrayNode inputs = event.putArray("inputs");
        run.reads().forEach(read -> inputs.add(datasets.input(read)));
        return event;
    }

    private ObjectNode run(TaskRun run, @Nullable String failure) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("runId", run.attemptId().toString());
        ObjectNode all = json.putObject("facets");
        ObjectNode parent = facets.add(all, "parent", "1-0-1", "ParentRunFacet");
        parent.putObject("run").put("runId", runId(run.dagId(), run.runId()).toString());
        parent.putObject("job").put("namespace", namespace).put("name", run.dagId());
        if (run.intervalStart() != null && run.intervalEnd() != null) {
            facets.add(all, "nominalTime", "1-0-1", "NominalTimeRunFacet")
                    .put("nominalStartTime", run.intervalStart().toString())
                    .put("nominalEndTime", run.intervalEnd().toString());
        }
        if (failure != null) {
            facets.add(all, "errorMessage", "1-0-1", "ErrorMessageRunFacet")
                    .put("message", failure)
                    .put("programmingLanguage", "JAVA");
        }
        return json;
    }

    /** OpenLineage wants a UUID for the run that an attempt belongs to; ours has a name, so one is made of that. */
    static UUID runId(String dagId, String runId) {
        return UUID.nameUUIDFromBytes((dagId + "\n" + runId).getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode job(TaskRun run) {
        ObjectNode job = JsonNodeFactory.instance
                .objectNode()
                .put("namespace", namespace)
                .put("name", run.dagId() + "." + run.taskId());
        ObjectNode all = job.putObject("facets");
        facets.add(all, "jobType", "2-0-3", "JobTypeJobFacet")
                .put("processingType", "BATCH")
                .put("integration", "ORCHESTRATOR")
                .put("jobType", "TASK");
        run.writes().stream()
                .map(written -> written.meta().path("sql"))
                .filter(JsonNode::isString)
                .findFirst()
                .ifPresent(sql -> facets.add(all, "sql", "1-0-1", "SQLJobFacet").put("query", sql.stringValue()));
        return job;
    }

    /** Facets, each with who made it and by which description. */
    record Facets(String producer) {

        ObjectNode add(ObjectNode to, String name, String version, String definition) {
            return to.putObject(name)
                    .put("_producer", producer)
                    .put(
                            "_schemaURL",
                            "https://openlineage.io/spec/facets/%s/%s.json#/$defs/%s"
                                    .formatted(version, definition, definition));
        }
    }
}
