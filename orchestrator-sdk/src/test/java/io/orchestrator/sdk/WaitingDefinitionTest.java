package io.orchestrator.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What sensors, waits and questions about the time are defined as, and what cannot be meant. */
class WaitingDefinitionTest {

    private static final Poking POKING = Poking.every(Duration.ofMinutes(1));

    private Poke<List<String>> look() {
        return Poke.found(List.of());
    }

    private static TaskDefinition only(Consumer<DagBuilder> body) {
        return Dag.define("x", body).tasks().getFirst();
    }

    @Test
    void whatASensorLooksForIsItsOutput() {
        TaskDefinition sensor = only(dag -> dag.sensor("s", POKING, this::look));

        assertThat(sensor.outputType()).hasToString("java.util.List<java.lang.String>");
        assertThat(sensor.flow().poking()).isEqualTo(POKING);
        assertThat(only(dag -> dag.waitFor("s", POKING, () -> true)).outputType())
                .isNull();
        assertThat(only(dag -> dag.sensor("s", POKING, () -> Poke.found("a")).returning(new TypeRef<String>() {}))
                        .outputType())
                .isEqualTo(String.class);
    }

    @Test
    void aLambdaDoesNotSayWhatItLooksFor() {
        refused(dag -> dag.sensor("s", POKING, () -> Poke.found("a")), "Java does not keep what its lambda looks for");
    }

    @Test
    void wrongWaitsAreRefusedWhenTheyAreDefined() {
        refused(dag -> dag.waitFor("s", Poking.every(Duration.ofSeconds(-1)), () -> true), "the interval of a sensor");
        refused(dag -> dag.waitFor("s", POKING.softFail().neverFail(), () -> true), "keep one of them");
        refused(dag -> dag.waitUntil("w", Until.timeOfDay("25:00", "UTC")), "the time of day is '25:00'");
        refused(dag -> dag.waitUntil("w", Until.timeOfDay("06:00", "Mars")), "the time zone 'Mars' is unknown");
        refused(dag -> dag.trigger("t", TriggerRun.of("a b")), "the DAG 'a b' has an illegal name");
        refused(dag -> dag.branch("b", ClockQuestion.isOn(Set.of(), "UTC")), "name at least one");
        refused(dag -> dag.branch("b", ClockQuestion.isBetween(null, null, "UTC")), "it asks for no time");
        refused(
                dag -> dag.branch("b", ClockQuestion.isBetween("8", null, "UTC")),
                "it asks for the time '8'; write 08:00 or 2026-01-01T08:00");
        refused(
                dag -> dag.branch("b", ClockQuestion.isBetween("08:00", null, "UTC"))
                        .when(true, dag.action("a", () -> {})),
                "its branch has no choice for false");
        refused(dag -> dag.action("a", () -> {}).label("x"), "label is for the instances of a mapped task");
    }

    private static void refused(Consumer<DagBuilder> body, String expected) {
        assertThatThrownBy(() -> Dag.define("x", body))
                .isInstanceOf(DagDefinitionException.class)
                .hasMessageContaining(expected);
    }
}
