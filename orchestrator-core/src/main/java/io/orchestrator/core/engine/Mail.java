package io.orchestrator.core.engine;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.engine.Command.OnRun;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.Json;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands for a DAG that another server owns, and their answers, as JSON on their way through the database. */
public final class Mail {

    private Mail() {}

    /**
     * A command on its way to the owner of its DAG.
     *
     * @param asker the server that was asked, and gets the answer
     */
    public record Letter(UUID id, String dagId, UUID asker, String command) {}

    /** An answer on its way back. */
    public record Answer(UUID id, String answer) {}

    /** What the commands are called on their way. */
    private enum Kind {
        TRIGGER(Command.Trigger.class, new TypeReference<Command.Triggered>() {}),
        REPEAT(Command.Repeat.class, new TypeReference<Command.Triggered>() {}),
        CLEAR(Command.Clear.class, new TypeReference<List<TaskInstance>>() {}),
        MARK_TASK(Command.MarkTask.class, new TypeReference<TaskInstance>() {}),
        MARK_RUN(Command.MarkRun.class, new TypeReference<DagRun>() {}),
        EXPLAIN(Command.Explain.class, new TypeReference<Explanation>() {}),
        START_BACKFILL(Command.StartBackfill.class, new TypeReference<Command.Backfilled>() {}),
        MOVE_BACKFILL(Command.MoveBackfill.class, new TypeReference<Backfill>() {}),
        DROP_ASSET_EVENTS(Command.DropAssetEvents.class, new TypeReference<Boolean>() {});

        private final Class<? extends OnRun<?>> command;
        private final TypeReference<?> answer;

        Kind(Class<? extends OnRun<?>> command, TypeReference<?> answer) {
            this.command = command;
            this.answer = answer;
        }

        static Kind of(OnRun<?> command) {
            return switch (command) {
                case Command.Trigger ask -> TRIGGER;
                case Command.Repeat ask -> REPEAT;
                case Command.Clear ask -> CLEAR;
                case Command.MarkTask ask -> MARK_TASK;
                case Command.MarkRun ask -> MARK_RUN;
                case Command.Explain ask -> EXPLAIN;
                case Command.StartBackfill ask -> START_BACKFILL;
                case Command.MoveBackfill ask -> MOVE_BACKFILL;
                case Command.DropAssetEvents ask -> DROP_ASSET_EVENTS;
            };
        }
    }

    static Letter letter(UUID id, UUID asker, OnRun<?> command) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("kind", Kind.of(command).name());
        body.set("command", Json.MAPPER.valueToTree(command));
        return new Letter(id, command.dagId(), asker, Json.MAPPER.writeValueAsString(body));
    }

    static OnRun<?> command(Letter letter) {
        JsonNode body = Json.MAPPER.readTree(letter.command());
        Kind kind = Kind.valueOf(body.get("kind").stringValue());
        return Json.MAPPER.treeToValue(body.get("command"), kind.command);
    }

    static Answer granted(UUID id, Object value) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("granted", Json.MAPPER.valueToTree(value));
        return new Answer(id, Json.MAPPER.writeValueAsString(body));
    }

    static Answer refused(UUID id, CommandRefused refused) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("refused", refused.kind().name());
        body.put("message", refused.getMessage());
        return new Answer(id, Json.MAPPER.writeValueAsString(body));
    }

    /** Gives a request the answer that came for it. */
    @SuppressWarnings("unchecked")
    static void deliver(Answer answer, Request<?> request) {
        JsonNode body = Json.MAPPER.readTree(answer.answer());
        if (body.has("refused")) {
            request.refuse(
                    CommandRefused.Kind.valueOf(body.get("refused").stringValue()),
                    body.get("message").stringValue());
        } else {
            Kind kind = Kind.of((OnRun<?>) request.command());
            Object value = Json.MAPPER.treeToValue(
                    body.get("granted"), Json.MAPPER.getTypeFactory().constructType(kind.answer));
            ((Request<Object>) request).answer().complete(value);
        }
    }
}
