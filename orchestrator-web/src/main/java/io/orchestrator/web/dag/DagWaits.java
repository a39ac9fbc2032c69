package io.orchestrator.web.dag;

import io.orchestrator.core.asset.AssetPhrase;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the next run of a DAG waits for, read from rows. */
@Component
public class DagWaits {

    /** A backfill has a limit of its own. */
    private static final String UNFINISHED = """
            SELECT count(*) FROM dag_run
            WHERE dag_id = :dag AND NOT settled AND state IN ('queued', 'running') AND run_type <> :backfill
            """;

    private final DagLookup dags;
    private final DagFollows follows;
    private final DagScheduleRows schedules;
    private final ComingRuns coming;
    private final JdbcClient database;

    DagWaits(DagLookup dags, DagFollows follows, DagScheduleRows schedules, ComingRuns coming, JdbcClient database) {
        this.dags = dags;
        this.follows = follows;
        this.schedules = schedules;
        this.coming = coming;
        this.database = database;
    }

    /**
     * @param cause its name in the API
     * @param sentence to be read after the DAG's name
     * @param until when it is over by itself, or null
     * @param needsPerson somebody has to do something
     * @param usual as the author wants it: pages need not mention it
     */
    public record Wait(
            String cause, String sentence, @Nullable Instant until, boolean needsPerson, boolean usual) {}

    /** Never empty: the next thing that starts a run, or what keeps everything from that. */
    public List<Wait> of(String dagId) {
        var dag = dags.find(dagId);
        if (!dag.active()) {
            return List.of(new Wait(
                    "dag_gone",
                    "is not in its bundle any more, so nothing starts it. Deploy a bundle that has it.",
                    null,
                    true,
                    true));
        }
        if (dag.paused()) {
            return List.of(new Wait(
                    "dag_paused",
                    "is paused: neither its schedule nor what it follows starts a run. Unpause it.",
                    null,
                    true,
                    true));
        }
        var graph = dags.newestGraph(dagId);
        var waits = new ArrayList<Wait>();
        full(graph, waits);
        broken(graph, waits);
        assets(graph, waits);
        schedules
                .findById(dagId)
                .map(DagScheduleRow::nextDue)
                .ifPresent(due ->
                        waits.add(new Wait("next_due", "has its next run at %s.".formatted(due), due, false, true)));
        if (waits.isEmpty()) {
            waits.add(new Wait(
                    "no_schedule",
                    "has nothing more to start it by itself: it runs when somebody or a program triggers it.",
                    null,
                    true,
                    true));
        }
        return waits;
    }

    private void full(DagGraph graph, List<Wait> waits) {
        var unfinished = database.sql(UNFINISHED)
                .param("dag", graph.dagId())
                .param("backfill", RunType.BACKFILL.key())
                .query(Long.class)
                .single();
        if (unfinished >= graph.maxActiveRuns()) {
            waits.add(new Wait(
                    "max_active_runs",
                    "has %d unfinished runs, and at most %d may be active at once. Whatever comes next waits until one ends."
                            .formatted(unfinished, graph.maxActiveRuns()),
                    null,
                    false,
                    true));
        }
    }

    private void broken(DagGraph graph, List<Wait> waits) {
        var error = coming.error(graph);
        if (error != null) {
            waits.add(new Wait(
                    "timetable_fails",
                    "has a timetable that does not tell when to run next: %s. Mend it and deploy the bundle."
                            .formatted(error),
                    null,
                    true,
                    false));
        }
    }

    private void assets(DagGraph graph, List<Wait> waits) {
        var trigger = graph.assets();
        if (trigger == null) {
            return;
        }
        var all = follows.of(graph);
        var came = all.stream().filter(DagFollows.Followed::came).toList();
        if (follows.isMet(graph)) {
            waits.add(new Wait(
                    "assets_came",
                    "follows %s, which has come: its run starts at once, or when there is room for it."
                            .formatted(AssetPhrase.of(trigger)),
                    null,
                    false,
                    true));
            return;
        }
        var missing = all.stream()
                .filter(asset -> !asset.came())
                .map(DagFollows.Followed::name)
                .collect(Collectors.joining(", "));
        waits.add(new Wait(
                "assets",
                "follows %s; of %d %s, %d came since its last run. It waits for %s."
                        .formatted(
                                AssetPhrase.of(trigger),
                                all.size(),
                                all.size() == 1 ? "asset" : "assets",
                                came.size(),
                                missing),
                null,
                false,
                false));
    }
}
