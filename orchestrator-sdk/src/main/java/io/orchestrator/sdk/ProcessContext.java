package io.orchestrator.sdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a process may know, as it reads it in the file that {@code ORCHESTRATOR_CONTEXT} names. */
final class ProcessContext {

    private static final int FORMAT = 1;

    private ProcessContext() {}

    static String of(
            TaskContext task,
            Map<String, @Nullable Object> params,
            Map<String, DatasetVersion> inputs,
            Map<String, Staging> outputs) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("format", FORMAT);
        all.put("run", run(task));
        Map<String, @Nullable Object> given = new LinkedHashMap<>(task.params().asMap());
        given.putAll(params);
        all.put("params", given);
        Map<String, Object> read = new LinkedHashMap<>();
        inputs.forEach((name, version) -> read.put(name, version(version)));
        all.put("inputs", read);
        Map<String, Object> written = new LinkedHashMap<>();
        outputs.forEach((name, staging) -> written.put(name, staging(staging)));
        all.put("outputs", written);
        return Json.write(all);
    }

    private static Map<String, @Nullable Object> run(TaskContext task) {
        Map<String, @Nullable Object> run = new LinkedHashMap<>();
        run.put("dag", task.dagId());
        run.put("run", task.runId());
        run.put("task", task.taskId());
        run.put("map_index", task.mapIndex());
        run.put("attempt", task.attempt());
        run.put("attempt_id", task.attemptId());
        run.put("logical_date", task.logicalDate());
        run.put("data_interval", task.dataInterval());
        return run;
    }

    private static Map<String, @Nullable Object> version(DatasetVersion version) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("dataset", version.dataset());
        all.put("version", version.number());
        all.put("rows", version.rows());
        all.put("columns", version.columns());
        all.put("meta", version.meta());
        all.put("tags", version.tags());
        all.put("published_at", version.publishedAt());
        all.put("run", version.runId());
        List<Object> files = new ArrayList<>(version.files());
        all.put("files", files);
        return all;
    }

    private static Map<String, @Nullable Object> staging(Staging staging) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("dataset", staging.dataset().name());
        all.put("folder", staging.folder());
        all.put("parent", staging.parent().map(ProcessContext::version));
        return all;
    }
}
