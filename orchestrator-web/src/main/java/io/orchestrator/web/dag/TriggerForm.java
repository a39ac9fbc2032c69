package io.orchestrator.web.dag;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.run.RunType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The form that starts a run, as it was typed: every field may be empty, and whatever a browser left out is. */
record TriggerForm(String runId, String logicalDate, String params, String note) {

    static final TriggerForm EMPTY = new TriggerForm("", "", "", "");

    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9_.~:+-]{1,250}");

    TriggerForm {
        runId = Objects.requireNonNullElse(runId, "").strip();
        logicalDate = Objects.requireNonNullElse(logicalDate, "").strip();
        params = Objects.requireNonNullElse(params, "").strip();
        note = Objects.requireNonNullElse(note, "").strip();
    }

    /** A sentence for each field that is wrong, by the field's name. */
    Map<String, String> errors() {
        Map<String, String> errors = new LinkedHashMap<>();
        if (!runId.isEmpty() && !RUN_ID.matcher(runId).matches()) {
            errors.put(
                    "runId",
                    "A run id has only letters, digits and _ . ~ : + - and at most 250 of them. Leave it empty to get one.");
        }
        if (Typed.date(logicalDate) instanceof Typed.Wrong<?> wrong) {
            errors.put("logicalDate", wrong.sentence());
        }
        if (Typed.object(params) instanceof Typed.Wrong<?> wrong) {
            errors.put("params", wrong.sentence());
        }
        return errors;
    }

    /** @throws IllegalStateException if there are {@link #errors} */
    Command.Trigger command(String dagId, String actor) {
        return command(dagId, actor, Typed.object(params).right());
    }

    /** The same with params from fields of their own. */
    Command.Trigger command(String dagId, String actor, JsonNode values) {
        return new Command.Trigger(
                dagId,
                runId.isEmpty() ? null : runId,
                RunType.MANUAL,
                logicalDate.isEmpty() ? null : Typed.date(logicalDate).right(),
                null,
                null,
                values,
                note.isEmpty() ? null : note,
                actor);
    }
}
