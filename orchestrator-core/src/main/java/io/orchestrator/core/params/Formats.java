package io.orchestrator.core.params;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The formats of texts. One that is not known is only a remark. */
final class Formats {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final Pattern LOCAL_TIME = Pattern.compile("\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?");
    private static final Pattern DATE_TIME = Pattern.compile(DATE + "[Tt]" + TIME);
    private static final Pattern LOCAL_DATE_TIME = Pattern.compile(DATE + "[Tt]" + LOCAL_TIME);
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.|$)){4}(?<!\\.)");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private Formats() {}

    static boolean fits(String format, String text) {
        return switch (format) {
            case "date-time" -> DATE_TIME.matcher(text).matches() && parses(OffsetDateTime::parse, upper(text));
            case "date" -> DATE.matcher(text).matches() && parses(LocalDate::parse, text);
            case "time" -> TIME.matcher(text).matches() && parses(OffsetTime::parse, upper(text));
            case "time-local" -> LOCAL_TIME.matcher(text).matches() && parses(LocalTime::parse, text);
            case "date-time-local" ->
                LOCAL_DATE_TIME.matcher(text).matches() && parses(LocalDateTime::parse, upper(text));
            case "duration" -> text.startsWith("P") && parses(Duration::parse, text);
            case "email", "idn-email" -> EMAIL.matcher(text).matches();
            case "hostname" -> HOST.matcher(text).matches();
            case "ipv4" -> IPV4.matcher(text).matches();
            case "ipv6" -> isIpv6(text);
            case "uuid" -> UUID.matcher(text).matches();
            case "uri" -> isUri(text, true);
            case "uri-reference" -> isUri(text, false);
            case "regex" -> isRegex(text);
            default -> true;
        };
    }

    static String described(String format) {
        return switch (format) {
            case "date-time" -> "a date and time with its offset, such as 2026-01-31T08:30:00Z";
            case "date" -> "a date such as 2026-01-31";
            case "time" -> "a time with its offset, such as 08:30:00Z";
            case "time-local" -> "a time such as 08:30:00";
            case "date-time-local" -> "a date and time such as 2026-01-31T08:30:00";
            case "duration" -> "a duration such as PT15M";
            default -> "the format " + format;
        };
    }

    /** Less than, equal to, or more than 0, as times and durations are ordered; other texts by their characters. */
    static int compare(String format, String one, String other) {
        return switch (format) {
            case "date-time" ->
                OffsetDateTime.parse(upper(one))
                        .toInstant()
                        .compareTo(OffsetDateTime.parse(upper(other)).toInstant());
            case "date" -> LocalDate.parse(one).compareTo(LocalDate.parse(other));
            case "time" -> OffsetTime.parse(upper(one)).compareTo(OffsetTime.parse(upper(other)));
            case "time-local" -> LocalTime.parse(one).compareTo(LocalTime.parse(other));
            case "date-time-local" -> LocalDateTime.parse(upper(one)).compareTo(LocalDateTime.parse(upper(other)));
            case "duration" -> Duration.parse(one).compareTo(Duration.parse(other));
            default -> one.compareTo(other);
        };
    }

    private static String upper(String text) {
        return text.replace('t', 'T').replace('z', 'Z');
    }

    private static boolean parses(Function<String, ? extends @Nullable Object> parser, String text) {
        try {
            return parser.apply(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Literals alone, so that no name is ever looked up. */
    private static boolean isIpv6(String text) {
        if (!IPV6.matcher(text).matches() || !text.contains(":")) {
            return false;
        }
        try {
            return new URI("http://[" + text + "]/").getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isUri(String text, boolean absolute) {
        try {
            URI uri = new URI(text);
            return !absolute || uri.isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isRegex(String text) {
        try {
            return Pattern.compile(text).pattern().equals(text);
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
