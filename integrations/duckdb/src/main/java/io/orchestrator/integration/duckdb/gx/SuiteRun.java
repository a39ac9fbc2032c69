package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.gx.Check.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts all expectations of a suite to a batch: one SELECT for what can be asked together, then what is left. */
final class SuiteRun {

    private final Batch batch;
    private final List<Expectation> expectations;
    /** What the one SELECT asks, each thing once. */
    private final Map<String, Integer> asked = new LinkedHashMap<>();

    private List<@Nullable Object> answers = List.of();

    /** One expectation with what was found, or what went wrong. */
    record Outcome(
            Expectation expectation,
            @Nullable Finding finding,
            @Nullable Exception failure) {

        boolean success() {
            return finding != null && finding.success();
        }
    }

    SuiteRun(Batch batch, List<Expectation> expectations) {
        this.batch = batch;
        this.expectations = expectations;
    }

    List<Outcome> run() throws SQLException {
        Map<Expectation, List<String>> aggregates = new LinkedHashMap<>();
        Map<Expectation, Exception> failures = new LinkedHashMap<>();
        for (Expectation expectation : expectations) {
            SQLException missing = missingColumn(expectation);
            if (missing != null) {
                failures.put(expectation, missing);
            } else {
                List<String> own = expectation.check().aggregates(of(expectation));
                aggregates.put(expectation, own);
                own.forEach(aggregate -> asked.putIfAbsent(aggregate, asked.size()));
            }
        }
        boolean together = askTogether();
        List<Outcome> outcomes = new ArrayList<>();
        for (Expectation expectation : expectations) {
            List<String> own = aggregates.get(expectation);
            outcomes.add(
                    own == null
                            ? new Outcome(expectation, null, failures.get(expectation))
                            : judge(expectation, own, together));
        }
        return outcomes;
    }

    private Batch of(Expectation expectation) {
        return batch.where(expectation.condition());
    }

    private @Nullable SQLException missingColumn(Expectation expectation) {
        for (String column : expectation.check().columns()) {
            if (!batch.types().containsKey(column)) {
                return new SQLException("there is no column '" + column + "'; there are "
                        + batch.types().keySet());
            }
        }
        return null;
    }

    /** One expectation that cannot be computed, such as a sum of texts, makes the whole SELECT fail: then each is asked alone. */
    private boolean askTogether() throws SQLException {
        if (asked.isEmpty()) {
            return true;
        }
        try {
            answers = batch.duckDb().row(select(asked.keySet()));
            return true;
        } catch (SQLException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return false;
        }
    }

    private String select(Iterable<String> aggregates) {
        return "SELECT " + String.join(",\n       ", aggregates) + "\n  FROM " + batch.relation();
    }

    private Outcome judge(Expectation expectation, List<String> own, boolean together) throws SQLException {
        try {
            List<@Nullable Object> values = new ArrayList<>();
            if (together) {
                own.forEach(aggregate -> values.add(answers.get(asked.getOrDefault(aggregate, 0))));
            } else if (!own.isEmpty()) {
                values.addAll(batch.duckDb().row(select(own)));
            }
            return new Outcome(expectation, expectation.check().find(of(expectation), values), null);
        } catch (SQLException | RuntimeException e) {
            if (!expectation.catching() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return new Outcome(expectation, null, e);
        }
    }
}
