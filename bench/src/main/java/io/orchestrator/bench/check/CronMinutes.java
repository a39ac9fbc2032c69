package io.orchestrator.bench.check;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Whether a minute is one of a cron expression: by looking at its wall clock, and nothing else. It knows what the DAGs under
 * test use: minutes and hours; and it does not know clock changes.
 */
record CronMinutes(String[] fields, ZoneId zone) {

    private static final int LAST_MINUTE = 59;

    static CronMinutes of(String expression, String zone) {
        String[] fields = expression.split(" ");
        if (fields.length != 5 || !(fields[2] + fields[3] + fields[4]).equals("***")) {
            throw new IllegalArgumentException("the checker does not know the days of '%s'".formatted(expression));
        }
        return new CronMinutes(fields, ZoneId.of(zone));
    }

    boolean has(Instant instant) {
        ZonedDateTime time = instant.atZone(zone);
        return time.getSecond() == 0
                && time.getNano() == 0
                && matches(fields[0], time.getMinute())
                && matches(fields[1], time.getHour());
    }

    private static boolean matches(String field, int value) {
        for (String part : field.split(",")) {
            String[] range = part.split("/");
            String[] ends = range[0].equals("*") ? new String[] {"0", "" + LAST_MINUTE} : range[0].split("-");
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            int step = range.length == 1 ? 1 : Integer.parseInt(range[1]);
            if (value >= first && value <= last && (value - first) % step == 0) {
                return true;
            }
        }
        return false;
    }
}
