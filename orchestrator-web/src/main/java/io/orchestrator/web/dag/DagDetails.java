package io.orchestrator.web.dag;

import io.orchestrator.core.given.GivenWarnings;
import io.orchestrator.core.given.Givens;
import io.orchestrator.core.schedule.PreviewedRun;
import io.orchestrator.core.schedule.SchedulePhrase;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DeadlineSpec;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TimingSpec;
import io.orchestrator.web.dag.DagDetailsView.Coming;
import io.orchestrator.web.dag.DagDetailsView.Fact;
import io.orchestrator.web.dag.DagDetailsView.Task;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Markdown;
import io.orchestrator.web.layout.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what an author defined. */
@Component
class DagDetails {

    private static final int COMING = 10;

    private final DagGraphs graphs;
    private final ComingRuns coming;
    private final Markdown markdown;
    private final Givens givens;
    private final DagFollows follows;
    private final BrokenContracts contracts;

    DagDetails(
            DagGraphs graphs,
            ComingRuns coming,
            Markdown markdown,
            Givens givens,
            DagFollows follows,
            BrokenContracts contracts) {
        this.contracts = contracts;
        this.follows = follows;
        this.markdown = markdown;
        this.givens = givens;
        this.graphs = graphs;
        this.coming = coming;
    }

    DagDetailsView view(DagRow dag) {
        var graph = graphs.find(dag.dagId(), dag.version()).orElseThrow();
        return new DagDetailsView(
                markdown.html(dag.description()),
                dag.bundle(),
                dag.source(),
                dag.createdAt(),
                dag.lastDescribed(),
                graph.startDate(),
                graph.endDate(),
                facts(graph),
                graph.tasks().stream().map(DagDetails::task).toList(),
                coming.of(graph, COMING).stream().map(DagDetails::coming).toList(),
                follows.of(graph),
                new GivenWarnings(givens).of(graph),
                contracts.find(dag.dagId()).stream()
                        .map(about -> about.contract().toString())
                        .toList(),
                coming.error(graph));
    }

    private static Coming coming(PreviewedRun previewed) {
        var run = previewed.run();
        var start = run.intervalStart().equals(run.intervalEnd()) ? null : run.intervalStart();
        return new Coming(run.runAfter(), start, run.intervalEnd(), previewed.clockChange());
    }

    private static List<Fact> facts(DagGraph graph) {
        var facts = new ArrayList<Fact>(List.of(
                new Fact("When a task fails", graph.failFast() ? "all others end" : "the others go on"),
                new Fact("Defined as", defined(graph.schedule())),
                new Fact("Catch-up", catchup(graph)),
                new Fact("A run is about", about(graph.timing())),
                new Fact("Jitter", phrase(graph.timing().jitter())),
                new Fact("Without room", withoutRoom(graph.timing().whenBusy())),
                new Fact("Active runs", "at most " + graph.maxActiveRuns()),
                new Fact("Active tasks", "at most " + graph.maxActiveTasks() + " in a run"),
                new Fact("Run timeout", phrase(graph.runTimeout()))));
        graph.deadlines().forEach(spec -> facts.add(new Fact("Deadline " + spec.name(), deadline(spec))));
        graph.notifications()
                .forEach(spec -> facts.add(new Fact(
                        "Tells " + spec.channel(),
                        spec.on().stream()
                                .map(kind -> kind.key().replace('_', ' '))
                                .collect(Collectors.joining(", ")))));
        graph.tasks().stream()
                .flatMap(task -> task.given().stream())
                .distinct()
                .forEach(given -> facts.add(new Fact(
                        kind(given),
                        given.kind() == GivenSpec.Kind.TRIGGERING_EVENTS ? "that started the run" : given.name())));
        return facts;
    }

    private static String kind(GivenSpec given) {
        return switch (given.kind()) {
            case CONNECTION -> "Connection";
            case VARIABLE -> "Variable";
            case ASSET_EVENTS, TRIGGERING_EVENTS -> "Events of assets";
            case ALIAS_EVENTS -> "Events through the alias";
            case DATASET, DATASET_IF_ANY, DATASET_HISTORY -> "Versions of the dataset";
            case DATASET_WRITE -> "Writes the dataset";
            case DATASET_APPEND -> "Adds to the dataset";
        };
    }

    private static String deadline(DeadlineSpec spec) {
        var after = Durations.phrase(spec.after());
        return switch (spec.from()) {
            case QUEUED -> after + " after it is queued";
            case LOGICAL_DATE -> after + " after its logical date";
            case INSTANT -> Times.utc(Objects.requireNonNull(spec.at()));
            case AVERAGE -> "%s longer than the newest %d have taken".formatted(after, spec.runs());
        };
    }

    private static String defined(ScheduleSpec schedule) {
        return switch (schedule) {
            case ScheduleSpec.Manual manual -> "by hand";
            case ScheduleSpec.Once once -> "once";
            case ScheduleSpec.Cron cron -> "cron “%s” in %s".formatted(cron.expression(), cron.zone());
            case ScheduleSpec.Every every -> "every " + Durations.phrase(every.interval());
            case ScheduleSpec.Continuous continuous -> SchedulePhrase.of(continuous);
            case ScheduleSpec.Events events -> SchedulePhrase.of(events);
            case ScheduleSpec.Recurrence recurrence -> SchedulePhrase.of(recurrence);
            case ScheduleSpec.Custom custom -> SchedulePhrase.of(custom);
            case ScheduleSpec.AnyOf any ->
                any.schedules().stream().map(DagDetails::defined).collect(Collectors.joining(", "));
            case ScheduleSpec.Except except -> SchedulePhrase.of(except);
        };
    }

    private static String catchup(DagGraph graph) {
        return switch (graph.catchup()) {
            case ALL -> "all missed runs";
            case LATEST -> "the newest missed run";
            case NONE -> "none";
        };
    }

    private static String about(TimingSpec timing) {
        return switch (timing.interval()) {
            case POINT -> "its instant";
            case SINCE_PREVIOUS -> "the time since the instant before";
            case LENGTH -> phrase(timing.length()) + " before it is due";
        };
    }

    private static String withoutRoom(TimingSpec.WhenBusy policy) {
        return switch (policy) {
            case QUEUE -> "a due run waits";
            case SKIP -> "a due run is left out";
            case BUFFER_ONE -> "one due run waits";
            case CANCEL_PREVIOUS -> "the run before is ended";
            case ALLOW -> "a due run starts all the same";
        };
    }

    private static Task task(TaskSpec task) {
        return new Task(
                task.taskId(),
                Objects.requireNonNullElse(task.description(), ""),
                Stream.concat(task.inputs().stream(), task.after().stream())
                        .distinct()
                        .toList(),
                task.triggerRule().name().toLowerCase(Locale.ROOT),
                output(task.outputType()),
                retries(task.retry()),
                phrase(task.timeout()),
                task.requires().isEmpty()
                        ? task.queue()
                        : task.queue() + ", with " + String.join(", ", task.requires()));
    }

    /** A type without its packages: they are long, and the author knows them. */
    private static String output(@Nullable String type) {
        return type == null ? "" : type.replaceAll("[a-z0-9_]+\\.", "").replace('$', '.');
    }

    private static String retries(RetrySpec retry) {
        if (retry.retries() == 0) {
            return "0";
        }
        var growing = retry.factor() > 1 ? ", ×%s".formatted(retry.factor()) : "";
        return "%d, after %s%s".formatted(retry.retries(), Durations.phrase(retry.delay()), growing);
    }

    private static String phrase(@Nullable Duration duration) {
        return duration == null ? "none" : Durations.phrase(duration);
    }
}
