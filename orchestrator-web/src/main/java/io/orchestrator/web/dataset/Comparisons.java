package io.orchestrator.web.dataset;

import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.run.DagRunRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says whether a run that repeats another has published the same, and if not, what was different. */
@Component
class Comparisons {

    private static final String REPEATED = """
            SELECT o.run_key, o.run_id, o.build, r.build AS own_build, o.version = r.version AS same_version,
                   o.params = r.params AS same_params
            FROM run_repeat p JOIN dag_run o ON o.run_key = p.of_run_key JOIN dag_run r ON r.run_key = p.run_key
            WHERE p.run_key = :run""";

    private static final String OUTPUTS = """
            SELECT DISTINCT ON (dataset, task_id, map_index) dataset, task_id, map_index, number, content_hash, attempt_id::text
            FROM dataset_version WHERE run_key = :run AND number IS NOT NULL
            ORDER BY dataset, task_id, map_index, number DESC""";

    private static final String INPUTS = """
            SELECT dataset || CASE WHEN what = '' THEN '' ELSE ' (' || ltrim(what, '@') || ')' END AS name, number
            FROM dataset_read WHERE attempt_id = :attempt::uuid""";

    private final JdbcClient database;

    Comparisons(JdbcClient database) {
        this.database = database;
    }

    /**
     * What came of it.
     *
     * @param repeats the other run
     * @param same whether every output of the other one is there and holds the same
     */
    record Comparison(String dagId, String dagRunId, String repeats, boolean same, List<Output> outputs) {}

    /**
     * One output of the other run.
     *
     * @param recorded the version that the other run has published
     * @param repeated the one that this run has, or null: none
     * @param same whether both hold the same
     * @param changed what was different, a sentence each; empty and not the same: nothing that is recorded was
     */
    record Output(
            String dataset,
            String taskId,
            int mapIndex,
            long recorded,
            @Nullable Long repeated,
            boolean same,
            List<String> changed) {}

    private record Repeated(
            long runKey, String runId, String build, String ownBuild, boolean sameVersion, boolean sameParams) {}

    private record Key(String dataset, String taskId, int mapIndex) {}

    private record Found(Key key, long number, String hash, String attempt) {}

    /** @throws ApiRefusal 404 if it repeats none, or that one is gone */
    Comparison of(DagRunRow run) {
        var other = database.sql(REPEATED)
                .param("run", run.runKey())
                .query((row, number) -> new Repeated(
                        row.getLong("run_key"),
                        row.getString("run_id"),
                        row.getString("build"),
                        row.getString("own_build"),
                        row.getBoolean("same_version"),
                        row.getBoolean("same_params")))
                .optional()
                .orElseThrow(() ->
                        ApiRefusal.notFound("The DagRun with run_id: `%s` repeats no other one that is still there"
                                .formatted(run.runId())));
        Map<Key, Found> own = new HashMap<>();
        outputs(run.runKey()).forEach(found -> own.put(found.key(), found));
        var outputs = outputs(other.runKey()).stream()
                .map(recorded -> output(other, recorded, own.get(recorded.key())))
                .toList();
        return new Comparison(
                run.dagId(), run.runId(), other.runId(), outputs.stream().allMatch(Output::same), outputs);
    }

    private Output output(Repeated other, Found recorded, @Nullable Found repeated) {
        boolean same = repeated != null && repeated.hash().equals(recorded.hash());
        return new Output(
                recorded.key().dataset(),
                recorded.key().taskId(),
                recorded.key().mapIndex(),
                recorded.number(),
                repeated == null ? null : repeated.number(),
                same,
                same || repeated == null ? List.of() : changes(other, recorded, repeated));
    }

    private List<String> changes(Repeated other, Found recorded, Found repeated) {
        List<String> changed = new ArrayList<>();
        if (!other.build().equals(other.ownBuild())) {
            changed.add("build: %s, now %s".formatted(other.build(), other.ownBuild()));
        }
        if (!other.sameVersion()) {
            changed.add("the version of the DAG");
        }
        if (!other.sameParams()) {
            changed.add("params");
        }
        var before = inputs(recorded.attempt());
        var now = inputs(repeated.attempt());
        before.forEach((name, number) -> {
            if (!Objects.equals(number, now.get(name))) {
                changed.add("%s: version %d, now %s".formatted(name, number, now.getOrDefault(name, 0L)));
            }
        });
        now.forEach((name, number) -> {
            if (!before.containsKey(name)) {
                changed.add("%s: not read, now version %d".formatted(name, number));
            }
        });
        return changed;
    }

    private Map<String, Long> inputs(String attempt) {
        Map<String, Long> inputs = new HashMap<>();
        database.sql(INPUTS)
                .param("attempt", attempt)
                .query((row, number) -> inputs.put(row.getString("name"), row.getLong("number")))
                .list();
        return inputs;
    }

    private List<Found> outputs(long runKey) {
        return database.sql(OUTPUTS)
                .param("run", runKey)
                .query((row, number) -> new Found(
                        new Key(row.getString("dataset"), row.getString("task_id"), row.getInt("map_index")),
                        row.getLong("number"),
                        row.getString("content_hash"),
                        row.getString("attempt_id")))
                .list();
    }
}
