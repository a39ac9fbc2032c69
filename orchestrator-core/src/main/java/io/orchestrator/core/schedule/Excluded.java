package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.Exclusion;
import io.orchestrator.sdk.CronExpression;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which instants are excluded, and how far that stretch reaches at least. */
final class Excluded {

    private final List<Function<Instant, Optional<Span>>> rules;

    /**
     * @param from inclusive
     * @param until exclusive
     */
    record Span(Instant from, Instant until) {}

    Excluded(List<Exclusion> exclusions) {
        this.rules = exclusions.stream().map(Excluded::rule).toList();
    }

    /** An excluded stretch that the instant lies in, or empty: it counts. */
    Optional<Span> around(Instant instant) {
        return rules.stream().flatMap(rule -> rule.apply(instant).stream()).findFirst();
    }

    private static Function<Instant, Optional<Span>> rule(Exclusion exclusion) {
        return switch (exclusion) {
            case Exclusion.Days days -> {
                ZoneId zone = ZoneId.of(days.zone());
                yield instant -> day(days, zone, LocalDate.ofInstant(instant, zone));
            }
            case Exclusion.Minutes minutes -> {
                ZoneId zone = ZoneId.of(minutes.zone());
                CronExpression cron = CronExpression.parse(minutes.expression());
                yield instant -> minute(cron, instant, LocalDateTime.ofInstant(instant, zone));
            }
        };
    }

    private static Optional<Span> day(Exclusion.Days days, ZoneId zone, LocalDate date) {
        return days.weekdays().contains(date.getDayOfWeek()) || days.dates().contains(date)
                ? Optional.of(new Span(
                        date.atStartOfDay(zone).toInstant(),
                        date.plusDays(1).atStartOfDay(zone).toInstant()))
                : Optional.empty();
    }

    private static Optional<Span> minute(CronExpression cron, Instant instant, LocalDateTime time) {
        boolean matches = (cron.hours() >>> time.getHour() & 1) == 1
                && (cron.minutes() >>> time.getMinute() & 1) == 1
                && cron.matchesDate(time.toLocalDate());
        Instant from = instant.truncatedTo(ChronoUnit.MINUTES);
        return Stream.of(new Span(from, from.plusSeconds(60)))
                .filter(span -> matches)
                .findFirst();
    }
}
