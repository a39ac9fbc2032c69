package io.orchestrator.web.dataset;

import io.orchestrator.web.plot.Plot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the windows of data have drifted, and what was decided on that.
 *
 * @param rule of the newest decision; empty: there is none
 * @param plots a line for each feature, one plot for each measure
 * @param decisions the newest first
 * @param rows the figures, the newest window first
 * @param windows how many windows are there
 */
record DriftView(
        DatasetAnswer dataset, String rule, List<Plot> plots, List<Decision> decisions, List<Row> rows, int windows) {

    /** A dataset in the list of boards. */
    record Board(
            String dataset,
            String href,
            int features,
            String window,
            @Nullable Decision decision) {}

    /**
     * What was decided when a version was made.
     *
     * @param retrain whether a training follows
     * @param started the run that followed
     */
    record Decision(
            String window, String version, String href, boolean retrain, List<String> sentences, List<Run> started) {}

    record Run(String name, String href, String state) {}

    /** One feature in one window. */
    record Row(String window, String feature, String reference, String count, List<Cell> cells) {}

    /** @param over whether it is above a threshold of the rule */
    record Cell(String text, boolean over) {}

    /** What is measured: how it is called in the meta, and on pages. */
    enum Measure {
        KS("ks", "KS"),
        KS_P("ks_p", "p of KS"),
        PSI("psi", "PSI"),
        CHI_SQUARE("chi_square", "chi-square"),
        CHI_SQUARE_P("chi_square_p", "p of chi-square"),
        CRAMERS_V("cramers_v", "Cramér’s V"),
        MISSING("missing", "missing");

        private final String key;
        private final String label;

        Measure(String key, String label) {
            this.key = key;
            this.label = label;
        }

        String key() {
            return key;
        }

        public String label() {
            return label;
        }

        /** As a rule names it. */
        String words() {
            return key.replace('_', ' ');
        }

        /** p-values and chi-squares of windows of different sizes tell nothing side by side. */
        boolean isDrawn() {
            return this == KS || this == PSI || this == CRAMERS_V || this == MISSING;
        }
    }

    /** The measures in the order of a row's cells. */
    public static List<Measure> measures() {
        return List.of(Measure.values());
    }
}
