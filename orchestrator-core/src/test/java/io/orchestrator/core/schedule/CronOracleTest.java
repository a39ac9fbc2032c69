package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.sdk.CronExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares {@link CronTimes} with a minute-by-minute oracle, 48 hours around clock changes and in random weeks: a sample by
 * default; with {@code -Dexhaustive=true} every distinct set of rules of the JDK's zones, every change from 2020 to 2037, and
 * every one of more than 200 expressions.
 */
class CronOracleTest {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("exhaustive");

    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2038-01-01T00:00:00Z");
    private static final Duration AROUND = Duration.ofHours(48);
    private static final int SAMPLED_EXPRESSIONS = 40;
    private static final int SAMPLED_ZONES = 60;

    /** The hours of the night in which clocks change, hours around them, and hours that follow elapsed time. */
    private static final List<String> HOURS = List.of(
            "*", "*/2", "*/3", "*/6", "0", "1", "2", "3", "12", "23", "1-3", "0-4", "0-23", "0,23", "1,2,3", "2-3");

    private static final List<String> MINUTES =
            List.of("*", "*/15", "*/20", "0", "1", "7", "30", "59", "15,45", "5-55/10");

    private static final List<String> DAYS = List.of(
            "* * *",
            "* * 0",
            "* * 7",
            "* * 1-5",
            "* * 6-7",
            "1 * *",
            "8-14 * *",
            "*/2 * *",
            "10 3,11 *",
            "1-7 * 0",
            "31 3 *");

    private static final List<String> EXPRESSIONS = expressions();

    /** Clock changes that are not an hour, or not at night: half an hour, a whole day, at midnight. */
    private static final Map<String, String> SPECIAL = Map.of(
            "Australia/Lord_Howe", "2025-01-01T00:00:00Z",
            "Pacific/Apia", "2011-12-01T00:00:00Z",
            "Pacific/Kwajalein", "1993-08-01T00:00:00Z",
            "America/Sao_Paulo", "2017-09-01T00:00:00Z",
            "America/Havana", "2025-01-01T00:00:00Z",
            "America/St_Johns", "2005-01-01T00:00:00Z",
            "Asia/Pyongyang", "2015-08-01T00:00:00Z",
            "Africa/Casablanca", "2026-01-01T00:00:00Z",
            "Antarctica/Troll", "2026-01-01T00:00:00Z");

    record Window(String zone, Instant after, Instant before) {}

    static Stream<Window> windows() {
        List<Window> windows = new ArrayList<>();
        Random random = new Random(20260329);
        SPECIAL.forEach((zone, from) -> windows.addAll(changes(zone, Instant.parse(from), LAST, 2)));
        for (String zone : zones()) {
            List<Window> changes = new ArrayList<>(changes(zone, FIRST, LAST, Integer.MAX_VALUE));
            Collections.shuffle(changes, random);
            windows.addAll(EXHAUSTIVE ? changes : changes.subList(0, Math.min(1, changes.size())));
            for (int week = 0; week < (EXHAUSTIVE ? 3 : 1); week++) {
                windows.add(randomWeek(zone, random));
            }
        }
        return windows.stream();
    }

    @ParameterizedTest
    @MethodSource("windows")
    void everyExpressionMatchesTheOracleAroundAClockChangeAndInAnyWeek(Window window) {
        Random random = new Random(window.hashCode());
        List<String> expressions = new ArrayList<>(EXPRESSIONS);
        Collections.shuffle(expressions, random);
        BruteForceCron.Minutes wall = BruteForceCron.minutes(ZoneId.of(window.zone()), window.after(), window.before());
        for (String expression : EXHAUSTIVE ? expressions : expressions.subList(0, SAMPLED_EXPRESSIONS)) {
            check(expression, window, wall, Gap.RUN_AT_GAP_END, Overlap.FIRST);
            Gap gap = Gap.values()[random.nextInt(Gap.values().length)];
            check(expression, window, wall, gap, Overlap.values()[random.nextInt(Overlap.values().length)]);
        }
    }

    private static void check(String expression, Window window, BruteForceCron.Minutes wall, Gap gap, Overlap overlap) {
        ZoneId zone = ZoneId.of(window.zone());
        CronTimes times = new CronTimes(CronExpression.parse(expression), zone, gap, overlap);
        List<Instant> expected = new BruteForceCron(expression).between(wall, gap, overlap);

        assertThat(forwards(times, window)).as("next of %s", times).isEqualTo(expected);
        assertThat(backwards(times, window)).as("previous of %s", times).isEqualTo(expected);
    }

    private static List<Instant> forwards(CronTimes times, Window window) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = times.next(window.after());
        while (next.isPresent() && next.get().isBefore(window.before())) {
            Instant last = next.get();
            found.add(last);
            next = times.next(last);
            if (next.isPresent() && !next.get().isAfter(last)) {
                fail("%s is followed by %s", last, next.get());
            }
        }
        return found;
    }

    private static List<Instant> backwards(CronTimes times, Window window) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> previous = times.previous(window.before());
        while (previous.isPresent() && previous.get().isAfter(window.after())) {
            found.add(previous.get());
            previous = times.previous(previous.get());
        }
        Collections.reverse(found);
        return found;
    }

    private static List<Window> changes(String zone, Instant from, Instant until, int most) {
        List<Window> windows = new ArrayList<>();
        ZoneOffsetTransition change = ZoneId.of(zone).getRules().nextTransition(from);
        while (change != null && change.getInstant().isBefore(until) && windows.size() < most) {
            windows.add(new Window(
                    zone, change.getInstant().minus(AROUND), change.getInstant().plus(AROUND)));
            change = ZoneId.of(zone).getRules().nextTransition(change.getInstant());
        }
        return windows;
    }

    private static Window randomWeek(String zone, Random random) {
        Instant from = Instant.ofEpochSecond(random.nextLong(FIRST.getEpochSecond(), LAST.getEpochSecond()));
        return new Window(zone, from, from.plus(Duration.ofDays(7)));
    }

    /** Every hour field with every minute field on every day, and every second of these with other days: more than 200. */
    private static List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        for (String hours : HOURS) {
            for (String minutes : MINUTES) {
                int number = expressions.size();
                expressions.add(minutes + " " + hours + " * * *");
                if (number % 2 == 0) {
                    expressions.add(minutes + " " + hours + " " + DAYS.get(number / 2 % DAYS.size()));
                }
            }
        }
        return List.copyOf(expressions);
    }

    /** One zone for each distinct set of rules; 60 of those that change clocks for ever, always the same, unless all are asked for. */
    private static List<String> zones() {
        Map<ZoneRules, String> zones = new LinkedHashMap<>();
        for (String zone : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
            zones.putIfAbsent(ZoneId.of(zone).getRules(), zone);
        }
        if (EXHAUSTIVE) {
            return List.copyOf(zones.values());
        }
        List<String> changing = new ArrayList<>(zones.entrySet().stream()
                .filter(entry -> !entry.getKey().getTransitionRules().isEmpty())
                .map(Map.Entry::getValue)
                .toList());
        Collections.shuffle(changing, new Random(20260329));
        return changing.subList(0, Math.min(SAMPLED_ZONES, changing.size()));
    }
}
