package io.orchestrator.testkit.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.bundle.BundleSettings;
import io.orchestrator.core.bundle.BundleStore;
import io.orchestrator.core.bundle.SlotPass;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Engine;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.SlotStore;
import io.orchestrator.core.schedule.WantedSlots;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.BundleManifest.Jar;
import io.orchestrator.protocol.graph.SlotAnswer;
import io.orchestrator.protocol.graph.SlotQuestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real runner asks timetables in Java for more slots, with the jars of their build as they are stored. */
class AskTimetablesTest {

    private static final Instant AFTER = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final Map<String, KnownSlots> kept = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void moreSlotsAreAskedOfEachAloneAndKept() throws Exception {
        Path jar = BundleJar.write(
                folder.resolve("bundle.jar"),
                Map.of(
                        "Right", source("Right", "return after.plusSeconds(3600);"),
                        "Exits", source("Exits", "Runtime.getRuntime().halt(4); return after;")));

        int asked = new SlotPass(engine("Exits", "Right"), bundles(jar), slots(), settings(), Clock.systemUTC()).pass();

        assertThat(asked).isEqualTo(2);
        assertThat(told).containsExactly("Exits", "Right");
        assertThat(known("Right").error()).isNull();
        assertThat(known("Right").slots())
                .as("what was asked about is one itself")
                .hasSize(SlotAnswer.MOST + 1)
                .startsWith(AFTER, AFTER.plusSeconds(3600));
        assertThat(known("Exits").error())
                .contains("the timetable of DAG 'Exits' gave no slots")
                .contains("exit code 4");
    }

    private KnownSlots known(String dagId) {
        return Objects.requireNonNull(kept.get(dagId));
    }

    private static String source(String name, String body) {
        return """
                import io.orchestrator.sdk.*;
                import java.time.Instant;
                public class %1$s implements DagSource {
                    public Dag dag() {
                        return Dag.define("%1$s", dag -> {
                            dag.schedule(CustomTimetable.of("by code", "UTC", this::next));
                            dag.action("work", () -> {});
                        });
                    }
                    private Instant next(Instant after) { %2$s }
                }
                """.formatted(name, body);
    }

    private static BundleSettings settings() {
        return new BundleSettings(
                List.of(),
                Path.of(System.getProperty("runner.jar")),
                256,
                Duration.ofSeconds(60),
                Duration.ofSeconds(1));
    }

    private Engine engine(String... dagIds) {
        List<WantedSlots> wanted = new ArrayList<>();
        for (String dagId : dagIds) {
            wanted.add(new WantedSlots("build", new SlotQuestion(dagId, dagId, AFTER, AFTER, null), true));
        }
        return new Engine() {
            @Override
            @SuppressWarnings("unchecked")
            public <R> CompletableFuture<R> submit(Command<R> command) {
                if (command instanceof Command.SlotsKnown known) {
                    told.add(known.dagId());
                    return CompletableFuture.completedFuture((R) Boolean.TRUE);
                }
                return CompletableFuture.completedFuture((R) wanted);
            }

            @Override
            public Health health() {
                return new Health(true, 0);
            }
        };
    }

    private SlotStore slots() {
        return new SlotStore() {
            @Override
            public void save(KnownSlots known) {
                kept.put(known.dagId(), known);
            }

            @Override
            public Optional<KnownSlots> find(String dagId, String build) {
                return inForce(dagId);
            }

            @Override
            public Optional<KnownSlots> inForce(String dagId) {
                return Optional.ofNullable(kept.get(dagId));
            }
        };
    }

    /** One with a single build of a single jar. */
    private static BundleStore bundles(Path jar) {
        return (BundleStore) Proxy.newProxyInstance(
                BundleStore.class.getClassLoader(),
                new Class<?>[] {BundleStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "manifest" ->
                        Optional.of(new BundleManifest(
                                "b", "build", List.of(new Jar("bundle.jar", "hash", size(jar), true))));
                    case "jar" ->
                        Optional.of(new BundleStore.StoredJar("bundle.jar", size(jar), Files.newInputStream(jar)));
                    default -> throw new AssertionError("nobody asks for " + method.getName());
                });
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
