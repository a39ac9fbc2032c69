package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

    @TempDir
    Path folder;

    Path jar;

    @BeforeEach
    void jar() throws IOException {
        jar = Files.createFile(folder.resolve("runner.jar"));
    }

    @Test
    void argumentsComeBeforeTheEnvironmentAndDefaultsLast() throws Exception {
        WorkerSettings settings = read(
                Map.of("ORCHESTRATOR_WORKER_SLOTS", "7", "ORCHESTRATOR_WORKER_GRACE", "1500ms"),
                "--slots",
                "3",
                "--queues",
                "default, gpu");

        assertThat(settings.slots().slots()).isEqualTo(3);
        assertThat(settings.slots().grace()).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.queues()).containsExactly("default", "gpu");
        assertThat(settings.prefetch()).isEqualTo(48);
        assertThat(settings.servers()).containsExactly(URI.create("http://127.0.0.1:8080"));
    }

    @Test
    void theTokenIsReadFromAFileAndNeverShown() throws Exception {
        WorkerSettings settings = read(Map.of());

        assertThat(settings.token()).isEqualTo("secret-token");
        assertThat(settings.toString()).doesNotContain("secret-token");
    }

    @Test
    void anUnknownSettingIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> read(Map.of(), "--slot", "3"))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("--slot;")
                .hasMessageContaining("--slots");
    }

    @Test
    void badValuesAreToldInOneSentence() {
        assertThatThrownBy(() -> read(Map.of(), "--grace", "soon"))
                .hasMessage("--grace is 'soon': expected a duration such as 500ms, 10s or 2m.");
        assertThatThrownBy(() -> read(Map.of(), "--servers", "localhost:8080"))
                .hasMessageContaining("expected URLs such as");
        assertThatThrownBy(() -> read(Map.of(), "--runner-jar", "/no/such.jar"))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> read(Map.of(), "--slots")).hasMessage("--slots has no value.");
    }

    private WorkerSettings read(Map<String, String> environment, String... more) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret-token\n");
        List<String> arguments = new ArrayList<>(List.of(
                "--servers",
                "http://127.0.0.1:8080",
                "--token-file",
                token.toString(),
                "--runner-jar",
                jar.toString()));
        arguments.addAll(List.of(more));
        return SettingsReader.read(arguments.toArray(new String[0]), environment);
    }

    @Test
    void theHelpHasEverySettingThereIs() {
        assertThatThrownBy(() -> read(Map.of(), "--no-such-thing", "1"))
                .isInstanceOfSatisfying(BadSettings.class, refused -> {
                    String all = String.valueOf(refused.getMessage()).replaceFirst(".*there are: ", "");
                    assertThat(all.replace(".", "").split(", "))
                            .hasSizeGreaterThan(20)
                            .allSatisfy(name ->
                                    assertThat(WorkerHelp.TEXT).containsPattern("(?m)(^ |,) +?" + name + "(,| )"));
                });
        assertThat(WorkerHelp.isAsked("--runner-jar", "x", "--help")).isTrue();
        assertThat(WorkerHelp.isAsked("--slots", "2")).isFalse();
    }
}
