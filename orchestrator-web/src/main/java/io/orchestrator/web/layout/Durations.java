package io.orchestrator.web.layout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Durations for people: two units at most, as in {@code 2h 05m}. */
public final class Durations {

    private Durations() {}

    /** Never empty; below a tenth of a second it says {@code <0.1s}. */
    public static String phrase(Duration duration) {
        if (duration.isNegative()) {
            return "0s";
        }
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            long tenths = duration.toMillis() / 100;
            return tenths == 0 ? "<0.1s" : "%d.%ds".formatted(tenths / 10, tenths % 10);
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return "%dm %02ds".formatted(seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return "%dh %02dm".formatted(seconds / 3_600, seconds / 60 % 60);
        }
        return "%dd %02dh".formatted(seconds / 86_400, seconds / 3_600 % 24);
    }

    /** From start to end, until now if there is no end; zero if there is no start. */
    public static Duration between(@Nullable Instant start, @Nullable Instant end, Instant now) {
        return start == null ? Duration.ZERO : Duration.between(start, end == null ? now : end);
    }

    /** How long something took, or takes so far. */
    public static Span span(@Nullable Instant start, @Nullable Instant end, Instant now) {
        if (start == null) {
            return Span.NONE;
        }
        return new Span(phrase(between(start, end, now)), end == null ? start : null);
    }

    /**
     * A duration on a page.
     *
     * @param text empty: it has not begun
     * @param since where it still goes on: the page lets it grow from here
     */
    public record Span(String text, @Nullable Instant since) {
        public static final Span NONE = new Span("", null);
    }
}
