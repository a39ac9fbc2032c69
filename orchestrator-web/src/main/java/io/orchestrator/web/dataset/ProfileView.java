package io.orchestrator.web.dataset;

import io.orchestrator.web.plot.Figures;
import io.orchestrator.web.plot.Histogram;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What columns hold, as a profile in the meta of a version says: figures, and a histogram or the most frequent values. */
final class ProfileView {

    private static final int MOST_COLUMNS = 200;
    private static final int MOST_VALUES = 5;
    private static final int PER_CENT = 100;
    private static final int SECONDS_OF_DAY = 86_400;
    /** Some thousand years: what is further away was no time. */
    private static final double LATEST = 1e12;

    private ProfileView() {}

    /**
     * A column.
     *
     * @param nulls how many, and their share; empty: it does not say
     * @param range from the smallest to the largest value
     * @param middle mean and standard deviation of numbers
     * @param histogram null: there is none
     * @param top the most frequent values, with their counts
     */
    record Column(
            String name,
            String type,
            String nulls,
            String distinct,
            String range,
            String middle,
            @Nullable Histogram histogram,
            List<String> top) {}

    /** Empty: there is no profile. */
    static List<Column> of(JsonNode meta) {
        var profile = meta.path("profile");
        double rows = profile.path("rows").asDouble(0);
        return profile.path("columns")
                .propertyStream()
                .limit(MOST_COLUMNS)
                .map(one -> column(one.getKey(), one.getValue(), rows))
                .toList();
    }

    private static Column column(String name, JsonNode profile, double rows) {
        var nulls = Metas.number(profile.path("nulls"));
        var low = Metas.text(profile.path("min"));
        var mean = Metas.text(profile.path("mean"));
        return new Column(
                name,
                Metas.text(profile.path("type")),
                nulls == null
                        ? ""
                        : nulls == 0 || rows == 0
                                ? Figures.of(nulls)
                                : "%s (%s %%)".formatted(Figures.of(nulls), Figures.of(PER_CENT * nulls / rows)),
                Metas.text(profile.path("distinct")),
                low.isEmpty() ? "" : "%s to %s".formatted(low, Metas.text(profile.path("max"))),
                mean.isEmpty() ? "" : "%s ± %s".formatted(mean, Metas.text(profile.path("stddev"))),
                histogram(name, isTime(profile), profile.path("histogram")),
                profile.path("top")
                        .valueStream()
                        .limit(MOST_VALUES)
                        .map(one -> Metas.text(one.path("value"))
                                + (one.path("count").isNumber() ? " × " + Metas.text(one.path("count")) : ""))
                        .toList());
    }

    private static boolean isTime(JsonNode profile) {
        var type = Metas.text(profile.path("type"));
        return type.equals("DATE") || type.startsWith("TIMESTAMP");
    }

    private static @Nullable Histogram histogram(String name, boolean times, JsonNode said) {
        var histogram = new Histogram(
                name,
                said.path("edges")
                        .valueStream()
                        .map(edge -> times ? day(edge.asDouble(0)) : Figures.of(edge.asDouble(0)))
                        .toList(),
                said.path("counts").valueStream().map(count -> count.asLong(0)).toList());
        return histogram.isEmpty() ? null : histogram;
    }

    /** @param seconds since 1970 */
    private static String day(double seconds) {
        return Math.abs(seconds) > LATEST
                ? Figures.of(seconds)
                : LocalDate.ofEpochDay((long) Math.floor(seconds / SECONDS_OF_DAY))
                        .toString();
    }
}
