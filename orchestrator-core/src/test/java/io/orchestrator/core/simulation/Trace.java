package io.orchestrator.core.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What happened, as text; written only when a seed is replayed. Of a long history the last lines are kept. */
final class Trace {

    private static final int MOST_LINES = 400;

    private final Timeline timeline;
    private final boolean on;
    private final Deque<String> lines = new ArrayDeque<>();
    private long digest;

    Trace(Timeline timeline, boolean on) {
        this.timeline = timeline;
        this.on = on;
    }

    boolean on() {
        return on;
    }

    /** @param values for the places in the text, as for {@link String#format} */
    void add(String who, String text, Object... values) {
        mix(text.hashCode());
        tell(who, text, values);
    }

    /** The same for what is only put into words when it is told. */
    void tell(String who, String text, Object... values) {
        if (on) {
            String what = values.length == 0 ? text : String.format(Locale.ROOT, text, values);
            lines.add(String.format(Locale.ROOT, "%10.4f  %-9s %s", timeline.now() / 1e6, who, what));
            if (lines.size() > MOST_LINES) {
                lines.remove();
            }
        }
    }

    /** Makes something a part of the digest. */
    void mix(long value) {
        digest = (digest * 31 + timeline.now()) * 31 + value;
    }

    /** The same for the same history. */
    long digest() {
        return digest;
    }

    String text() {
        return String.join("\n", lines);
    }
}
