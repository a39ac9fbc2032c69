package io.orchestrator.web.security;

/** Addresses of the sample, made of the paths that the server knows. */
final class Addresses {

    private Addresses() {}

    /** The path with something in the place of its variables. */
    static String filled(String path, String dagId) {
        return path.replaceAll("\\{(dagId|dag_id)}", dagId)
                .replaceAll("\\{(runId|dag_run_id)}", "run-1")
                .replaceAll("\\{(taskId|task_id)}", "ingest")
                .replaceAll("\\{(mapIndex|map_index)}", "-1")
                .replaceAll("\\{[^}]*}", "7");
    }

    /** Whether the answer may not end by itself: a stream of events, or what waits for a run. */
    static boolean isHeld(String path) {
        return path.startsWith("/events") || path.endsWith("/events") || path.endsWith("/wait");
    }
}
