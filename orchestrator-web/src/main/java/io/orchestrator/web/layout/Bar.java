package io.orchestrator.web.layout;

import java.time.Duration;

/**
 * A run as a bar: its colour is its state, its height its duration.
 *
 * @param state the key of a run state
 * @param label what a tooltip and a screen reader say
 * @param height in per cent of the tallest bar beside it
 */
public record Bar(String href, String state, String label, int height) {

    private static final int LOWEST = 14;

    /** The height of a duration beside a longest one; even the shortest bar can be seen and hit. */
    public static int height(Duration duration, Duration longest) {
        if (longest.isZero()) {
            return LOWEST;
        }
        return (int) Math.clamp(duration.toMillis() * 100 / Math.max(1, longest.toMillis()), LOWEST, 100);
    }

    /** Where the bar begins, from the top. */
    public int top() {
        return 100 - height;
    }
}
