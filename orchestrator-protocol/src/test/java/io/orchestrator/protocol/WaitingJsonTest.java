package io.orchestrator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.ClockTest;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.graph.WaitSpec;
import io.orchestrator.protocol.runner.FromRunner;
import io.orchestrator.protocol.worker.Report;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is said of tasks that wait comes out of JSON as it went in. */
class WaitingJsonTest {

    private static final UUID ID = new UUID(1, 2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final JsonNode JOB = JsonNodeFactory.instance.objectNode().put("job", 7);

    static Stream<ControlSpec> controls() {
        DecisionSpec.Branch branch = new DecisionSpec.Branch(Map.of("true", List.of("a"), "false", List.of()), null);
        ClockTest days = new ClockTest.Weekdays(List.of(DayOfWeek.MONDAY), "UTC");
        ClockTest window = new ClockTest.Window(
                new ClockTest.Bound(LocalDate.of(2026, 1, 1), LocalTime.of(8, 0)),
                new ClockTest.Bound(null, LocalTime.of(18, 30)),
                "Europe/Berlin");
        return Stream.concat(
                Stream.of(
                                new WaitSpec.At(Instant.EPOCH),
                                new WaitSpec.TimeOfDay(LocalTime.of(6, 30), "UTC"),
                                new WaitSpec.Delay(HOUR),
                                new WaitSpec.AfterInterval(HOUR),
                                new WaitSpec.OtherRun("d", "t", HOUR.negated(), null, true),
                                new WaitSpec.Trigger("d", JOB, true, true, HOUR, false))
                        .map(ControlSpec.PLAIN::waiting),
                Stream.of(
                        ControlSpec.PLAIN.poking(new PokeSpec(HOUR, true, HOUR, HOUR, true, false, true)),
                        ControlSpec.PLAIN.withDecision(new DecisionSpec.Clock(days, true, branch)),
                        ControlSpec.PLAIN.withDecision(new DecisionSpec.Clock(window, false, branch)),
                        ControlSpec.PLAIN.withMapping(new MapSpec(
                                List.of(new MapSpec.Onto(new MapSpec.Output("rows"), JOB)), "{{map_name}}"))));
    }

    @ParameterizedTest
    @MethodSource("controls")
    void controlsComeBack(ControlSpec control) {
        String json = Json.CANONICAL.writeValueAsString(control);

        assertThat(Json.MAPPER.readValue(json, ControlSpec.class)).isEqualTo(control);
    }

    static Stream<Report> reports() {
        return Stream.of(
                new Report.NotYet(ID, null, null),
                new Report.NotYet(ID, Report.When.after(HOUR), "label"),
                new Report.Deferred(ID, Report.When.at(Instant.EPOCH), JOB, null),
                new Report.Deferred(ID, Report.When.after(HOUR), null, "label"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void reportsComeBackFromTheRunner(Report report) {
        FromRunner done = new FromRunner.Done(report, true);
        String json = Json.MAPPER.writerFor(FromRunner.class).writeValueAsString(done);

        assertThat(Json.MAPPER.readValue(json, FromRunner.class)).isEqualTo(done);
    }
}
