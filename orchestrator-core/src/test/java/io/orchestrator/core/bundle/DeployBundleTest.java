package io.orchestrator.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.dag.DagCheck;
import io.orchestrator.core.engine.CommandRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployBundleTest {

    @TempDir
    Path folder;

    private final RecordingEngine engine = new RecordingEngine();
    private final MemoryBundleStore store = new MemoryBundleStore();
    private final MemorySlotStore slots = new MemorySlotStore();
    private DeployBundle deploy;

    @BeforeEach
    void start() throws IOException {
        BundleSettings settings = new BundleSettings(
                List.of(), TestBundles.runner(folder), 256, Duration.ofSeconds(60), Duration.ofSeconds(1));
        deploy = new DeployBundle(
                engine,
                store,
                slots,
                new DescribeBundle(settings),
                new DagCheck(schedule -> List.of()),
                Clock.systemUTC());
    }

    @Test
    void anUploadIsDeployedAndBelongsToNoDropBox() throws Exception {
        Path jar = TestBundles.jarWith(folder.resolve("a.jar"), TestBundles.dag("first"));
        Path library = TestBundles.jarWith(folder.resolve("b.jar"), TestBundles.dag("ignored"));

        Deployment deployment = deploy.deploy("flights", List.of(jar), List.of(library));

        assertThat(deployment.accepted()).isTrue();
        assertThat(deployment.dagIds()).containsExactly("first");
        assertThat(deployment.manifest().jars()).extracting("name").containsExactly("a.jar", "b.jar");
        assertThat(store.deployed("flights").orElseThrow().dropBox()).isNull();
        assertThat(store.manifest(deployment.manifest().build())).contains(deployment.manifest());
    }

    @Test
    void theNameAndTheRoleOfAJarArePartOfTheBuild() throws Exception {
        Path jar = TestBundles.jarWith(folder.resolve("a.jar"), TestBundles.dag("first"));
        Path library =
                CompiledJar.write(folder.resolve("b.jar"), "other.Library", "package other; public class Library {}");

        String build = build("flights", List.of(jar), List.of(library));

        assertThat(build("billing", List.of(jar), List.of(library))).isNotEqualTo(build);
        assertThat(build("flights", List.of(jar, library), List.of())).isNotEqualTo(build);
        assertThat(build("flights", List.of(jar), List.of(library))).isEqualTo(build);
    }

    @Test
    void aRefusedUploadSaysWhyAndDeploysNothing() throws Exception {
        Path jar = TestBundles.jar(folder.resolve("a.jar"), "throw new IllegalStateException(\"broken\");");

        Deployment deployment = deploy.deploy("flights", List.of(jar), List.of());

        assertThat(deployment.accepted()).isFalse();
        assertThat(deployment.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).contains("broken"));
        assertThat(engine.deployed).isEmpty();
        assertThat(store.importErrors()).hasSize(1);
    }

    @Test
    void anIllegalNameAndAMissingDagJarAreRefused() {
        assertThatThrownBy(() -> deploy.deploy("../flights", List.of(), List.of()))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("'../flights'")
                .hasMessageContaining("no DAG jar");
    }

    private String build(String name, List<Path> dagJars, List<Path> libraries) throws Exception {
        return deploy.deploy(name, dagJars, libraries).manifest().build();
    }
}
