package io.orchestrator.web.layout;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The addresses of pages, made in one place. Ids are escaped: they come from people. */
public final class Links {

    /** The list of DAGs. */
    public static final String DAGS = "/dags";

    private Links() {}

    public static String dag(String dagId) {
        return DAGS + "/" + segment(dagId);
    }

    public static String run(String dagId, String runId) {
        return dag(dagId) + "/runs/" + segment(runId);
    }

    public static String backfills(String dagId) {
        return dag(dagId) + "/backfills";
    }

    public static String backfill(String dagId, long id) {
        return backfills(dagId) + "/" + id;
    }

    /** The form that clears tasks of a run. */
    public static String clear(String dagId, String runId) {
        return run(dagId, runId) + "/clear";
    }

    /** The same for one task, or one map index of it. */
    public static String clear(String dagId, String runId, String taskId, int mapIndex) {
        return with(with(clear(dagId, runId), "task", taskId), "map", mapIndex < 0 ? "" : mapIndex);
    }

    public static String task(String dagId, String runId, String taskId) {
        return run(dagId, runId) + "/tasks/" + segment(taskId);
    }

    /** One map index of a task; the task's own page if it is not mapped. */
    public static String task(String dagId, String runId, String taskId, int mapIndex) {
        var task = task(dagId, runId, taskId);
        return mapIndex < 0 ? task : task + "?map=" + mapIndex;
    }

    /** Why the run or the task with this address does not go on. */
    public static String why(String address) {
        var query = address.indexOf('?');
        return query < 0 ? address + "/why" : address.substring(0, query) + "/why" + address.substring(query);
    }

    /** One attempt of a task: its log and its output are below it. */
    public static String attempt(String dagId, String runId, String taskId, UUID attemptId) {
        return task(dagId, runId, taskId) + "/attempts/" + attemptId;
    }

    /** An address with its query changed: a null or empty value takes the parameter out. */
    public static String with(String address, String name, Object value) {
        var builder = UriComponentsBuilder.fromUriString(address).replaceQueryParam(name);
        if (!value.toString().isEmpty()) {
            builder.queryParam(name, UriUtils.encode(value.toString(), StandardCharsets.UTF_8));
        }
        return builder.build(true).toUriString();
    }

    private static String segment(String id) {
        return UriUtils.encode(id, StandardCharsets.UTF_8);
    }
}
