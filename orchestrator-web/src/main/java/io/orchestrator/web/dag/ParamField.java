package io.orchestrator.web.dag;

import java.util.List;

/**
 * A field of the form that starts a run, for one of the DAG's params.
 *
 * @param name of the param
 * @param title what the form calls it
 * @param kind how it is shown
 * @param value as it was typed, or the default as one would type it
 * @param options what a choice offers
 * @param hint what it may be
 * @param error a sentence if the value is wrong, else empty
 */
record ParamField(String name, String title, Kind kind, String value, List<String> options, String hint, String error) {

    /** How a param is typed. */
    enum Kind {
        LINE,
        CHOICE,
        /** A list or an object, as JSON. */
        JSON
    }

    /** The name of the form's input, which no other field has. */
    public String input() {
        return ParamForm.PREFIX + name;
    }

    public boolean isWrong() {
        return !error.isEmpty();
    }
}
