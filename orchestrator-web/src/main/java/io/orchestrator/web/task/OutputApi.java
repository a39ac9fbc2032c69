package io.orchestrator.web.task;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.api.Totals;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.DagRunRows;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What tasks returned. Airflow calls it XCom; a task of ours has one entry at most, {@code return_value}. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances/{taskId}/xcomEntries")
class OutputApi {

    private static final String KEY = "return_value";
    private static final Set<String> PARAMETERS =
            Set.of("limit", "offset", "map_index", "map_index_filter", "xcom_key", "xcom_key_pattern");

    private final TaskInstanceRows instances;
    private final TaskOutputRows outputs;
    private final DagRunRows runs;
    private final InstanceLookup lookup;
    private final Access access;
    private final Totals totals;

    OutputApi(
            TaskInstanceRows instances,
            TaskOutputRows outputs,
            DagRunRows runs,
            InstanceLookup lookup,
            Access access,
            Totals totals) {
        this.instances = instances;
        this.outputs = outputs;
        this.runs = runs;
        this.lookup = lookup;
        this.access = access;
        this.totals = totals;
    }

    record Entries(List<Entry> xcomEntries, long totalEntries) {}

    record Entry(
            String key,
            @Nullable Instant timestamp,
            @Nullable Instant logicalDate,
            int mapIndex,
            String taskId,
            String dagId,
            String runId,
            String dagDisplayName,
            String taskDisplayName,
            Instant runAfter) {

        static Entry of(DagRunRow run, TaskInstanceRow instance) {
            return new Entry(
                    KEY,
                    instance.endedAt(),
                    run.logicalDate(),
                    instance.mapIndex(),
                    instance.taskId(),
                    run.dagId(),
                    run.runId(),
                    run.dagId(),
                    instance.taskId(),
                    run.runAfter());
        }
    }

    /** The value is JSON as it was written. */
    record EntryWithValue(
            @JsonUnwrapped Entry entry, @JsonRawValue String value) {}

    record EntryWithText(@JsonUnwrapped Entry entry, String value) {}

    /** Which entries there are, without their values: they may be large. */
    @GetMapping
    Entries list(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var paging = Paging.of(query, Map.of(), Sort.by("runKey", "taskId", "mapIndex"));
        var wanted = query.text("xcom_key").map(KEY::equals).orElse(true)
                && query.text("xcom_key_pattern").map(KEY::contains).orElse(true);
        if (!wanted) {
            return new Entries(List.of(), 0);
        }
        var visible = access.dags(Right.SEE);
        var filter = InstanceFilter.ofRuns(dagId, runId, Access.rows("dagId", visible))
                .and(taskId.equals("~") ? Filters.all() : Filters.equal("taskId", taskId))
                .and(mapIndex(query))
                .and(hasOutput());
        var part = paging.readLong(
                instances, filter, totals, List.of("outputs", dagId, runId, taskId, query.filters(), visible));
        var found =
                runs
                        .findByRunKeyIn(part.rows().stream()
                                .map(TaskInstanceRow::runKey)
                                .collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.toMap(DagRunRow::runKey, run -> run));
        return new Entries(
                part.rows().stream()
                        .map(instance -> Entry.of(Objects.requireNonNull(found.get(instance.runKey())), instance))
                        .toList(),
                part.total());
    }

    private static Specification<TaskInstanceRow> mapIndex(Query query) {
        return query.integer("map_index")
                .or(() -> query.integer("map_index_filter"))
                .<Specification<TaskInstanceRow>>map(index -> Filters.equal("mapIndex", index))
                .orElse(Filters.all());
    }

    private static Specification<TaskInstanceRow> hasOutput() {
        return (instance, query, build) -> {
            var there = query.subquery(Integer.class);
            var output = there.from(TaskOutputRow.class);
            there.select(build.literal(1))
                    .where(
                            build.equal(output.get("runKey"), instance.get("runKey")),
                            build.equal(output.get("attemptId"), instance.get("attemptId")));
            return build.and(build.equal(instance.get("state"), TaskState.SUCCESS.key()), build.exists(there));
        };
    }

    @GetMapping("/{key}")
    Object show(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @PathVariable String key,
            HttpServletRequest request) {
        var query = Query.of(request, Set.of("map_index", "stringify", "deserialize"));
        if (query.flag("deserialize").orElse(false)) {
            throw Query.invalid("deserialize", "Values are JSON: there is nothing to deserialize");
        }
        var found = lookup.find(dagId, runId, taskId, query.integer("map_index").orElse(-1));
        var output = output(found.instance(), key);
        var entry = Entry.of(found.run(), found.instance());
        return query.flag("stringify").orElse(false)
                ? new EntryWithText(entry, output.value())
                : new EntryWithValue(entry, output.value());
    }

    private TaskOutputRow output(TaskInstanceRow instance, String key) {
        var attempt = instance.attemptId();
        if (key.equals(KEY) && attempt != null && instance.state().equals(TaskState.SUCCESS.key())) {
            var output = outputs.findById(new TaskOutputRow.Key(instance.runKey(), attempt));
            if (output.isPresent()) {
                return output.get();
            }
        }
        throw ApiRefusal.notFound("XCom entry with key: `%s` not found".formatted(key));
    }
}
