package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The oracle of {@link CronTimes}: reads the expression by itself and looks at every minute of the wall clock, one by one.
 *
 * <p>It knows numbers, names, lists, ranges, steps and {@code *}; no L, W or #.
 */
public final class BruteForceCron {

    private final boolean[] minutes;
    private final boolean[] hours;
    private final boolean[] daysOfMonth;
    private final boolean[] months;
    private final boolean[] daysOfWeek;
    private final boolean followsElapsedTime;
    private final boolean eitherDay;

    public BruteForceCron(String expression) {
        String[] fields = Map.of("@hourly", "0 * * * *", "@daily", "0 0 * * *")
                .getOrDefault(expression, expression)
                .transform(BruteForceCron::named)
                .split(" ");
        this.minutes = values(fields[0], 0, 59);
        this.hours = values(fields[1], 0, 23);
        this.daysOfMonth = values(fields[2], 1, 31);
        this.months = values(fields[3], 1, 12);
        this.daysOfWeek = values(fields[4], 0, 7);
        daysOfWeek[0] |= daysOfWeek[7];
        this.followsElapsedTime = fields[1].startsWith("*");
        this.eitherDay = !fields[2].contains("*") && !fields[4].contains("*");
    }

    /** The values of one field of an expression: minute, hour, dom, month or dow. */
    public static List<Integer> values(String expression, String field) {
        int index = List.of("minute", "hour", "dom", "month", "dow").indexOf(field);
        int[] min = {0, 0, 1, 1, 0};
        int[] max = {59, 23, 31, 12, 6};
        boolean[] values = values(named(expression).split(" ")[index], min[index], max[index]);
        return IntStream.rangeClosed(min[index], max[index])
                .filter(value -> values[value])
                .boxed()
                .toList();
    }

    /**
     * A minute of a wall clock.
     *
     * @param instants when it is, in order; none, or two, at a clock change
     * @param change the clock change that skips it, or null
     */
    private record Minute(
            LocalDateTime time,
            List<Instant> instants,
            @Nullable ZoneOffsetTransition change) {}

    /** The minutes of a zone's wall clock around a stretch of time. */
    public record Minutes(List<List<Minute>> days, Instant after, Instant before) {}

    public static Minutes minutes(ZoneId zone, Instant after, Instant before) {
        List<List<Minute>> days = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(before.plus(Duration.ofDays(2)), zone);
        LocalDate date = LocalDate.ofInstant(after.minus(Duration.ofDays(2)), zone);
        for (; date.isBefore(last); date = date.plusDays(1)) {
            LocalDateTime midnight = date.atStartOfDay();
            days.add(IntStream.range(0, 24 * 60)
                    .mapToObj(minute -> minute(midnight.plusMinutes(minute), zone.getRules()))
                    .toList());
        }
        return new Minutes(days, after, before);
    }

    private static Minute minute(LocalDateTime time, ZoneRules rules) {
        List<Instant> instants = rules.getValidOffsets(time).stream()
                .map(time::toInstant)
                .sorted()
                .toList();
        return new Minute(time, instants, instants.isEmpty() ? rules.getTransition(time) : null);
    }

    /** Every instant in (after, before). */
    public List<Instant> between(ZoneId zone, Gap gap, Overlap overlap, Instant after, Instant before) {
        return between(minutes(zone, after, before), gap, overlap);
    }

    /** Every instant between both ends of a stretch, without these. */
    public List<Instant> between(Minutes wall, Gap gap, Overlap overlap) {
        TreeSet<Instant> found = new TreeSet<>();
        for (List<Minute> day : wall.days()) {
            if (matches(day.getFirst().time().toLocalDate())) {
                for (Minute minute : day) {
                    if (hours[minute.time().getHour()] && minutes[minute.time().getMinute()]) {
                        found.addAll(instants(minute, gap, overlap));
                    }
                }
            }
        }
        return List.copyOf(found.subSet(wall.after(), false, wall.before(), false));
    }

    private List<Instant> instants(Minute minute, Gap gap, Overlap overlap) {
        List<Instant> valid = minute.instants();
        if (followsElapsedTime || valid.size() == 1) {
            return valid;
        }
        if (minute.change() != null) {
            Instant change = minute.change().getInstant();
            return switch (gap) {
                case RUN_AT_GAP_END, ASK -> List.of(change);
                case SKIP -> List.of();
                case RUN_BEFORE -> List.of(change.minusSeconds(60));
            };
        }
        return switch (overlap) {
            case FIRST, ASK -> valid.subList(0, 1);
            case SECOND -> valid.subList(1, 2);
            case BOTH -> valid;
        };
    }

    private boolean matches(LocalDate date) {
        boolean ofMonth = daysOfMonth[date.getDayOfMonth()];
        boolean ofWeek = daysOfWeek[date.getDayOfWeek().getValue() % 7];
        return months[date.getMonthValue()] && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    private static String named(String expression) {
        String text = expression.toUpperCase(Locale.ROOT);
        List<String> months =
                List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
        for (String month : months) {
            text = text.replace(month, "" + (months.indexOf(month) + 1));
        }
        List<String> weekdays = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
        for (String weekday : weekdays) {
            text = text.replace(weekday, "" + weekdays.indexOf(weekday));
        }
        return text;
    }

    private static boolean[] values(String field, int min, int max) {
        boolean[] values = new boolean[max + 1];
        for (String item : field.split(",")) {
            String[] parts = item.split("/");
            int step = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
            String[] range = parts[0].equals("*") ? new String[] {"" + min, "" + max} : parts[0].split("-");
            int from = Integer.parseInt(range[0]);
            int to = range.length == 2 ? Integer.parseInt(range[1]) : parts.length == 2 ? max : from;
            for (int value = from; value <= to; value += step) {
                values[value] = true;
            }
        }
        return values;
    }
}
