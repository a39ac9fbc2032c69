package io.orchestrator.runner;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure;
import io.orchestrator.protocol.worker.Report.Failure.Kind;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TaskDefinition;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Runs attempts of one DAG's tasks in the calling thread: reads the inputs, calls the author's code, writes the output. */
public final class TaskInvoker {

    private final Dag dag;
    private final Map<String, TaskDefinition> tasks = new HashMap<>();
    private final Map<String, TaskValues> outputs = new ConcurrentHashMap<>();

    public TaskInvoker(Dag dag) {
        this.dag = dag;
        dag.tasks().forEach(task -> tasks.put(task.id(), task));
    }

    /**
     * Runs one attempt.
     *
     * @param assignment with its inputs
     * @param log what {@link TaskContext#log} gives
     * @param cancellation of this attempt
     * @return {@link Report.Succeeded} or {@link Report.Failed}
     */
    public Report invoke(Assignment assignment, System.Logger log, Cancellation cancellation) {
        return run(assignment, new AttemptContext(assignment, log, cancellation))
                .report();
    }

    Outcome run(Assignment assignment, TaskContext context) {
        UUID attempt = assignment.attemptId();
        TaskDefinition task = tasks.get(assignment.taskId());
        if (task == null) {
            return Outcome.notStarted(
                    attempt,
                    "DAG '" + dag.id() + "' has no task '" + assignment.taskId()
                            + "' in this build; a DAG must define the same tasks each time it is asked");
        }
        List<@Nullable Object> inputs;
        try {
            inputs = inputs(task, assignment);
        } catch (RuntimeException e) {
            return Outcome.notStarted(attempt, Throwables.sentence(e));
        }
        return call(task, attempt, context, inputs);
    }

    private Outcome call(TaskDefinition task, UUID attempt, TaskContext context, List<@Nullable Object> inputs) {
        try {
            Object value = task.code().call(context, inputs);
            return Outcome.sound(new Report.Succeeded(attempt, write(task, value)));
        } catch (BadOutputException e) {
            return Outcome.sound(failed(attempt, Kind.BAD_OUTPUT, String.valueOf(e.getMessage()), null, true));
        } catch (NoRetryException e) {
            return Outcome.sound(thrown(attempt, e, false));
        } catch (VirtualMachineError | LinkageError e) {
            // Memory may be short for the next attempt too, and a class that failed to start stays broken in this JVM.
            return new Outcome(thrown(attempt, e, true), e instanceof StackOverflowError);
        } catch (Throwable e) {
            return Outcome.sound(thrown(attempt, e, true));
        }
    }

    private List<@Nullable Object> inputs(TaskDefinition task, Assignment assignment) {
        List<Assignment.Input> given = assignment.inputs() == null ? List.of() : assignment.inputs();
        if (given.size() != task.inputs().size()) {
            throw new IllegalArgumentException(
                    "the task takes " + task.inputs().size() + " inputs, but " + given.size() + " were sent");
        }
        List<@Nullable Object> values = new ArrayList<>(given.size());
        for (Assignment.Input input : given) {
            values.add(input(input));
        }
        return values;
    }

    /** Read by the type that the upstream task declares, since it is what was written. */
    private @Nullable Object input(Assignment.Input input) {
        TaskDefinition producer = tasks.get(input.taskId());
        TaskValues values = producer == null ? null : output(producer);
        if (values == null || input.value() == null) {
            return null;
        }
        try {
            return values.read(input.value());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the output of '" + input.taskId() + "' cannot be read: " + Throwables.sentence(e)
                            + "; if its type has changed, clear that task",
                    e);
        }
    }

    private @Nullable JsonNode write(TaskDefinition task, @Nullable Object value) throws BadOutputException {
        TaskValues output = output(task);
        return output == null || value == null ? null : output.write(value);
    }

    private @Nullable TaskValues output(TaskDefinition task) {
        Type type = task.outputType();
        return type == null ? null : outputs.computeIfAbsent(task.id(), id -> TaskValues.of(type));
    }

    private static Report thrown(UUID attempt, Throwable thrown, boolean retryable) {
        return failed(attempt, Kind.EXCEPTION, Throwables.sentence(thrown), Throwables.trace(thrown), retryable);
    }

    private static Report failed(UUID attempt, Kind kind, String message, @Nullable String trace, boolean retryable) {
        return new Report.Failed(attempt, new Failure(kind, message, trace), retryable);
    }

    /**
     * @param sound whether this JVM may run another attempt
     */
    record Outcome(Report report, boolean sound) {

        static Outcome sound(Report report) {
            return new Outcome(report, true);
        }

        static Outcome notStarted(UUID attempt, String message) {
            return sound(failed(attempt, Kind.NOT_STARTED, message, null, false));
        }
    }
}
