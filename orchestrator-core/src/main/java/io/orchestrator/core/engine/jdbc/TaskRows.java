package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.output.TaskOutput;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.worker.Report;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Task instances, attempts and outputs, written and read. */
final class TaskRows {

    private TaskRows() {}

    static void addInstances(Pipeline pipeline, List<TaskInstance> instances) {
        if (!instances.isEmpty()) {
            pipeline.update(TaskSql.INSERT_INSTANCES, columns(instances));
        }
    }

    static Expected changeInstances(Pipeline pipeline, List<TaskInstance> instances) {
        return instances.isEmpty()
                ? Expected.NOTHING
                : Expected.rows(pipeline, "task instances", instances, TaskSql.UPDATE_INSTANCES, columns(instances));
    }

    static Expected removeInstances(Pipeline pipeline, List<TaskInstance> instances) {
        if (instances.isEmpty()) {
            return Expected.NOTHING;
        }
        Columns<TaskInstance> keys = Columns.of(instances)
                .bigint(TaskInstance::runKey)
                .text(TaskInstance::taskId)
                .integer(TaskInstance::mapIndex);
        return Expected.rows(pipeline, "task instances", instances, TaskSql.DELETE_INSTANCES, keys);
    }

    private static Columns<TaskInstance> columns(List<TaskInstance> instances) {
        return Columns.of(instances)
                .bigint(TaskInstance::runKey)
                .text(TaskInstance::taskId)
                .integer(TaskInstance::mapIndex)
                .text(instance -> instance.state().key())
                .text(TaskInstance::stateReason)
                .integer(TaskInstance::tryNumber)
                .integer(TaskInstance::maxTries)
                .integer(TaskInstance::lostAttempts)
                .uuid(TaskInstance::attemptId)
                .uuid(TaskInstance::sessionId)
                .micros(TaskInstance::scheduledAt)
                .micros(TaskInstance::queuedAt)
                .micros(TaskInstance::startedAt)
                .micros(TaskInstance::endedAt)
                .micros(TaskInstance::retryAt)
                .json(TaskInstance::result)
                .text(TaskInstance::label)
                .json(TaskInstance::waiting);
    }

    static void addAttempts(Pipeline pipeline, List<TaskAttempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        pipeline.update(
                TaskSql.INSERT_ATTEMPTS,
                Columns.of(attempts)
                        .bigint(TaskAttempt::runKey)
                        .uuid(TaskAttempt::attemptId)
                        .text(TaskAttempt::taskId)
                        .integer(TaskAttempt::mapIndex)
                        .integer(TaskAttempt::tryNumber)
                        .text(attempt -> attempt.state().key())
                        .uuid(TaskAttempt::sessionId)
                        .text(TaskAttempt::build)
                        .micros(TaskAttempt::queuedAt)
                        .micros(TaskAttempt::startedAt)
                        .micros(TaskAttempt::endedAt)
                        .json(TaskAttempt::failure));
    }

    static Expected changeAttempts(Pipeline pipeline, List<TaskAttempt> attempts) {
        if (attempts.isEmpty()) {
            return Expected.NOTHING;
        }
        Columns<TaskAttempt> columns = Columns.of(attempts)
                .bigint(TaskAttempt::runKey)
                .uuid(TaskAttempt::attemptId)
                .text(attempt -> attempt.state().key())
                .micros(TaskAttempt::startedAt)
                .micros(TaskAttempt::endedAt)
                .json(TaskAttempt::failure);
        return Expected.rows(pipeline, "attempts", attempts, TaskSql.UPDATE_ATTEMPTS, columns);
    }

    static void addOutputs(Pipeline pipeline, List<TaskOutput> outputs) {
        if (!outputs.isEmpty()) {
            pipeline.update(
                    TaskSql.INSERT_OUTPUTS,
                    Columns.of(outputs)
                            .bigint(TaskOutput::runKey)
                            .uuid(TaskOutput::attemptId)
                            .text(output -> ExactJson.write(output.value())));
        }
    }

    static Map<UUID, JsonNode> outputs(Connection connection, long runKey, Collection<UUID> attemptIds)
            throws SQLException {
        Map<UUID, JsonNode> outputs = new HashMap<>();
        Database.list(
                connection,
                TaskSql.SELECT_OUTPUTS,
                statement -> {
                    statement.setLong(1, runKey);
                    statement.setArray(2, connection.createArrayOf("uuid", attemptIds.toArray()));
                },
                row -> outputs.put(row.uuid("attempt_id"), row.json("value")));
        return outputs;
    }

    static TaskInstance instance(Row row) throws SQLException {
        return new TaskInstance(
                row.bigint("run_key"),
                row.text("task_id"),
                row.integer("map_index"),
                TaskState.of(row.text("state")),
                row.textOrNull("state_reason"),
                row.integer("try_number"),
                row.integer("max_tries"),
                row.integer("lost_attempts"),
                row.uuidOrNull("attempt_id"),
                row.uuidOrNull("session_id"),
                row.timeOrNull("scheduled_at"),
                row.timeOrNull("queued_at"),
                row.timeOrNull("started_at"),
                row.timeOrNull("ended_at"),
                row.timeOrNull("retry_at"),
                row.jsonOrNull("result", TaskResult.class),
                row.textOrNull("label"),
                row.jsonOrNull("waiting", Waiting.class));
    }

    static TaskAttempt attempt(Row row) throws SQLException {
        return new TaskAttempt(
                row.bigint("run_key"),
                row.uuid("attempt_id"),
                row.text("task_id"),
                row.integer("map_index"),
                row.integer("try_number"),
                AttemptState.of(row.text("state")),
                row.uuid("session_id"),
                row.text("build"),
                row.time("queued_at"),
                row.timeOrNull("started_at"),
                row.timeOrNull("ended_at"),
                row.jsonOrNull("failure", Report.Failure.class));
    }
}
