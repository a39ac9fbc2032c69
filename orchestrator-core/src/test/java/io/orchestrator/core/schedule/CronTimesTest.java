package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import io.orchestrator.sdk.CronExpression;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTimesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate SPRING = LocalDate.of(2026, 3, 29);
    private static final LocalDate AUTUMN = LocalDate.of(2026, 10, 25);

    @ParameterizedTest
    @CsvSource({
        "RUN_AT_GAP_END, 30 2 * * *,      03:00+02:00",
        "RUN_BEFORE,     30 2 * * *,      01:59+01:00",
        "SKIP,           30 2 * * *,      ''",
        "RUN_AT_GAP_END, */15 2 * * *,    03:00+02:00",
        "RUN_AT_GAP_END, 0 1-3 * * *,     01:00+01:00 03:00+02:00",
        "RUN_BEFORE,     0 1-3 * * *,     01:00+01:00 01:59+01:00 03:00+02:00",
        "RUN_BEFORE,     '59 1,2 * * *',  01:59+01:00",
        "RUN_AT_GAP_END, '*/30 1-3 * * *', 01:00+01:00 01:30+01:00 03:00+02:00 03:30+02:00",
        "RUN_AT_GAP_END, 30 */12 * * *,   00:30+01:00 12:30+02:00",
        "RUN_AT_GAP_END, 30 2-23/20 * * *, 03:00+02:00 22:30+02:00"
    })
    void aFixedTimeThatTheClockSkipsRunsAsThePolicySays(Gap gap, String expression, String expected) {
        assertThat(runsOn(SPRING, expression, gap, Overlap.FIRST)).isEqualTo(words(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST,  30 2 * * *,      02:30+02:00",
        "SECOND, 30 2 * * *,      02:30+01:00",
        "BOTH,   30 2 * * *,      02:30+02:00 02:30+01:00",
        "FIRST,  '15,45 2 * * *', 02:15+02:00 02:45+02:00",
        "FIRST,  0 1-3 * * *,     01:00+02:00 02:00+02:00 03:00+01:00",
        "SECOND, 0 1-3 * * *,     01:00+02:00 02:00+01:00 03:00+01:00",
        "BOTH,   0 1-3 * * *,     01:00+02:00 02:00+02:00 02:00+01:00 03:00+01:00"
    })
    void aFixedTimeThatTheClockRepeatsRunsAsThePolicySays(Overlap overlap, String expression, String expected) {
        assertThat(runsOn(AUTUMN, expression, Gap.RUN_AT_GAP_END, overlap)).isEqualTo(words(expected));
    }

    @Test
    void aWildcardHourFollowsElapsedTimeWhateverThePolicies() {
        assertThat(runsOn(SPRING, "30 */2 * * *", Gap.RUN_AT_GAP_END, Overlap.FIRST))
                .startsWith("00:30+01:00", "04:30+02:00")
                .hasSize(11);
        assertThat(runsOn(AUTUMN, "30 */2 * * *", Gap.SKIP, Overlap.FIRST))
                .startsWith("00:30+02:00", "02:30+02:00", "02:30+01:00", "04:30+01:00")
                .hasSize(13);
        assertThat(runsOn(AUTUMN, "0 * * * *", Gap.SKIP, Overlap.SECOND)).hasSize(25);
        assertThat(runsOn(SPRING, "*/15 * * * *", Gap.RUN_BEFORE, Overlap.SECOND))
                .hasSize(23 * 4);
    }

    @Test
    void aWholeSkippedDayRunsWhenItEnds() {
        CronTimes noon = times("0 12 * * *", ZoneId.of("Pacific/Apia"), Gap.RUN_AT_GAP_END, Overlap.FIRST);

        assertThat(Stream.iterate(
                                Instant.parse("2011-12-29T00:00:00Z"),
                                at -> noon.next(at).orElseThrow())
                        .skip(1)
                        .limit(4)
                        .map(at -> at.atZone(noon.zone()).toLocalDateTime().toString()))
                .containsExactly("2011-12-29T12:00", "2011-12-31T00:00", "2011-12-31T12:00", "2012-01-01T12:00");
    }

    @Test
    void findsLeapDaysOnAWeekdayYearsAway() {
        // A day field with a star in it is not restricted, so both must match: a leap day at a weekend.
        CronTimes weekends = times("0 0 29 2 */6", ZoneId.of("UTC"), Gap.RUN_AT_GAP_END, Overlap.FIRST);
        Instant before = Instant.parse("2088-02-29T00:00:00Z");
        Instant after = Instant.parse("2116-02-29T00:00:00Z");

        assertThat(weekends.next(before)).contains(after);
        assertThat(weekends.previous(after)).contains(before);
    }

    @Test
    void boundsAreExclusive() {
        CronTimes daily = times("0 0 * * *", ZoneId.of("UTC"), Gap.RUN_AT_GAP_END, Overlap.FIRST);
        Instant midnight = Instant.parse("2026-05-05T00:00:00Z");

        assertThat(daily.next(midnight)).contains(Instant.parse("2026-05-06T00:00:00Z"));
        assertThat(daily.next(midnight.minusNanos(1))).contains(midnight);
        assertThat(daily.previous(midnight)).contains(Instant.parse("2026-05-04T00:00:00Z"));
        assertThat(daily.previous(midnight.plusNanos(1))).contains(midnight);
    }

    @Test
    void localMeanTimeWithOddSecondsIsRead() {
        CronTimes hourly = times("0 * * * *", ZoneId.of("Europe/Amsterdam"), Gap.RUN_AT_GAP_END, Overlap.FIRST);

        Optional<Instant> next = hourly.next(Instant.parse("1880-01-01T00:00:00Z"));

        assertThat(next.orElseThrow().atZone(hourly.zone()).toLocalTime()).hasToString("01:00");
    }

    private static List<String> runsOn(LocalDate date, String expression, Gap gap, Overlap overlap) {
        CronTimes times = times(expression, BERLIN, gap, overlap);
        Instant midnight = date.atStartOfDay(BERLIN).toInstant();
        return Stream.iterate(times.next(midnight.minusNanos(1)), next -> next.flatMap(times::next))
                .map(next -> next.orElseThrow().atZone(BERLIN))
                .takeWhile(next -> next.toLocalDate().equals(date))
                .map(CronTimesTest::timeAndOffset)
                .toList();
    }

    private static String timeAndOffset(ZonedDateTime time) {
        return time.toLocalTime() + time.getOffset().getId();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static CronTimes times(String expression, ZoneId zone, Gap gap, Overlap overlap) {
        return new CronTimes(CronExpression.parse(expression), zone, gap, overlap);
    }
}
