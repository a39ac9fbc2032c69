package io.orchestrator.sdk;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of a recurrence rule, by name. */
record RuleParts(String rule, Map<String, String> values) {

    private static final Pattern WEEK_DAY = Pattern.compile("([+-]?\\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)");
    private static final Map<String, DayOfWeek> DAYS = Map.of(
            "MO", DayOfWeek.MONDAY,
            "TU", DayOfWeek.TUESDAY,
            "WE", DayOfWeek.WEDNESDAY,
            "TH", DayOfWeek.THURSDAY,
            "FR", DayOfWeek.FRIDAY,
            "SA", DayOfWeek.SATURDAY,
            "SU", DayOfWeek.SUNDAY);

    static RuleParts of(String rule, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        RuleParts parts = new RuleParts(rule, values);
        for (String part : rule.split(";")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals <= 0 || equals == part.length() - 1 || !known.contains(name)) {
                throw parts.wrong("'" + part + "' is not known; write parts such as FREQ=WEEKLY, with ; between them");
            }
            if (values.put(name, part.substring(equals + 1)) != null) {
                throw parts.wrong(name + " is there twice; keep one of them");
            }
        }
        return parts;
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("Recurrence rule '" + rule + "': " + what);
    }

    RecurrenceRule.Frequency frequency() {
        String text = values.getOrDefault("FREQ", "");
        return Stream.of(RecurrenceRule.Frequency.values())
                .filter(frequency -> frequency.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("its FREQ is '" + text + "'; use one of "
                        + Arrays.toString(RecurrenceRule.Frequency.values())));
    }

    @Nullable
    Integer number(String name, int least, int most) {
        List<Integer> numbers = numbers(name, least, most, false);
        if (numbers.size() > 1) {
            throw wrong(name + " takes one number");
        }
        return numbers.isEmpty() ? null : numbers.getFirst();
    }

    /** @param negative the same numbers may be negative: they count from the end */
    List<Integer> numbers(String name, int least, int most, boolean negative) {
        List<Integer> numbers = new ArrayList<>();
        for (String item : items(name)) {
            int number = number(name, item);
            int size = negative ? Math.abs(number) : number;
            if (size < least || size > most) {
                throw wrong(name + " has " + item + "; use " + least + " to " + most
                        + (negative ? ", or the same with a minus, counted from the end" : ""));
            }
            numbers.add(number);
        }
        return numbers.stream().distinct().sorted().toList();
    }

    private int number(String name, String item) {
        try {
            return Integer.parseInt(item);
        } catch (NumberFormatException e) {
            throw wrong(name + " has '" + item + "', which is no number");
        }
    }

    private List<String> items(String name) {
        return values.containsKey(name)
                ? List.of(Objects.requireNonNull(values.get(name)).split(",", -1))
                : List.of();
    }

    List<RecurrenceRule.WeekDay> weekDays() {
        List<RecurrenceRule.WeekDay> days = new ArrayList<>();
        for (String item : items("BYDAY")) {
            Matcher matcher = WEEK_DAY.matcher(item);
            if (!matcher.matches()) {
                throw wrong("BYDAY has '" + item + "'; write MO, TU, 2FR or -1SU");
            }
            int nth = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
            if (matcher.group(1) != null && (nth == 0 || Math.abs(nth) > 53)) {
                throw wrong("BYDAY has '" + item + "'; its number is 1 to 53, or the same with a minus");
            }
            days.add(new RecurrenceRule.WeekDay(day(matcher.group(2)), nth));
        }
        return List.copyOf(days);
    }

    DayOfWeek weekStart() {
        return day(values.getOrDefault("WKST", "MO"));
    }

    private DayOfWeek day(String text) {
        DayOfWeek day = DAYS.get(text);
        if (day == null) {
            throw wrong("'" + text + "' is no weekday; write MO, TU, WE, TH, FR, SA or SU");
        }
        return day;
    }

    /** A date alone is its whole day. An offset is left out: the rule walks the wall clock. */
    @Nullable
    LocalDateTime until() {
        String text = values.get("UNTIL");
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 8
                    ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
                            .plusDays(1)
                            .atStartOfDay()
                            .minusSeconds(1)
                    : LocalDateTime.parse(
                            text.replaceFirst("Z$", ""), DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss"));
        } catch (DateTimeException e) {
            throw wrong("its UNTIL is '" + text + "'; write 20261231 or 20261231T235959");
        }
    }
}
