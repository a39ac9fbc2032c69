package io.orchestrator.runner;

import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.DatasetReport;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure;
import io.orchestrator.protocol.worker.Report.Failure.Kind;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DeferException;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Poke;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TaskDefinition;
import io.orchestrator.sdk.TaskDefinition.ExceptionRule;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Runs attempts of one DAG's tasks in the calling thread: reads the inputs, calls the author's code, writes the output. */
public final class TaskInvoker {

    private final Dag dag;
    private final Map<String, TaskDefinition> tasks = new HashMap<>();
    private final Map<String, TaskValues> outputs = new ConcurrentHashMap<>();
    private final ArgumentReader arguments;

    public TaskInvoker(Dag dag) {
        this.dag = dag;
        dag.tasks().forEach(task -> tasks.put(task.id(), task));
        this.arguments = new ArgumentReader(tasks);
    }

    /**
     * Runs one attempt.
     *
     * @param assignment with its inputs
     * @param log what {@link TaskContext#log} gives
     * @param cancellation of this attempt
     * @return {@link Report.Succeeded}, {@link Report.Failed}, {@link Report.Skipped}, {@link Report.NotYet} or {@link
     *     Report.Deferred}
     */
    public Report invoke(Assignment assignment, System.Logger log, Cancellation cancellation) {
        return invoke(assignment, log, cancellation, Lake.NONE);
    }

    /**
     * Runs one attempt.
     *
     * @param lake where the files of datasets lie
     * @return as the other
     */
    public Report invoke(Assignment assignment, System.Logger log, Cancellation cancellation, Lake lake) {
        Masking masking = new Masking(GivenValues.masker(assignment));
        return masking.mask(run(new AttemptContext(assignment, log, cancellation, masking, lake))
                .report());
    }

    /**
     * What a task hands on that returns this value.
     *
     * @throws IllegalArgumentException if it cannot return that
     */
    public JsonNode output(String taskId, Object value) {
        TaskDefinition task = Objects.requireNonNull(tasks.get(taskId));
        TaskValues values = output(task);
        if (values == null) {
            throw new IllegalArgumentException("task '" + taskId + "' returns nothing, so it cannot return " + value);
        }
        try {
            JsonNode json = values.write(value);
            values.read(json);
            return json;
        } catch (JacksonException | BadOutputException e) {
            throw new IllegalArgumentException(
                    "task '" + taskId + "' returns "
                            + Objects.requireNonNull(task.outputType()).getTypeName() + ", which " + value + " is not",
                    e);
        }
    }

    Outcome run(AttemptContext context) {
        Assignment assignment = context.assignment();
        TaskDefinition task = tasks.get(assignment.taskId());
        if (task == null) {
            return Outcome.notStarted(
                    assignment.attemptId(),
                    "DAG '" + dag.id() + "' has no task '" + assignment.taskId()
                            + "' in this build; a DAG must define the same tasks each time it is asked");
        }
        return call(task, context);
    }

    private Outcome call(TaskDefinition task, AttemptContext context) {
        UUID attempt = context.attemptId();
        HookCalls hooks = new HookCalls(task.hooks(), context);
        context.updates().begin(task.outlets());
        try {
            Object value = task.code().call(context, arguments.read(task, context));
            if (task.flow().poking() != null) {
                return looked(task, hooks, context, value);
            }
            return succeeded(task, hooks, context, value);
        } catch (DeferException e) {
            return deferred(task, hooks, context, e);
        } catch (UnreadableInputException e) {
            hooks.failed(e, false);
            return Outcome.notStarted(attempt, String.valueOf(e.getMessage()));
        } catch (SkipException e) {
            return skipped(hooks, context, String.valueOf(e.getMessage()));
        } catch (FailedChecksException e) {
            hooks.failed(e, true);
            return Outcome.sound(new Report.Failed(
                    attempt,
                    new Failure(Kind.EXCEPTION, String.valueOf(e.getMessage()), null),
                    true,
                    null,
                    context.label(),
                    e.quarantined()));
        } catch (BadOutputException e) {
            hooks.failed(e, true);
            return Outcome.sound(new Report.Failed(
                    attempt,
                    new Failure(Kind.BAD_OUTPUT, String.valueOf(e.getMessage()), null),
                    true,
                    null,
                    context.label()));
        } catch (VirtualMachineError | LinkageError e) {
            // Memory may be short for the next attempt too, and a class that failed to start stays broken in this JVM.
            Outcome outcome = thrown(task, hooks, context, e);
            return new Outcome(outcome.report(), e instanceof StackOverflowError);
        } catch (Throwable e) {
            return thrown(task, hooks, context, e);
        } finally {
            context.datasets().end();
        }
    }

