package io.orchestrator.web.run;

import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the task instances of a run by state. */
@Component
public class RunCounts {

    /** How many task instances of a run are in each state. */
    private static final String COUNTS = """
            SELECT state, count(*) AS number FROM task_instance WHERE run_key = :run GROUP BY state
            """;

    private final JdbcClient database;

    RunCounts(JdbcClient database) {
        this.database = database;
    }

    /**
     * States that occur, in the order of {@link TaskState}, as shares of one bar.
     *
     * @param href the run's page, which can be narrowed to one state
     */
    public View of(long runKey, String href) {
        Map<String, Long> counted = new HashMap<>();
        database.sql(COUNTS)
                .param("run", runKey)
                .query((row, number) -> counted.put(row.getString("state"), row.getLong("number")))
                .list();
        return View.of(counted, href);
    }

    /** @param total of all states */
    public record View(long total, List<Share> shares) {

        private static final int WHOLE = 1000;

        /** For whoever does not see the bar. */
        public String sentence() {
            return shares.stream()
                    .map(share -> share.number() + " " + States.words(share.state()))
                    .collect(Collectors.joining(", "));
        }

        /** @param counted by the keys of task states */
        public static View of(Map<String, Long> counted, String href) {
            long total = counted.values().stream().mapToLong(Long::longValue).sum();
            List<Share> shares = new ArrayList<>();
            long before = 0;
            for (String state :
                    Arrays.stream(TaskState.values()).map(TaskState::key).toList()) {
                long number = counted.getOrDefault(state, 0L);
                if (number > 0) {
                    shares.add(new Share(
                            state,
                            Links.with(href, "state", state),
                            number,
                            before * WHOLE / total,
                            number * WHOLE / total + 1));
                    before += number;
                }
            }
            return new View(total, shares);
        }
    }

    /**
     * @param from where it begins in the bar, in thousandths
     * @param width in thousandths
     */
    public record Share(String state, String href, long number, long from, long width) {}
}
