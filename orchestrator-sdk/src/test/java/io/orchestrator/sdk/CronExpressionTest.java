package io.orchestrator.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronExpressionTest {

    @Test
    void readsListsRangesAndSteps() {
        CronExpression cron = CronExpression.parse("0,30,45-47 8-18/5 * * *");

        assertThat(bits(cron.minutes())).containsExactly(0, 30, 45, 46, 47);
        assertThat(bits(cron.hours())).containsExactly(8, 13, 18);
        assertThat(bits(CronExpression.parse("50/5 * * * *").minutes())).containsExactly(50, 55);
        assertThat(bits(CronExpression.parse("*/20 * * * *").minutes())).containsExactly(0, 20, 40);
        assertThat(bits(CronExpression.parse("0 0 1 jan,OCT-dec *").months())).containsExactly(1, 10, 11, 12);
    }

    @Test
    void tellsWhichFieldsFollowElapsedTime() {
        assertThat(CronExpression.parse("*/5 3 * * *").wildcardMinute()).isTrue();
        assertThat(CronExpression.parse("*/5 3 * * *").wildcardHour()).isFalse();
        assertThat(CronExpression.parse("5 */2 * * *").wildcardMinute()).isFalse();
        assertThat(CronExpression.parse("5 */2 * * *").wildcardHour()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 1,15 * *     | 1 15",
                "0 0 L * *        | 31",
                "0 0 L-2 * *      | 29",
                "0 0 LW * *       | 31",
                "0 0 1W * *       | 3",
                "0 0 15W * *      | 14",
                "0 0 29W * *      | 28",
                "0 0 30W * *      | 31",
                "0 0 * * 1        | 3 10 17 24 31",
                "0 0 ? * 7        | 2 9 16 23 30",
                "0 0 ? * SUN      | 2 9 16 23 30",
                "0 0 * * FRI-SUN  | 1 2 7 8 9 14 15 16 21 22 23 28 29 30",
                "0 0 * * 6-7      | 1 2 8 9 15 16 22 23 29 30",
                "0 0 * * FRI#2    | 14",
                "0 0 * * 0#5      | 30",
                "0 0 * * 7#1      | 2",
                "0 0 * * MONL     | 31",
                "0 0 * * 5L       | 28",
                "0 0 20-21 * MON  | 3 10 17 20 21 24 31",
                "0 0 */10 * MON   | 31"
            })
    void matchesDatesOfAMonthThatStartsOnASaturday(String expression, String days) {
        assertThat(datesIn(CronExpression.parse(expression), 2026, 8))
                .containsExactlyElementsOf(
                        List.of(days.split(" ")).stream().map(Integer::valueOf).toList());
    }

    @Test
    void nearestWeekdayStaysWithinItsMonth() {
        assertThat(datesIn(CronExpression.parse("0 0 1W * *"), 2026, 8)).containsExactly(3);
        assertThat(datesIn(CronExpression.parse("0 0 31W * *"), 2026, 5)).containsExactly(29);
        assertThat(datesIn(CronExpression.parse("0 0 31W * *"), 2026, 4)).isEmpty();
    }

    @Test
    void presetsStandForTheirFields() {
        assertThat(bits(CronExpression.parse("@hourly").hours())).hasSize(24);
        assertThat(datesIn(CronExpression.parse("@weekly"), 2026, 8)).containsExactly(2, 9, 16, 23, 30);
        assertThat(datesIn(CronExpression.parse("@monthly"), 2026, 8)).containsExactly(1);
        assertThat(bits(CronExpression.parse("@quarterly").months())).containsExactly(1, 4, 7, 10);
        assertThat(bits(CronExpression.parse("@annually").months())).containsExactly(1);
        assertThat(CronExpression.parse("@DAILY").wildcardHour()).isFalse();
    }

    @Test
    void leapDaysArePossible() {
        CronExpression cron = CronExpression.parse("0 0 29 2 *");

        assertThat(cron.matchesDate(LocalDate.of(2028, 2, 29))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 * *         | found 4 fields, expected five",
                "0 0 0 * * *     | found 6 fields, expected five",
                "''              | found 0 fields, expected five",
                "60 * * * *      | the minute field's '60' is out of range; use 0 to 59",
                "0 24 * * *      | the hour field's '24' is out of range; use 0 to 23",
                "0 0 0 * *       | the day-of-month field's '0' is out of range; use 1 to 31",
                "0 0 * 13 *      | the month field's '13' is out of range; use 1 to 12",
                "0 0 * * 8       | the day-of-week field's '8' is out of range; use 0 to 7",
                "0 0 * * MOO     | the day-of-week field's 'MOO' is not understood",
                "? * * * *       | the minute field's '?' is not understood",
                "*/0 * * * *     | has a step that must be from 1 to 59",
                "*/90 * * * *    | has a step that must be from 1 to 59",
                "0 22-2 * * *    | ends before it starts; write two ranges",
                "0, * * * *      | has an empty list item",
                "-1 * * * *      | is not understood",
                "0 0 * * FRI#6   | must have a number from 1 to 5",
                "0 0 * * L       | must name its day",
                "@fortnightly    | unknown preset; use one of @annually, @daily",
                "@every 5m       | or another schedule: Every.of(duration)",
                "TZ=UTC 0 6 * * * | the zone stands beside the expression: Cron.of(",
                "0 0 31 4 *      | no date ever matches",
                "0 0 30,31 2 *   | no date ever matches",
                "0 0 L-31 * *    | no date ever matches"
            })
    void refusesWithAMend(String expression, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CronExpression.parse(expression))
                .withMessageContaining("'" + expression + "'")
                .withMessageContaining(message);
    }

    private static List<Integer> bits(long mask) {
        List<Integer> bits = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            if ((mask >>> i & 1) == 1) {
                bits.add(i);
            }
        }
        return bits;
    }

    private static List<Integer> datesIn(CronExpression cron, int year, int month) {
        LocalDate first = LocalDate.of(year, month, 1);
        return first.datesUntil(first.plusMonths(1))
                .filter(cron::matchesDate)
                .map(LocalDate::getDayOfMonth)
                .toList();
    }
}