    private Outcome succeeded(TaskDefinition task, HookCalls hooks, AttemptContext context, @Nullable Object value)
            throws BadOutputException, FailedChecksException, IOException, InterruptedException {
        JsonNode output = write(task, value);
        DatasetReport datasets = context.datasets().finish();
        hooks.succeeded(value);
        return Outcome.sound(new Report.Succeeded(
                context.attemptId(), output, context.label(), context.updates().all(), datasets));
    }

    /** A look returns what it has found, or only whether it has. */
    private Outcome looked(TaskDefinition task, HookCalls hooks, AttemptContext context, @Nullable Object value)
            throws BadOutputException, FailedChecksException, IOException, InterruptedException {
        return switch (value) {
            case Poke<?> poke when poke.isFound() -> succeeded(task, hooks, context, poke.value());
            case Poke<?> poke -> notYet(context, when(poke.at(), poke.after()));
            case Boolean found when found -> succeeded(task, hooks, context, null);
            case null, default -> notYet(context, null);
        };
    }

    private static Outcome notYet(AttemptContext context, Report.@Nullable When next) {
        return Outcome.sound(new Report.NotYet(context.attemptId(), next, context.label()));
    }

    private static Report.@Nullable When when(@Nullable Instant at, @Nullable Duration after) {
        return at == null && after == null ? null : new Report.When(at, after);
    }

    private static Outcome deferred(
            TaskDefinition task, HookCalls hooks, AttemptContext context, DeferException deferral) {
        try {
            Object resume = deferral.resume();
            JsonNode left =
                    resume == null ? null : TaskValues.of(resume.getClass()).write(resume, Limits.RESUME);
            Report.When until = when(deferral.at(), deferral.after());
            return Outcome.sound(new Report.Deferred(
                    context.attemptId(),
                    until == null ? Report.When.after(Duration.ZERO) : until,
                    left,
                    context.label()));
        } catch (BadOutputException e) {
            return thrown(task, hooks, context, new NoRetryException("It cannot go on later: " + e.getMessage(), e));
        }
    }

    private static Outcome thrown(TaskDefinition task, HookCalls hooks, AttemptContext context, Throwable thrown) {
        ExceptionRule rule = thrown instanceof NoRetryException ? null : ruleFor(task, thrown);
        ExceptionRule.Response response = rule == null ? null : rule.response();
        return switch (response) {
            case null -> failed(hooks, context, thrown, !(thrown instanceof NoRetryException), null);
            case ExceptionRule.Retry retry -> failed(hooks, context, thrown, true, retry.delay());
            case ExceptionRule.Fail fail -> failed(hooks, context, thrown, false, null);
            case ExceptionRule.Skip skip -> skipped(hooks, context, Throwables.sentence(thrown, context::masked));
        };
    }

    private static @Nullable ExceptionRule ruleFor(TaskDefinition task, Throwable thrown) {
        return task.exceptions().stream()
                .filter(rule -> rule.type().isInstance(thrown))
                .findFirst()
                .orElse(null);
    }

    private static Outcome failed(
            HookCalls hooks, AttemptContext context, Throwable thrown, boolean retryable, @Nullable Duration after) {
        hooks.failed(thrown, retryable);
        Failure failure = new Failure(
                Kind.EXCEPTION,
                Throwables.sentence(thrown, context::masked),
                Throwables.trace(thrown, context::masked));
        return Outcome.sound(new Report.Failed(context.attemptId(), failure, retryable, after, context.label()));
    }

    private static Outcome skipped(HookCalls hooks, AttemptContext context, String reason) {
        hooks.skipped(reason);
        return Outcome.sound(new Report.Skipped(context.attemptId(), reason, context.label()));
    }

    private @Nullable JsonNode write(TaskDefinition task, @Nullable Object value) throws BadOutputException {
        TaskValues output = output(task);
        return output == null || value == null ? null : output.write(value);
    }

    private @Nullable TaskValues output(TaskDefinition task) {
        Type type = task.outputType();
        return type == null ? null : outputs.computeIfAbsent(task.id(), id -> TaskValues.of(type));
    }

    /**
     * @param sound whether this JVM may run another attempt
     */
    record Outcome(Report report, boolean sound) {

        static Outcome sound(Report report) {
            return new Outcome(report, true);
        }

        static Outcome notStarted(UUID attempt, String message) {
            return sound(new Report.Failed(attempt, new Failure(Kind.NOT_STARTED, message, null), false));
        }
    }
}
