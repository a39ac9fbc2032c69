package io.orchestrator.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Points in time as programs write them: ISO 8601; without a zone they mean UTC. */
final class ApiTime {

    /** A {@code +} that came through a URL undecoded is a space by now. */
    private static final Pattern LOST_PLUS = Pattern.compile("(T\\S+) (\\d{2}:?\\d{2})$");

    /** What PostgreSQL can hold with room to spare, and what people mean. */
    private static final int FIRST_YEAR = 1;

    private static final int LAST_YEAR = 9999;

    private ApiTime() {}

    /** Empty: it is no such thing. */
    static Optional<Instant> parse(String text) {
        var time = LOST_PLUS.matcher(text).replaceAll("$1+$2");
        return parsed(time).filter(instant -> {
            var year = instant.atOffset(ZoneOffset.UTC).getYear();
            return year >= FIRST_YEAR && year <= LAST_YEAR;
        });
    }

    private static Optional<Instant> parsed(String text) {
        try {
            if (text.length() == "2026-01-01".length()) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            var zoned = text.endsWith("Z") || text.matches(".*T.*[+-]\\d{2}:?\\d{2}");
            return Optional.of(
                    zoned
                            ? OffsetDateTime.parse(withColon(text)).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String withColon(String text) {
        return text.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
    }
}
