package io.orchestrator.core.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Run ids: how the engine makes them, and which ones a person may choose. */
public final class RunIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSSSSS]xxx").withZone(ZoneOffset.UTC);
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.~:+-]{1,250}");

    private RunIds() {}

    /** As Airflow writes it: {@code scheduled__2026-01-01T00:00:00+00:00}. */
    public static String of(RunType type, Instant time) {
        String text = TIME.format(time);
        return type.key() + "__" + (time.getNano() == 0 ? text.replace(".000000", "") : text);
    }

    /** Letters, digits and {@code _ . ~ : + -}, at most 250, not beginning like a scheduled run's. */
    public static boolean allowedByHand(String runId) {
        return ALLOWED.matcher(runId).matches() && !runId.startsWith(RunType.SCHEDULED.key() + "__");
    }
}
