package io.orchestrator.web.backfill;

import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.engine.Command;
import io.orchestrator.web.dag.Typed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The form that begins a backfill, as it was filled in: whatever a browser left out is empty.
 *
 * @param reprocess the key of a {@link Reprocess}
 * @param runs how many at once
 * @param with the boxes that are ticked: backwards, recorded
 */
record BackfillForm(String from, String to, String reprocess, String runs, Set<String> with, String params) {

    private static final String USUAL_RUNS = "10";
    private static final int MOST_RUNS = 10_000;

    BackfillForm {
        from = Objects.requireNonNullElse(from, "").strip();
        to = Objects.requireNonNullElse(to, "").strip();
        reprocess = Objects.requireNonNullElse(reprocess, Reprocess.NONE.key());
        runs = Objects.requireNonNullElse(runs, USUAL_RUNS).strip();
        with = with == null ? Set.of() : Set.copyOf(with);
        params = Objects.requireNonNullElse(params, "").strip();
    }

    public boolean has(String box) {
        return with.contains(box);
    }

    /** Nothing was typed yet. */
    boolean isEmpty() {
        return from.isEmpty() && to.isEmpty();
    }

    /** A sentence for each field that is wrong, by the field's name. */
    Map<String, String> errors() {
        Map<String, String> errors = new LinkedHashMap<>();
        date("from", from, errors);
        date("to", to, errors);
        if (!runs.matches("[1-9][0-9]{0,4}") || Integer.parseInt(runs) > MOST_RUNS) {
            errors.put("runs", "“%s” is no number of runs: write one from 1 to %d.".formatted(runs, MOST_RUNS));
        }
        if (Arrays.stream(Reprocess.values()).noneMatch(one -> one.key().equals(reprocess))) {
            errors.put("reprocess", "Choose none, failed or completed.");
        }
        if (Typed.object(params) instanceof Typed.Wrong<?> wrong) {
            errors.put("params", wrong.sentence());
        }
        return errors;
    }

    private static void date(String field, String text, Map<String, String> errors) {
        if (text.isEmpty()) {
            errors.put(field, "Write a date such as 2026-01-31.");
        } else if (Typed.date(text) instanceof Typed.Wrong<?> wrong) {
            errors.put(field, wrong.sentence());
        }
    }

    /** @throws IllegalStateException if there are {@link #errors} */
    Command.StartBackfill command(String dagId, boolean dryRun, String actor) {
        return new Command.StartBackfill(
                dagId,
                Typed.date(from).right(),
                Typed.date(to).right(),
                Reprocess.of(reprocess),
                has("backwards"),
                !has("recorded"),
                Integer.parseInt(runs),
                Typed.object(params).right(),
                dryRun,
                actor);
    }
}
