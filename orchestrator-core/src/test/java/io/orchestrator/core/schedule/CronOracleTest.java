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
 * Compares {@link CronTimes} with a minute-by-minute oracle around clock changes: 60 zones by default, every zone and many more
 * clock changes with {@code -Dexhaustive=true}.
 */
class CronOracleTest {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("exhaustive");

    private static final List<String> EXPRESSIONS = List.of(
            "* * * * *",
            "*/15 * * * *",
            "7 * * * *",
            "0 * * * *",
            "5-55/10 * * * *",
            "0 */2 * * *",
            "30 */2 * * *",
            "*/20 */3 * * *",
            "45 */6 * * *",
            "0 0 * * *",
            "0 1 * * *",
            "30 1 * * *",
            "59 1 * * *",
            "0 2 * * *",
            "1 2 * * *",
            "30 2 * * *",
            "0 3 * * *",
            "15 0 * * *",
            "30 23 * * *",
            "59 23 * * *",
            "0 12 * * *",
            "*/15 2 * * *",
            "* 1 * * *",
            "* 0 * * *",
            "15,45 2 * * *",
            "0 1-3 * * *",
            "*/30 0-4 * * *",
            "0 0-23 * * *",
            "*/10 0,23 * * *",
            "20 1,2,3 * * *",
            "30 2 * * 0",
            "30 2 * * 7",
            "0 2 * * 1-5",
            "45 1 * * 6-7",
            "0 0 1 * *",
            "30 2 8-14 * *",
            "0 1 */2 * *",
            "0 2 10 3,11 *",
            "30 1 1-7 * 0",
            "* 2-3 31 3 *");

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

    record Window(String zone, Instant change) {
        Instant after() {
            return change.minus(Duration.ofHours(40));
        }

        Instant before() {
            return change.plus(Duration.ofHours(40));
        }
    }

    static Stream<Window> windows() {
        List<Window> windows = new ArrayList<>();
        SPECIAL.forEach((zone, from) -> windows.addAll(windows(zone, Instant.parse(from), 2)));
        for (String zone : zones()) {
            windows.addAll(windows(zone, Instant.parse("2026-01-01T00:00:00Z"), EXHAUSTIVE ? 4 : 2));
            if (EXHAUSTIVE) {
                windows.addAll(windows(zone, Instant.parse("1996-01-01T00:00:00Z"), 10));
            }
        }
        return windows.stream();
    }

    @ParameterizedTest
    @MethodSource("windows")
    void everyExpressionMatchesTheOracleAroundAClockChange(Window window) {
        Random random = new Random(window.hashCode());
        for (String expression : EXPRESSIONS) {
            check(expression, window, Gap.RUN_AT_GAP_END, Overlap.FIRST);
            Gap gap = Gap.values()[random.nextInt(3)];
            check(expression, window, gap, Overlap.values()[random.nextInt(3)]);
        }
    }

    private static void check(String expression, Window window, Gap gap, Overlap overlap) {
        ZoneId zone = ZoneId.of(window.zone());
        CronTimes times = new CronTimes(CronExpression.parse(expression), zone, gap, overlap);
        List<Instant> expected =
                new BruteForceCron(expression).between(zone, gap, overlap, window.after(), window.before());

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

    private static List<Window> windows(String zone, Instant from, int count) {
        List<Window> windows = new ArrayList<>();
        ZoneOffsetTransition change = ZoneId.of(zone).getRules().nextTransition(from);
        while (change != null && windows.size() < count) {
            windows.add(new Window(zone, change.getInstant()));
            change = ZoneId.of(zone).getRules().nextTransition(change.getInstant());
        }
        return windows;
    }

    /** One zone for each set of rules that changes clocks; 60 of them, always the same, unless all are asked for. */
    private static List<String> zones() {
        Map<ZoneRules, String> zones = new LinkedHashMap<>();
        for (String zone : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
            zones.putIfAbsent(ZoneId.of(zone).getRules(), zone);
        }
        List<String> changing = new ArrayList<>(zones.entrySet().stream()
                .filter(entry -> !entry.getKey().isFixedOffset())
                .filter(entry ->
                        EXHAUSTIVE || !entry.getKey().getTransitionRules().isEmpty())
                .map(Map.Entry::getValue)
                .toList());
        Collections.shuffle(changing, new Random(20260329));
        return EXHAUSTIVE ? changing : changing.subList(0, Math.min(60, changing.size()));
    }
}
