package io.orchestrator.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Tells how a run goes until it ends: each task as it changes, and what it comes to. */
final class Follow {

    private static final Set<String> GOOD = Set.of("success");
    private static final int PAGE = 100;

    private final Server server;
    private final Show show;

    Follow(Server server, Show show) {
        this.server = server;
        this.show = show;
    }

    /** @return 0 if the run succeeds */
    int run(String dagId, String runId) {
        var path = Group.run(dagId, runId);
        var seen = new HashMap<String, String>();
        // One line of the server for each look at the run; the last one when it has ended.
        server.lines(path + "/wait?interval=1", "application/x-ndjson", line -> look(path, seen));
        look(path, seen);
        var run = server.get(path);
        var state = run.path("state").asString();
        if (show.isJson()) {
            show.one(run);
        } else {
            show.line("run %s: %s after %s s (%s)"
                    .formatted(runId, state, run.path("duration").asString("0"), counts(seen)));
        }
        return GOOD.contains(state) ? 0 : Failure.ENDED_BADLY;
    }

    private void look(String path, Map<String, String> seen) {
        for (int offset = 0; ; offset += PAGE) {
            var page = server.get(path + "/taskInstances" + Server.query("limit", PAGE, "offset", offset));
            page.path("task_instances").forEach(instance -> tell(instance, seen));
            if (offset + PAGE >= page.path("total_entries").asInt(0)) {
                return;
            }
        }
    }

    private void tell(JsonNode instance, Map<String, String> seen) {
        var index = instance.path("map_index").asInt(-1);
        var name = instance.path("task_id").asString() + (index < 0 ? "" : "[" + index + "]");
        var state = instance.path("state").asString("waiting");
        var before = seen.put(name, state);
        if (!state.equals(before) && !(before == null && state.equals("waiting")) && !show.isJson()) {
            show.line("  %-40s %s".formatted(name, state));
        }
    }

    private static String counts(Map<String, String> states) {
        var counts = new LinkedHashMap<String, Integer>();
        states.values().stream().sorted().forEach(state -> counts.merge(state, 1, Integer::sum));
        var text = new StringJoiner(", ");
        counts.forEach((state, count) -> text.add(count + " " + state));
        return text.toString();
    }
}
