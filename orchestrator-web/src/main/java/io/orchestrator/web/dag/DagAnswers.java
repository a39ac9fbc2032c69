package io.orchestrator.web.dag;

import io.orchestrator.core.schedule.SchedulePhrase;
import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells of DAGs, of many at once. */
@Component
class DagAnswers {

    private final DagGraphs graphs;
    private final DagScheduleRows schedules;
    private final ImportErrorRows errors;
    private final VersionAnswers versions;
    private final DagRows dags;

    DagAnswers(
            DagGraphs graphs,
            DagScheduleRows schedules,
            ImportErrorRows errors,
            VersionAnswers versions,
            DagRows dags) {
        this.graphs = graphs;
        this.schedules = schedules;
        this.errors = errors;
        this.versions = versions;
        this.dags = dags;
    }

    List<DagAnswer> of(List<DagRow> dags) {
        var broken = brokenSources(dags);
        var next = next(dags);
        return dags.stream()
                .map(dag -> answer(
                        dag,
                        graph(dag),
                        next.get(dag.dagId()),
                        broken.contains(new Source(dag.bundle(), dag.source()))))
                .toList();
    }

    DagDetailsAnswer details(DagRow dag, boolean favorite) {
        var graph = graph(dag);
        var asked = new VersionAnswers.Asked(dag.dagId(), dag.version(), dag.build());
        return new DagDetailsAnswer(
                of(List.of(dag)).getFirst(),
                graph.catchup() != Catchup.NONE,
                graph.maxActiveTasks(),
                graph.runTimeout(),
                null,
                null,
                graph.description(),
                graph.startDate(),
                graph.endDate(),
                graph.startsPaused() ? true : null,
                false,
                dag.lastDescribed(),
                versions.of(List.of(asked)).get(asked),
                null,
                params(graph),
                false,
                null,
                Timetable.of(graph).zone().getId(),
                dags.activeRuns(dag.dagId()));
    }

    /** Each param with its default and its schema. */
    private static Map<String, Object> params(DagGraph graph) {
        Map<String, Object> params = new LinkedHashMap<>();
        if (graph.params() != null) {
            graph.params().schema().path("properties").properties().forEach(property -> {
                Map<String, Object> param = new LinkedHashMap<>();
                param.put("value", property.getValue().path("default"));
                param.put("description", property.getValue().path("description").asString(null));
                param.put("schema", property.getValue());
                params.put(property.getKey(), param);
            });
        }
        return params;
    }

    private DagGraph graph(DagRow dag) {
        return graphs.find(dag.dagId(), dag.version())
                .orElseThrow(() -> new IllegalStateException(
                        "DAG %s has no version %d, which its row names".formatted(dag.dagId(), dag.version())));
    }

    private record Source(String bundle, String source) {}

    private Set<Source> brokenSources(List<DagRow> dags) {
        var bundles = dags.stream().map(DagRow::bundle).collect(Collectors.toSet());
        var broken = new HashSet<Source>();
        for (var error : errors.findByBundleIn(bundles)) {
            broken.add(new Source(error.bundle(), error.source()));
        }
        return broken;
    }

    private Map<String, DagScheduleRow> next(List<DagRow> dags) {
        var next = new HashMap<String, DagScheduleRow>();
        for (var schedule :
                schedules.findByDagIdIn(dags.stream().map(DagRow::dagId).toList())) {
            next.put(schedule.dagId(), schedule);
        }
        return next;
    }

    private static DagAnswer answer(DagRow dag, DagGraph graph, @Nullable DagScheduleRow next, boolean broken) {
        return new DagAnswer(
                dag.dagId(),
                dag.dagId(),
                dag.paused(),
                !dag.active(),
                dag.lastDescribed(),
                null,
                null,
                dag.bundle(),
                dag.build(),
                dag.source(),
                dag.source(),
                "",
                dag.description(),
                summary(graph.schedule()),
                dag.schedule(),
                false,
                dag.tags().stream()
                        .map(tag -> new DagAnswer.Tag(tag, dag.dagId(), dag.dagId()))
                        .toList(),
                graph.maxActiveTasks(),
                graph.maxActiveRuns(),
                0,
                false,
                broken,
                next == null ? null : next.nextDate(),
                next == null ? null : next.nextStart(),
                next == null ? null : next.nextEnd(),
                next == null ? null : next.nextDue(),
                null,
                dag.owners());
    }

    private static @Nullable String summary(ScheduleSpec schedule) {
        return switch (schedule) {
            case ScheduleSpec.Manual manual -> null;
            case ScheduleSpec.Once once -> "@once";
            case ScheduleSpec.Cron cron -> cron.expression();
            case ScheduleSpec.Every every -> every.interval().toString();
            case ScheduleSpec.Continuous continuous -> "@continuous";
            case ScheduleSpec.Events events -> SchedulePhrase.of(events);
            case ScheduleSpec.Recurrence recurrence -> "RRULE:" + recurrence.rule();
            case ScheduleSpec.Custom custom -> SchedulePhrase.of(custom);
            case ScheduleSpec.AnyOf any ->
                any.schedules().stream().map(DagAnswers::summary).collect(Collectors.joining(", "));
            case ScheduleSpec.Except except -> SchedulePhrase.of(except);
        };
    }
}
