package io.orchestrator.integration.duckdb.drift;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far one feature of one window is from the reference; all that a decision needs, so that it can be made again from what was
 * stored.
 *
 * @param window what it is called: {@code 2001-05}
 * @param until when it ends
 * @param reference what it was compared with: {@code flights 1}
 * @param referenceCount values there, without missing ones
 * @param count values in the window, without missing ones; NaN and infinite numbers are missing
 * @param referenceRows all there
 * @param rows all in the window
 * @param ks of numbers and times: the largest distance of the two distribution functions, 0 to 1; null of others, or without values
 * @param ksP how probable that is without drift
 * @param psi the population stability index: over ten bins of the reference, or over categories
 * @param chiSquare of categories, two samples; rare ones are taken together
 * @param degrees of freedom of that
 * @param chiSquareP how probable that is without drift
 * @param cramersV the effect size of that, 0 to 1
 */
public record DriftStatistic(
        String feature,
        String window,
        Instant until,
        String reference,
        long referenceCount,
        long count,
        long referenceRows,
        long rows,
        @Nullable Double ks,
        @Nullable Double ksP,
        @Nullable Double psi,
        @Nullable Double chiSquare,
        @Nullable Long degrees,
        @Nullable Double chiSquareP,
        @Nullable Double cramersV) {

    /** The rate of missing values in the reference, 0 to 1; without rows 0. */
    public double referenceMissing() {
        return rate(referenceRows - referenceCount, referenceRows);
    }

    /** The rate of missing values in the window, 0 to 1; without rows 0. */
    public double missing() {
        return rate(rows - count, rows);
    }

    private static double rate(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** In plain values, as it is stored. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("feature", feature);
        map.put("window", window);
        map.put("until", until.toString());
        map.put("reference", reference);
        map.put("reference_count", referenceCount);
        map.put("count", count);
        map.put("reference_rows", referenceRows);
        map.put("rows", rows);
        map.put("reference_missing", referenceMissing());
        map.put("missing", missing());
        map.put("ks", ks);
        map.put("ks_p", ksP);
        map.put("psi", psi);
        map.put("chi_square", chiSquare);
        map.put("degrees", degrees);
        map.put("chi_square_p", chiSquareP);
        map.put("cramers_v", cramersV);
        return map;
    }

    /**
     * Out of what {@link #toMap} gave, also after it was JSON.
     *
     * @throws IllegalArgumentException if something is not there that always is
     */
    public static DriftStatistic of(Map<String, ? extends @Nullable Object> map) {
        return new DriftStatistic(
                text(map, "feature"),
                text(map, "window"),
                Instant.parse(text(map, "until")),
                text(map, "reference"),
                number(map, "reference_count").longValue(),
                number(map, "count").longValue(),
                number(map, "reference_rows").longValue(),
                number(map, "rows").longValue(),
                real(map, "ks"),
                real(map, "ks_p"),
                real(map, "psi"),
                real(map, "chi_square"),
                map.get("degrees") instanceof Number number ? Long.valueOf(number.longValue()) : null,
                real(map, "chi_square_p"),
                real(map, "cramers_v"));
    }

    private static String text(Map<String, ? extends @Nullable Object> map, String name) {
        if (map.get(name) instanceof String text) {
            return text;
        }
        throw lacks(map, name);
    }

    private static Number number(Map<String, ? extends @Nullable Object> map, String name) {
        if (map.get(name) instanceof Number number) {
            return number;
        }
        throw lacks(map, name);
    }

    private static IllegalArgumentException lacks(Map<String, ? extends @Nullable Object> map, String name) {
        return new IllegalArgumentException("no statistic of drift: " + map + " has no '" + name + "'");
    }

    private static @Nullable Double real(Map<String, ? extends @Nullable Object> map, String name) {
        return map.get(name) instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }
}
