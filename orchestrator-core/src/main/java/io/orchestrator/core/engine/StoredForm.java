package io.orchestrator.core.engine;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.backfill.BackfillPlan;
import io.orchestrator.core.backfill.BackfillWrites;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunDeadline;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a value is once it is stored, the same in every store.
 *
 * <p>Instants are cut to microseconds. In texts and in JSON, NUL characters and unpaired surrogates, which PostgreSQL
 * cannot hold, become U+FFFD, so that one bad value harms no batch. Outputs are the exception: they come back as they were
 * written.
 */
public final class StoredForm {

    private StoredForm() {}

    public static TurnWrites of(TurnWrites writes) {
        return new TurnWrites(
                writes.serverId(),
                writes.catalogRevision(),
                each(writes.runs(), StoredForm::run),
                each(writes.dags(), StoredForm::dag),
                each(writes.versions(), StoredForm::version),
                each(writes.schedules(), StoredForm::schedule),
                each(writes.sessionsOpened(), StoredForm::session),
                each(writes.sessionsChanged(), StoredForm::session),
                each(writes.audit(), StoredForm::audit),
                each(writes.letters(), StoredForm::letter),
                each(writes.answers(), StoredForm::answer),
                pools(writes.pools()),
                backfills(writes.backfills()),
                each(writes.notices(), StoredForm::notice),
                StoredAssets.of(writes.assets()),
                writes.lease());
    }

    public static String text(String text) {
        return StoredText.of(text);
    }

    public static JsonNode json(JsonNode json) {
        return StoredText.of(json);
    }

