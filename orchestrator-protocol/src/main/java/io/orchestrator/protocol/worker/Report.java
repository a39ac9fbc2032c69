package io.orchestrator.protocol.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a worker says of an attempt. Kept until acknowledged; saying it twice changes nothing. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Report.Started.class, name = "started"),
    @JsonSubTypes.Type(value = Report.Succeeded.class, name = "succeeded"),
    @JsonSubTypes.Type(value = Report.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Report.Skipped.class, name = "skipped"),
    @JsonSubTypes.Type(value = Report.NotYet.class, name = "not_yet"),
    @JsonSubTypes.Type(value = Report.Deferred.class, name = "deferred"),
    @JsonSubTypes.Type(value = Report.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = Report.HandedBack.class, name = "handed_back")
})
public sealed interface Report {

    UUID attemptId();

    /** User code is about to be called. */
    record Started(UUID attemptId) implements Report {}

    /**
     * User code returned.
     *
     * @param output null if the task returned null or has no output
     * @param label what user code called this instance of a mapped task, or null
     * @param updates what user code says of the assets that it has updated; an outlet that it says nothing of is updated too
     * @param datasets what is published with it
     */
    record Succeeded(
            UUID attemptId,
            @Nullable JsonNode output,
            @Nullable String label,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AssetUpdate> updates,

            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NoDatasets.class)
            DatasetReport datasets)
            implements Report {

        public Succeeded {
            updates = updates == null ? List.of() : List.copyOf(updates);
            datasets = datasets == null ? DatasetReport.NONE : datasets;
        }

        /** One that publishes nothing. */
        public Succeeded(UUID attemptId, @Nullable JsonNode output, @Nullable String label, List<AssetUpdate> updates) {
            this(attemptId, output, label, updates, DatasetReport.NONE);
        }

        public Succeeded(UUID attemptId, @Nullable JsonNode output, @Nullable String label) {
            this(attemptId, output, label, List.of());
        }

        public Succeeded(UUID attemptId, @Nullable JsonNode output) {
            this(attemptId, output, null);
        }
    }

    /**
     * The attempt ended without a result.
     *
     * @param retryable false: the author's code or the engine said that another try is useless
     * @param retryAfter how long to wait before the next try, or null: as the task says
     * @param label what user code called this instance of a mapped task, or null
     * @param datasets what it has staged that checks did not let pass
     */
    record Failed(
            UUID attemptId,
            Failure failure,
            boolean retryable,
            @Nullable Duration retryAfter,
            @Nullable String label,

            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NoDatasets.class)
            DatasetReport datasets)
            implements Report {

        public Failed {
            datasets = datasets == null ? DatasetReport.NONE : datasets;
        }

        /** One that puts nothing into quarantine. */
        public Failed(
                UUID attemptId,
                Failure failure,
                boolean retryable,
                @Nullable Duration retryAfter,
                @Nullable String label) {
            this(attemptId, failure, retryable, retryAfter, label, DatasetReport.NONE);
        }

        public Failed(UUID attemptId, Failure failure, boolean retryable) {
            this(attemptId, failure, retryable, null, null);
        }
    }

    /**
     * The author's code said that there is nothing to do.
     *
     * @param label what user code called this instance of a mapped task, or null
     */
    record Skipped(UUID attemptId, String reason, @Nullable String label) implements Report {

        public Skipped(UUID attemptId, String reason) {
            this(attemptId, reason, null);
        }
    }

    /**
     * The check of a sensor has not found what it looks for.
     *
     * @param next when it wants to look again, or null: as the task says
     * @param label what user code called this instance of a mapped task, or null
     */
    record NotYet(
            UUID attemptId, @Nullable When next, @Nullable String label) implements Report {}

    /**
     * The author's code ended the attempt, to go on later in another one.
     *
     * @param resume what that one gets back, at most {@link io.orchestrator.protocol.Limits#RESUME} as JSON, or null
     * @param label what user code called this instance of a mapped task, or null
     */
    record Deferred(
            UUID attemptId,
            When until,
            @Nullable JsonNode resume,
            @Nullable String label) implements Report {}

    /**
     * When something goes on: one of the two is null.
     *
     * @param at an instant
     * @param after so long after the report is taken
     */
    record When(@Nullable Instant at, @Nullable Duration after) {

        public static When at(Instant at) {
            return new When(at, null);
        }

        public static When after(Duration after) {
            return new When(null, after);
        }

        /** @param now when the report is taken */
        public Instant from(Instant now) {
            return at != null ? at : after == null ? now : now.plus(after);
        }
    }

    /** The attempt was stopped because the server asked for it; nothing of it runs any more. */
    record Stopped(UUID attemptId) implements Report {}

    /** User code was never called; the worker gives the attempt back and it costs no try. */
    record HandedBack(UUID attemptId, String reason) implements Report {}

    /**
     * @param kind what ended it
     * @param message one sentence
     * @param stackTrace for the author, or null
     */
    record Failure(Kind kind, String message, @Nullable String stackTrace) {

        /** What ended an attempt. */
        public enum Kind {
            /** User code threw. */
            EXCEPTION,
            /** It ran longer than its timeout. */
            TIMEOUT,
            /** The runner's process ended: exit code or signal are in the message. */
            RUNNER_DIED,
            /** The output could not be written as JSON, or is too large. */
            BAD_OUTPUT,
            /** The runner could not be started, or the task or its inputs could not be read. */
            NOT_STARTED
        }
    }
}
