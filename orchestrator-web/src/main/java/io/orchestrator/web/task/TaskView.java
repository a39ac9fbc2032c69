package io.orchestrator.web.task;

import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.dataset.DatasetsOfTask;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a task instance shows.
 *
 * @param chosen the attempt whose log and failure are shown; null: there is none yet
 * @param pinned somebody chose the attempt; else the page goes on to the next attempt by itself
 * @param deeds what people did to it, the newest first
 * @param output of the newest success, or null
 * @param datasets the versions that it has read and written
 */
record TaskView(
        Head head,
        List<Attempt> attempts,
        @Nullable Attempt chosen,
        boolean pinned,
        List<Input> inputs,
        List<Deed> deeds,
        @Nullable Value output,
        DatasetsOfTask datasets) {

    /**
     * What somebody did to it.
     *
     * @param action a noun and a verb
     */
    record Deed(Instant at, String actor, String action) {}

    /**
     * @param called what this instance of a mapped task is called, or null: it is not mapped
     * @param maxTries how many attempts may fail before the task does
     * @param running a worker has it
     * @param about a sentence of the author, or empty
     */
    record Head(
            String dagId,
            String runId,
            String taskId,
            int mapIndex,
            @Nullable String called,
            String state,
            String reason,
            int tries,
            int maxTries,
            Durations.Span took,
            @Nullable Instant startedAt,
            @Nullable Instant retryAt,
            boolean running,
            String about,
            @Nullable String note,
            List<Facts> facts) {

        public String noteHref() {
            return Links.with(Links.task(dagId, runId, taskId) + "/note", "map", mapIndex);
        }

        public String href() {
            return Links.task(dagId, runId, taskId, mapIndex);
        }

        /** It has not ended. */
        public boolean open() {
            return !TaskState.of(state).isFinal();
        }

        public String whyHref() {
            return Links.why(href());
        }

        public String clearHref() {
            return Links.with(Links.clear(dagId, runId, taskId, mapIndex), "with", "downstream");
        }

        /** All items of a mapped task, of which this is one. */
        public boolean isItem() {
            return mapIndex >= 0;
        }

        public String path() {
            return Links.task(dagId, runId, taskId);
        }

        public String runHref() {
            return Links.run(dagId, runId);
        }

        public String dagHref() {
            return Links.dag(dagId);
        }

        public String name() {
            return mapIndex < 0 ? taskId : "%s [%s]".formatted(taskId, called);
        }
    }

    record Facts(String name, String value) {}

    /**
     * @param number from 1, in the order of hand-over
     * @param href the task's page with this attempt chosen
     * @param path what its log is below
     * @param worker who has it, as far as it is known
     */
    record Attempt(
            UUID attemptId,
            int number,
            int tryNumber,
            String href,
            String path,
            String state,
            String worker,
            Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            Durations.Span took,
            @Nullable Failure failure,
            boolean live) {}

    /** @param kind in words */
    record Failure(String kind, String message, String stackTrace) {}

    /** @param value null: the upstream has no output, or has not succeeded */
    record Input(
            String taskId,
            String href,
            String state,
            @Nullable Value value) {}

    /**
     * A JSON value, laid out for reading.
     *
     * @param text its beginning, if it is long
     * @param rest how many characters are not shown
     * @param href where all of it is
     */
    record Value(String text, int rest, String href) {

        static final int SHOWN = 4_000;

        static Value of(String pretty, String href) {
            return pretty.length() <= SHOWN
                    ? new Value(pretty, 0, href)
                    : new Value(pretty.substring(0, SHOWN), pretty.length() - SHOWN, href);
        }
    }
}
