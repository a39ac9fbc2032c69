package io.orchestrator.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.sdk.RecurrenceRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTimesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=DAILY;COUNT=3 | 1997-09-02, 1997-09-03, 1997-09-04",
                "FREQ=DAILY;INTERVAL=10;COUNT=3 | 1997-09-02, 1997-09-12, 1997-09-22",
                "FREQ=DAILY;UNTIL=19970904T000000Z | 1997-09-02, 1997-09-03",
                "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR;COUNT=4 | 1997-09-03, 1997-09-05, 1997-09-15, 1997-09-17",
                "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO | 1997-09-22, 1997-10-20, 1997-11-17",
                "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3 | 1997-09-28, 1997-10-29, 1997-11-28",
                "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3;COUNT=3 | 1997-09-04, 1997-10-07, 1997-11-06",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3 | 1997-09-29, 1997-10-30, 1997-11-27",
                "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3 | 1997-10-31, 1997-12-31, 1998-01-31",
                "FREQ=YEARLY;COUNT=3;BYMONTH=6,7 | 1998-06-02, 1998-07-02, 1999-06-02",
                "FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200 | 2000-01-01, 2000-04-09, 2000-07-18, 2003-01-01",
                "FREQ=YEARLY;BYDAY=20MO;COUNT=3 | 1998-05-18, 1999-05-17, 2000-05-15",
                "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3 | 1998-05-11, 1999-05-17, 2000-05-15",
                "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO;COUNT=3 | 1997-12-22, 1998-12-28, 1999-12-27",
                "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=3 | 1998-03-05, 1998-03-12, 1998-03-19",
                "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=2 | 1997-11-04, 2001-11-06",
                "FREQ=YEARLY;BYYEARDAY=-1;COUNT=2 | 1997-12-31, 1998-12-31"
            })
    void theRulesOfTheStandardGiveItsDates(String rule, String dates) {
        List<Instant> expected = List.of(dates.split(",")).stream()
                .map(date -> Instant.parse(date.strip() + "T09:00:00Z"))
                .toList();

        Slots slots = slots(rule, "1997-09-02T09:00:00", "UTC");
        assertThat(first(slots, expected.size())).isEqualTo(expected);
        assertThat(backwards(slots, expected.getLast(), expected.size())).isEqualTo(expected.reversed());
    }

    @Test
    void rulesWithinADayStepOverDatesThatDoNotMatch() {
        Slots slots = slots("FREQ=MINUTELY;INTERVAL=90;BYMONTH=1;BYDAY=MO", "2026-02-01T00:00:00", "UTC");
        Instant first = slots.next(Instant.parse("2026-02-01T00:00:00Z")).orElseThrow();

        assertThat(first).isEqualTo(Instant.parse("2027-01-04T00:00:00Z"));
        assertThat(slots.previous(first)).isEmpty();
        assertThat(slots.next(Instant.parse("2027-01-04T23:00:00Z"))).contains(Instant.parse("2027-01-11T00:00:00Z"));
        assertThat(slots.previous(Instant.parse("2027-01-11T00:00:00Z")))
                .contains(Instant.parse("2027-01-04T22:30:00Z"));
    }

    @Test
    void aSkippedTimeRunsWhenItsGapEndsAndARepeatedOneTheFirstTime() {
        Slots daily = slots("FREQ=DAILY", "2026-01-01T02:30:00", "Europe/Berlin");

        assertThat(daily.next(Instant.parse("2026-03-28T12:00:00Z"))).contains(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(daily.next(Instant.parse("2026-10-24T12:00:00Z"))).contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(daily.next(Instant.parse("2026-10-25T00:30:00Z"))).contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void everyHourInARowIsThereOnceHoweverClocksChange() {
        Slots hourly = slots("FREQ=HOURLY", "2026-10-24T00:00:00", "Europe/Berlin");
        List<Instant> day = first(hourly, 48);

        assertThat(day).doesNotHaveDuplicates().isSorted();
        assertThat(Duration.between(day.getFirst(), day.getLast())).isEqualTo(Duration.ofHours(48));
        assertThat(backwards(hourly, day.getLast(), 48)).isEqualTo(day.reversed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ=FORTNIGHTLY",
                "INTERVAL=2",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;COUNT=1;UNTIL=20260101",
                "FREQ=DAILY;BYDAY=XX",
                "FREQ=DAILY;BYDAY=2MO",
                "FREQ=DAILY;BYHOUR=24",
                "FREQ=DAILY;FREQ=DAILY",
                "FREQ=DAILY;BYEASTER=1",
                "FREQ=MONTHLY;BYWEEKNO=2",
                "FREQ=MONTHLY;BYSETPOS=1",
                "FREQ=DAILY;UNTIL=tomorrow"
            })
    void whatIsNoRuleIsRefusedAndNamed(String rule) {
        assertThatThrownBy(() -> RecurrenceRule.parse(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Recurrence rule '");
    }

    static Slots slots(String rule, String start, String zone) {
        return RecurrenceTimes.of(RecurrenceRule.parse(rule), LocalDateTime.parse(start), ZoneId.of(zone));
    }

    private static List<Instant> first(Slots slots, int count) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = slots.next(Instant.EPOCH);
        while (next.isPresent() && found.size() < count) {
            found.add(next.get());
            next = slots.next(next.get());
        }
        return found;
    }

    private static List<Instant> backwards(Slots slots, Instant from, int count) {
        List<Instant> found = new ArrayList<>(List.of(from));
        Optional<Instant> previous = slots.previous(from);
        while (previous.isPresent() && found.size() < count) {
            found.add(previous.get());
            previous = slots.previous(previous.get());
        }
        return found;
    }
}
