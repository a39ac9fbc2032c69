package io.orchestrator.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.task.TaskLifecycle.Outcome;
import io.orchestrator.protocol.worker.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Walks every state with every event, and keeps the picture of it in the documentation true. */
class TaskLifecycleTest {

    private static final Path DIAGRAM = Path.of("..", "docs", "task-states.md");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID ID = new UUID(1, 1);

    @Test
    void everyStateMeetsEveryEventWithAMoveOrARefusal() {
        for (TaskState state : TaskState.values()) {
            events().forEach((name, event) -> {
                Outcome outcome = TaskLifecycle.apply(in(state), event, NOW);
                if (outcome instanceof Outcome.Moved moved) {
                    assertConsistent(name, state, moved.next());
                } else if (outcome instanceof Outcome.Refused refused) {
                    assertThat(refused.reason()).contains(state.key());
                }
            });
        }
    }

    @Test
    void aFinalStateIsLeftOnlyWhenAPersonClearsOrMarksOrAListGotShorter() {
        for (TaskState state : TaskState.values()) {
            if (state.isFinal()) {
                events().forEach((name, event) -> {
                    boolean byPerson = isFromAnyState(event);
                    assertThat(TaskLifecycle.apply(in(state), event, NOW) instanceof Outcome.Moved)
                            .as("%s moves %s", name, state)
                            .isEqualTo(byPerson);
                });
            }
        }
    }

    @Test
    void theDiagramInTheDocumentationShowsTheseTransitions() throws IOException {
        String expected = diagram();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DIAGRAM, expected);
        }
        assertThat(Files.readString(DIAGRAM))
                .as("docs/task-states.md; write it anew with -Ddocs.write=true")
                .isEqualTo(expected);
    }

    private static boolean isFromAnyState(TaskEvent event) {
        return event instanceof TaskEvent.Cleared
                || event instanceof TaskEvent.Marked
                || event instanceof TaskEvent.Removed;
    }

    private static void assertConsistent(String event, TaskState before, TaskInstance after) {
        String what = event + " on " + before + " gives " + after;
        assertThat(after.endedAt() != null).as(what).isEqualTo(after.state().isFinal());
        assertThat(after.retryAt() != null).as(what).isEqualTo(after.state() == TaskState.UP_FOR_RETRY);
        if (after.state().isWaiting()) {
            assertThat(after.waiting()).as(what).isNotNull();
        }
        if (after.state().isAtWorker()) {
            assertThat(after.attemptId()).as(what).isNotNull();
            assertThat(after.sessionId()).as(what).isNotNull();
        }
    }

    private static Map<String, TaskEvent> events() {
        Report.Failure boom = new Report.Failure(Report.Failure.Kind.EXCEPTION, "boom", null);
        Map<String, TaskEvent> events = new LinkedHashMap<>();
        events.put("rule met", new TaskEvent.RuleMet());
        events.put("rule skips", new TaskEvent.RuleFailed(TaskEvent.RuleFailed.Ending.SKIPPED, "r"));
        events.put("rule fails", new TaskEvent.RuleFailed(TaskEvent.RuleFailed.Ending.UPSTREAM_FAILED, "r"));
        events.put("rule removes", new TaskEvent.RuleFailed(TaskEvent.RuleFailed.Ending.REMOVED, "r"));
        events.put("handed over", new TaskEvent.HandedOver(ID, ID));
        events.put("started", new TaskEvent.Started());
        events.put("succeeded", new TaskEvent.Succeeded(null));
        events.put("skipped", new TaskEvent.Skipped("nothing to do"));
        events.put("left out", new TaskEvent.LeftOut("a branch"));
        events.put("decided by the engine", new TaskEvent.Decided(TaskResult.ofStop(true)));
        events.put("waits in its place", new TaskEvent.Awaits(NOW.plusSeconds(5), null));
        events.put("nothing found yet", new TaskEvent.Rescheduled(NOW.plusSeconds(5)));
        events.put("goes on later", new TaskEvent.Deferred(NOW.plusSeconds(5), null));
        events.put("wait is over", new TaskEvent.WaitOver());
        events.put("waited in vain", new TaskEvent.GaveUp("r", false));
        events.put("waited in vain, softly", new TaskEvent.GaveUp("r", true));
        events.put("removed", new TaskEvent.Removed("no element"));
        events.put("failed, tries left", new TaskEvent.Failed(boom, NOW.plusSeconds(5)));
        events.put("failed for good", new TaskEvent.Failed(boom, null));
        events.put("stopped", new TaskEvent.Stopped());
        events.put("lost", new TaskEvent.Lost("gone", 5));
        events.put("lost too often", new TaskEvent.Lost("gone", 1));
        events.put("handed back", new TaskEvent.HandedBack());
        events.put("retry due", new TaskEvent.RetryDue());
        events.put("cleared", new TaskEvent.Cleared(1, false));
        events.put("cleared, attempt open", new TaskEvent.Cleared(1, true));
        events.put("marked success", new TaskEvent.Marked(TaskState.SUCCESS, "by anna"));
        events.put("marked failed", new TaskEvent.Marked(TaskState.FAILED, "by anna"));
        events.put("marked skipped", new TaskEvent.Marked(TaskState.SKIPPED, "by anna"));
        return events;
    }

    private static TaskInstance in(TaskState state) {
        TaskInstance instance = new TaskInstance(
                1,
                "t",
                -1,
                state,
                null,
                1,
                3,
                1,
                ID,
                ID,
                NOW,
                NOW,
                NOW,
                state.isFinal() ? NOW : null,
                state == TaskState.UP_FOR_RETRY ? NOW : null,
                null);
        return state.isWaiting()
                ? instance.keeping(new Waiting(NOW, NOW, 1, NOW.plusSeconds(5), null, null))
                : instance;
    }

    private static String diagram() {
        Map<String, TreeSet<String>> arrows = new LinkedHashMap<>();
        for (TaskState state : TaskState.values()) {
            events().forEach((name, event) -> {
                if (!isFromAnyState(event)
                        && TaskLifecycle.apply(in(state), event, NOW) instanceof Outcome.Moved moved) {
                    String arrow = state.key() + " --> " + moved.next().state().key();
                    arrows.computeIfAbsent(arrow, key -> new TreeSet<>()).add(name);
                }
            });
        }
        StringBuilder text = new StringBuilder("""
            # States of a task instance

            Written by a test that walks every state with every event. Besides these arrows a person may at any time *clear*
            (the instance is `none` again, or `restarting` while a worker still has its attempt) or *mark* success, failed or
            skipped; and an instance of a mapped task is `removed` when the list has become too short for it.

            ```mermaid
            stateDiagram-v2
            """);
        arrows.forEach((arrow, names) -> text.append("    ")
                .append(arrow)
                .append(" : ")
                .append(String.join(" / ", names))
                .append('\n'));
        return text.append("```\n").toString();
    }
}
