package io.orchestrator.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputTypeTest {

    record Flight(String carrier, @Nullable Integer delay) {}

    record Page<T>(List<T> items, @Nullable Page<T> next) {}

    record Everything(
            boolean a,
            byte b,
            short c,
            int d,
            long e,
            float f,
            double g,
            BigDecimal h,
            BigInteger i,
            Instant j,
            LocalDate k,
            LocalDateTime l,
            Duration m,
            UUID n,
            DayOfWeek o,
            int[] p,
            Flight[] q,
            Set<Flight> r,
            Map<String, List<Page<Flight>>> s) {}

    record Holder(String name, Thread thread) {}

    record Deep(List<Holder> holders) {}

    abstract static class Source<T> {
        T load() {
            throw new UnsupportedOperationException();
        }

        List<T> loadAll() {
            throw new UnsupportedOperationException();
        }
    }

    static final class Flights extends Source<Flight> {}

    static final class NamedFunction implements TaskFunction.Of0<Flight> {
        @Override
        public Flight call() {
            return new Flight("LH", null);
        }
    }

    static List<Flight> flights() {
        return List.of();
    }

    static Everything everything() {
        throw new UnsupportedOperationException();
    }

    static @Nullable Void nothing() {
        return null;
    }

    static int number() {
        return 1;
    }

    static Map<String, Page<Flight>> pages(TaskContext context) {
        return Map.of();
    }

    static Optional<Flight> optional() {
        return Optional.empty();
    }

    static List<?> wildcard() {
        return List.of();
    }

    static <T> List<T> generic() {
        return List.of();
    }

    @SuppressWarnings("rawtypes")
    static List raw() {
        return List.of();
    }

    @SuppressWarnings("NonApiType")
    static ArrayList<Flight> arrayList() {
        return new ArrayList<>();
    }

    @Test
    void aMethodReferenceKeepsItsTypeArguments() {
        assertThat(typeOf(dag -> dag.task("a", OutputTypeTest::flights)))
                .isEqualTo("java.util.List<" + Flight.class.getName() + ">");
        assertThat(typeOf(dag -> dag.task("a", OutputTypeTest::pages)))
                .isEqualTo("java.util.Map<java.lang.String, %s<%s>>"
                        .formatted(Page.class.getName(), Flight.class.getName()));
        assertThat(typeOf(dag -> dag.task("a", OutputTypeTest::everything))).isEqualTo(Everything.class.getName());
        assertThat(typeOf(dag -> dag.task("a", OutputTypeTest::number))).isEqualTo("int");
    }

    @Test
    void aLambdaOfAPlainTypeNeedsNoWord() {
        assertThat(typeOf(dag -> dag.task("a", () -> "text"))).isEqualTo("java.lang.String");
        assertThat(typeOf(dag -> dag.task("a", () -> new Flight("LH", 3)))).isEqualTo(Flight.class.getName());
        assertThat(typeOf(dag -> dag.task("a", () -> new int[] {1}))).isEqualTo("int[]");
    }

    @Test
    void anInheritedMethodOfATypeVariableIsReadFromItsUse() {
        Flights source = new Flights();

        assertThat(typeOf(dag -> dag.task("a", source::load))).isEqualTo(Flight.class.getName());
        refused(
                dag -> dag.task("a", source::loadAll),
                "its output type 'java.util.List<T>' cannot be handed on as JSON");
    }

    @Test
    void aLambdaOfAGenericTypeMustNameIt() {
        refused(
                dag -> dag.task("a", () -> List.of(1)),
                "Java does not keep what its lambda returns beyond 'List'; add .returning(new TypeRef<...>() {})");
        refused(dag -> dag.task("a", () -> (Object) "text"), "beyond 'Object'; add .returning(");
        refused(dag -> dag.task("a", () -> new Page<>(List.of(1), null)), "beyond 'Page'; add .returning(");

        assertThat(typeOf(dag -> dag.task("a", () -> List.of(1)).returning(new TypeRef<List<Integer>>() {})))
                .isEqualTo("java.util.List<java.lang.Integer>");
    }

    @Test
    void aFunctionThatIsNoLambdaMustNameItsType() {
        refused(
                dag -> dag.task("a", new NamedFunction()),
                "what its code returns cannot be read, because it is neither a method reference nor a lambda");

        assertThat(typeOf(dag -> dag.task("a", new NamedFunction()).returning(new TypeRef<Flight>() {})))
                .isEqualTo(Flight.class.getName());
    }

    @Test
    void typesThatAreNoDataAreRefused() {
        refused(dag -> dag.task("a", () -> Thread.currentThread()), "its output type 'java.lang.Thread' cannot be");
        refused(dag -> dag.task("a", InputStream::nullInputStream), "its output type 'java.io.InputStream' cannot be");
        refused(dag -> dag.task("a", OutputTypeTest::optional), "its output type 'java.util.Optional<");
        refused(dag -> dag.task("a", OutputTypeTest::wildcard), "its output type 'java.util.List<?>'");
        refused(dag -> dag.task("a", OutputTypeTest::generic), "its output type 'java.util.List<T>'");
        refused(dag -> dag.task("a", OutputTypeTest::raw), "its output type 'java.util.List'");
        refused(dag -> dag.task("a", OutputTypeTest::arrayList), "its output type 'java.util.ArrayList<");
        refused(
                dag -> dag.task("a", () -> Map.of(1, "x")).returning(new TypeRef<Map<Integer, String>>() {}),
                "its output type 'java.util.Map<java.lang.Integer, java.lang.String>'");
        refused(
                dag -> dag.task("a", () -> 'x'),
                "cannot be handed on as JSON; use records, enums, List, Set, Map with String keys");
    }

    @Test
    void theMessageLeadsToTheComponentThatIsNoData() {
        refused(
                dag -> dag.task("a", () -> new Deep(List.of())),
                "its output type '" + Deep.class.getName() + "' (Deep.holders.thread is 'java.lang.Thread')");
    }

    @Test
    void aTaskOfTypeVoidHasNoOutput() {
        Dag dag = Dag.define("x", it -> it.task("a", OutputTypeTest::nothing));

        assertThat(dag.tasks().getFirst().outputType()).isNull();
    }

    @Test
    void aTypeRefWithoutTypeIsRefused() {
        assertThatExceptionOfType(DagDefinitionException.class)
                .isThrownBy(() -> new Rawly())
                .withMessage("a TypeRef has no type; write new TypeRef<List<Flight>>() {}");
    }

    @SuppressWarnings("rawtypes")
    private static final class Rawly extends TypeRef {}

    @Test
    void collectionsAsParametersTakeAListThatWasReturned() {
        Function<Collection<Flight>, Integer> count = Collection::size;

        Dag dag = Dag.define("x", it -> {
            Task<List<Flight>> flights = it.task("flights", OutputTypeTest::flights);
            it.task("count", count::apply, flights);
        });

        assertThat(dag.tasks().getLast().outputType()).isEqualTo(Integer.class);
    }

    private static String typeOf(Consumer<DagBuilder> body) {
        return String.valueOf(Dag.define("x", body).tasks().getFirst().outputType())
                .replace("class ", "")
                .replace("[I", "int[]");
    }

    private static void refused(Consumer<DagBuilder> body, String message) {
        assertThatExceptionOfType(DagDefinitionException.class)
                .isThrownBy(() -> Dag.define("x", body))
                .withMessageStartingWith("DAG 'x', task 'a': ")
                .withMessageContaining(message);
    }
}
