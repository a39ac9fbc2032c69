package io.orchestrator.web.task;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.web.dag.Typed;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form that clears tasks, as it was filled in: whatever a browser left out is empty.
 *
 * @param task where to begin; empty: all tasks
 * @param map one map index of it, or null: all
 * @param with the boxes that are ticked: upstream, downstream, past, future, failed, running, newest
 * @param params what the run has from now on; empty: what it had
 */
record ClearForm(String task, @Nullable Integer map, Set<String> with, String params) {

    ClearForm {
        task = Objects.requireNonNullElse(task, "").strip();
        with = with == null ? Set.of() : Set.copyOf(with);
        params = Objects.requireNonNullElse(params, "").strip();
    }

    public boolean has(String box) {
        return with.contains(box);
    }

    /** What is wrong with the params, or empty. */
    String fault() {
        return Typed.object(params) instanceof Typed.Wrong<?> wrong ? wrong.sentence() : "";
    }

    /** @throws IllegalStateException if there is a {@link #fault} */
    Command.Clear command(String dagId, String runId, String actor) {
        var items = task.isEmpty() ? List.<Selection.Item>of() : List.of(new Selection.Item(task, map));
        var what = Selection.ofRun(runId)
                .across(has("past"), has("future"))
                .tasks(items, has("upstream"), has("downstream"))
                .only(has("failed"), has("running"));
        return Command.Clear.of(dagId, what, actor)
                .onNewestVersion(has("newest"))
                .withParams(params.isEmpty() ? null : Typed.object(params).right());
    }
}
