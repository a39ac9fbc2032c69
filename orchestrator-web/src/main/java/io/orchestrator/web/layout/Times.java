package io.orchestrator.web.layout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** The one way pages print a time: UTC from the server, which a small script turns into the viewer's zone. */
@Component("times")
public class Times {

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneOffset.UTC);

    /** For {@code datetime} attributes. */
    public String iso(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Month, day and minute, where there is no room for more. */
    public String minute(Instant time) {
        return MINUTE.format(time);
    }

    public String text(Instant time) {
        return utc(time);
    }

    /** A time inside a sentence or a tooltip. */
    public static String utc(Instant time) {
        return TEXT.format(time);
    }
}
