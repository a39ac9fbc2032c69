package io.orchestrator.bench.chaos;

import io.orchestrator.bench.check.History;
import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.JournalLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How long work stood still after a kill. A worker's: until an attempt that it held runs again elsewhere. A server's or the
 * database's: until an attempt of a run was handed over that it decided on and that was under way.
 *
 * @param times ascending
 */
record Recovery(List<Duration> times) {

    static Recovery of(History history, List<Kill> kills) {
        Measure measure = new Measure(history);
        return new Recovery(kills.stream()
                .flatMap(kill -> measure.after(kill).stream())
                .sorted()
                .toList());
    }

    /** @return for people: {@code p50 0.8 s, max 7.9 s} */
    String words() {
        return times.isEmpty()
                ? "not measured"
                : String.format(
                        Locale.ROOT,
                        "p50 %.1f s, max %.1f s (%d times)",
                        seconds(times.get(times.size() / 2)),
                        seconds(times.getLast()),
                        times.size());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static final class Measure {

        private final History history;
        private final Map<UUID, Long> pids;
        private final Map<History.TaskKey, List<Attempt>> tasks;
        private final Map<UUID, List<JournalLine>> journal;

        Measure(History history) {
            this.history = history;
            this.pids =
                    history.sessions().stream().collect(Collectors.toMap(History.Session::id, History.Session::pid));
            this.tasks = history.attemptsByTask();
            this.journal = history.journalByAttempt();
        }

        Collection<Duration> after(Kill kill) {
            return switch (kill.kind()) {
                case KILL_WORKER -> afterWorker(kill);
                case KILL_SERVER, CRASH_DATABASE -> afterDecider(kill).stream().toList();
                default -> List.of();
            };
        }

        private List<Duration> afterWorker(Kill kill) {
            List<Duration> times = new ArrayList<>();
            for (List<Attempt> ofTask : tasks.values()) {
                for (int i = 0; i + 1 < ofTask.size(); i++) {
                    Attempt attempt = ofTask.get(i);
                    boolean held = attempt.state().equals("lost")
                            && pids.getOrDefault(attempt.sessionId(), 0L) == kill.pid()
                            && isOpenAt(attempt, kill.at());
                    if (held) {
                        times.add(Duration.between(kill.at(), begin(ofTask.get(i + 1))));
                    }
                }
            }
            return times;
        }

        private static boolean isOpenAt(Attempt attempt, Instant at) {
            Instant ended = attempt.endedAt();
            return !attempt.queuedAt().isAfter(at) && (ended == null || ended.isAfter(at));
        }

        private Instant begin(Attempt attempt) {
            return journal.getOrDefault(attempt.id(), List.of()).stream()
                    .map(JournalLine::at)
                    .findFirst()
                    .orElse(attempt.queuedAt());
        }

        private Optional<Duration> afterDecider(Kill kill) {
            Set<Long> underWay = history.runs().stream()
                    .filter(run -> kill.dags().isEmpty() || kill.dags().contains(run.dagId()))
                    .filter(run -> isUnderWay(run, kill.at()))
                    .map(History.Run::key)
                    .collect(Collectors.toSet());
            return history.attempts().stream()
                    .filter(attempt -> underWay.contains(attempt.runKey()))
                    .map(Attempt::queuedAt)
                    .filter(at -> at.isAfter(kill.at()))
                    .min(Instant::compareTo)
                    .map(next -> Duration.between(kill.at(), next));
        }

        private static boolean isUnderWay(History.Run run, Instant at) {
            Instant started = run.startedAt();
            Instant ended = run.endedAt();
            return started != null && started.isBefore(at) && (ended == null || ended.isAfter(at));
        }
    }
}
