package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TerminalRunTest {

    /** Halves a number, and fails at an odd one. */
    public static final class Halving implements DagSource {

        @Override
        public Dag dag() {
            return Dag.define("halving", dag -> {
                Task<Integer> half = dag.task("half", Halving::half);
                dag.action("tell", Halving::tell, half);
            });
        }

        static int half(TaskContext context) {
            int number = (int) context.params().integer("number", 8);
            if (number % 2 != 0) {
                throw new IllegalArgumentException(number + " is odd");
            }
            return number / 2;
        }

        static void tell(TaskContext context, int half) {
            context.log().log(Level.INFO, "It is {0}", half);
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String... options) throws IOException, URISyntaxException {
        Path classes = Path.of(TerminalRunTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String[] arguments = new String[options.length + 1];
        arguments[0] = classes.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return TerminalRun.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
    }

    @Test
    void aDagRunsAndItsTasksAreTold() throws Exception {
        assertThat(run("--dag", "halving", "--conf", "{\"number\": 10}")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("half", "success", "gave 5", "INFO It is 5", "run of halving: success");
    }

    @Test
    void aRunThatFailsIsAnExitCode() throws Exception {
        assertThat(run("--dag", "halving", "--conf", "{\"number\": 7}")).isEqualTo(1);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("7 is odd", "run of halving: failed");
    }

    @Test
    void whatIsNotThereOrNotUnderstoodIsTold() throws Exception {
        assertThat(run("--dag", "nothing")).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("halving").contains("--dag");
        assertThat(run("--dag", "halving", "--conf", "[")).isEqualTo(2);
        assertThat(run("--dag", "halving", "--logical-date", "yesterday")).isEqualTo(2);
    }
}
