package io.orchestrator.integration.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    /** What a process of its own does, given more or less to say. */
    static final class Loads {
        private Loads() {}

        public static void main(String[] arguments) {
            try {
                OnnxModel.open(Path.of("nothing.onnx"), new Signature(List.of(), "late", 0));
            } catch (ModelException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    @Test
    void aProcessWithALongCommandLineIsToldSoInsteadOfBeingKilled() throws IOException, InterruptedException {
        assertThat(run("x".repeat(10_000))).contains("command line of this process is longer than 4000 bytes");
        assertThat(run("x")).contains("nothing.onnx cannot be loaded");
    }

    private String run(String argument) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        Loads.class.getName(),
                        argument)
                .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