    public static Instant time(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    private static @Nullable Instant timeOrNull(@Nullable Instant time) {
        return time == null ? null : time(time);
    }

    private static RunWrites run(RunWrites writes) {
        return new RunWrites(
                run(writes.run()),
                writes.created(),
                writes.changed(),
                writes.settled(),
                writes.remade(),
                each(writes.instancesAdded(), StoredForm::instance),
                each(writes.instancesChanged(), StoredForm::instance),
                each(writes.instancesGone(), StoredForm::instance),
                each(writes.attemptsAdded(), StoredForm::attempt),
                each(writes.attemptsChanged(), StoredForm::attempt),
                writes.outputs(),
                each(writes.schedules(), StoredForm::schedule),
                each(writes.audit(), StoredForm::audit),
                writes.pools(),
                each(writes.notices(), StoredForm::notice),
                StoredAssets.of(writes.assets()),
                StoredDatasets.of(writes.datasets()));
    }

    private static PoolWrites pools(PoolWrites writes) {
        return new PoolWrites(each(writes.put(), StoredForm::pool), writes.gone(), writes.taken(), writes.freed());
    }

    private static BackfillWrites backfills(BackfillWrites writes) {
        return new BackfillWrites(
                each(
                        writes.added(),
                        added -> new BackfillWrites.New(
                                backfill(added.backfill()),
                                each(added.dates(), date -> new BackfillDate(time(date.date()), time(date.end()))))),
                each(writes.changed(), StoredForm::backfill),
                each(
                        writes.leftOut(),
                        passed -> new BackfillWrites.Passed(
                                passed.backfillId(),
                                new BackfillPlan.Omission(
                                        time(passed.date().date()),
                                        passed.date().reason()),
                                passed.late())));
    }

    private static Backfill backfill(Backfill backfill) {
        return new Backfill(
                backfill.id(),
                text(backfill.dagId()),
                time(backfill.from()),
                time(backfill.to()),
                backfill.reprocess(),
                backfill.backwards(),
                backfill.newestVersion(),
                backfill.maxActiveRuns(),
                json(backfill.params()),
                timeOrNull(backfill.first()),
                backfill.planned(),
                backfill.paused(),
                text(backfill.createdBy()),
                time(backfill.createdAt()),
                time(backfill.updatedAt()),
                timeOrNull(backfill.completedAt()));
    }

    private static Pool pool(Pool pool) {
        return new Pool(pool.name(), pool.slots(), textOrNull(pool.description()), pool.includeDeferred());
    }

    private static DagRun run(DagRun run) {
        return new DagRun(
                run.runKey(),
                text(run.dagId()),
                text(run.runId()),
                run.type(),
                run.state(),
                textOrNull(run.stateReason()),
                timeOrNull(run.logicalDate()),
                timeOrNull(run.intervalStart()),
                timeOrNull(run.intervalEnd()),
                time(run.runAfter()),
                json(run.params()),
                run.version(),
                run.build(),
                text(run.triggeredBy()),
                textOrNull(run.note()),
                run.clearNumber(),
                time(run.queuedAt()),
                timeOrNull(run.startedAt()),
                timeOrNull(run.endedAt()),
                run.backfillId(),
                each(run.deadlines(), StoredForm::deadline));
    }

    private static RunDeadline deadline(RunDeadline deadline) {
        return new RunDeadline(
                text(deadline.name()), time(deadline.due()), timeOrNull(deadline.missed()), deadline.afterQueued());
    }

    private static TaskInstance instance(TaskInstance instance) {
        return new TaskInstance(
                instance.runKey(),
                text(instance.taskId()),
                instance.mapIndex(),
                instance.state(),
                textOrNull(instance.stateReason()),
                instance.tryNumber(),
                instance.maxTries(),
                instance.lostAttempts(),
                instance.attemptId(),
                instance.sessionId(),
                timeOrNull(instance.scheduledAt()),
                timeOrNull(instance.queuedAt()),
                timeOrNull(instance.startedAt()),
                timeOrNull(instance.endedAt()),
                timeOrNull(instance.retryAt()),
                instance.result(),
                textOrNull(instance.label()),
                waiting(instance.waiting()));
    }

    private static @Nullable Waiting waiting(@Nullable Waiting waiting) {
        return waiting == null
                ? null
                : new Waiting(
                        timeOrNull(waiting.firstAt()),
                        timeOrNull(waiting.startedAt()),
                        waiting.pauses(),
                        timeOrNull(waiting.until()),
                        waiting.resume() == null ? null : json(waiting.resume()),
                        awaited(waiting.run()));
    }

    private static @Nullable Awaited awaited(@Nullable Awaited run) {
        return run == null
                ? null
                : new Awaited(
                        text(run.dagId()), textOrNull(run.runId()), timeOrNull(run.date()), textOrNull(run.taskId()));
    }

    private static TaskAttempt attempt(TaskAttempt attempt) {
        return new TaskAttempt(
                attempt.runKey(),
                attempt.attemptId(),
                text(attempt.taskId()),
                attempt.mapIndex(),
                attempt.tryNumber(),
                attempt.state(),
                attempt.sessionId(),
                attempt.build(),
                time(attempt.queuedAt()),
                timeOrNull(attempt.startedAt()),
                timeOrNull(attempt.endedAt()),
                failure(attempt.failure()));
    }

    private static Report.@Nullable Failure failure(Report.@Nullable Failure failure) {
        return failure == null
                ? null
                : new Report.Failure(failure.kind(), text(failure.message()), textOrNull(failure.stackTrace()));
    }

    private static DagRecord dag(DagRecord dag) {
        return new DagRecord(
                text(dag.dagId()),
                text(dag.bundle()),
                text(dag.source()),
                dag.paused(),
                dag.active(),
                dag.version(),
                dag.build(),
                textOrNull(dag.description()),
                each(dag.tags(), StoredForm::text),
                each(dag.owners(), StoredForm::text),
                text(dag.schedule()));
    }

    private static DagVersion version(DagVersion version) {
        JsonNode graph = Json.MAPPER.valueToTree(version.graph());
        JsonNode stored = json(graph);
        return new DagVersion(
                text(version.dagId()),
                version.version(),
                version.graphHash(),
                stored == graph ? version.graph() : Json.MAPPER.treeToValue(stored, DagGraph.class));
    }

    private static DagSchedule schedule(DagSchedule schedule) {
        return new DagSchedule(
                text(schedule.dagId()),
                time(schedule.activatedAt()),
                timeOrNull(schedule.lastSlot()),
                schedule.next() == null ? null : due(schedule.next()));
    }

    private static DueRun due(DueRun run) {
        return new DueRun(
                time(run.slot()),
                time(run.logicalDate()),
                time(run.intervalStart()),
                time(run.intervalEnd()),
                time(run.runAfter()));
    }

    private static WorkerSession session(WorkerSession session) {
        return new WorkerSession(
                session.sessionId(),
                text(session.name()),
                text(session.host()),
                session.pid(),
                text(session.workerVersion()),
                session.protocolVersion(),
                session.tokenHash(),
                each(session.queues(), StoredForm::text),
                each(session.capabilities(), StoredForm::text),
                session.slots(),
                session.prefetch(),
                session.state());
    }

    private static Mail.Letter letter(Mail.Letter letter) {
        return new Mail.Letter(letter.id(), text(letter.dagId()), letter.asker(), text(letter.command()));
    }

    private static Mail.Answer answer(Mail.Answer answer) {
        return new Mail.Answer(answer.id(), text(answer.answer()));
    }

    private static AuditEvent audit(AuditEvent event) {
        return new AuditEvent(
                event.id(),
                time(event.at()),
                text(event.actor()),
                text(event.action()),
                textOrNull(event.dagId()),
                textOrNull(event.runId()),
                textOrNull(event.taskId()),
                json(event.detail()));
    }

    private static Notice notice(Notice notice) {
        return new Notice(
                notice.id(),
                time(notice.at()),
                notice.kind(),
                text(notice.channel()),
                textOrNull(notice.dagId()),
                textOrNull(notice.runId()),
                textOrNull(notice.taskId()),
                notice.mapIndex(),
                text(notice.title()),
                json(notice.detail()));
    }

    private static <T> List<T> each(List<T> values, UnaryOperator<T> form) {
        return values.isEmpty() ? List.of() : values.stream().map(form).toList();
    }
}
