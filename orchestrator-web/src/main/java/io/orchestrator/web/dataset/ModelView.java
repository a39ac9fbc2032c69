package io.orchestrator.web.dataset;

import io.orchestrator.web.dataset.DatasetAnswer.Tag;
import io.orchestrator.web.plot.Plot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model on its page.
 *
 * @param lines its versions, the newest first
 * @param plots its metrics over versions
 * @param shown whose signature and params they are: the champion's, else the newest version's; 0: there is none
 * @param inputs what it needs
 * @param output what it says something about; empty: it does not say
 * @param params what it was trained with
 * @param guesses what was made with it
 */
record ModelView(
        DatasetAnswer model,
        String href,
        List<Line> lines,
        List<Plot> plots,
        long shown,
        List<Input> inputs,
        String output,
        List<Fact> params,
        List<Guesses> guesses) {

    record Fact(String name, String value) {}

    /** An input of a model. */
    record Input(String name, String type, boolean optional) {}

    /** Whether the version became the champion, and why. */
    record Decision(boolean promote, String reason) {}

    /** What was made with a model, and how good it was. */
    record Guesses(String dataset, String href, List<Plot> plots) {}

    /** A model in the list. */
    record Entry(
            DatasetAnswer model,
            String href,
            @Nullable Tag champion,
            @Nullable Tag challenger,
            DatasetView.@Nullable Line newest,
            List<Fact> metrics,
            @Nullable Decision decision) {}

    /**
     * A version.
     *
     * @param trained the version of a dataset that it was trained on, or null: it does not say
     * @param until the end of what it has learned from; empty: it does not say
     */
    record Line(
            DatasetView.Line line,
            List<Fact> metrics,
            @Nullable Decision decision,
            DatasetView.@Nullable Place trained,
            String until) {

        public long number() {
            return Objects.requireNonNullElse(line.version().number(), 0L);
        }
    }

    /** The numbers to which an alias can be moved, the newest first. */
    public List<Long> numbers() {
        return lines.stream().map(Line::number).toList();
    }
}
