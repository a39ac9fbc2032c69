package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.sdk.DataInterval;
import io.orchestrator.sdk.Params;
import io.orchestrator.sdk.Shell;
import io.orchestrator.sdk.ShellException;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Commands beside the JVM, and what their exit codes mean. */
final class Commands {

    private Commands() {}

    static void check(Case testCase) {
        int code = testCase.json().required("exit_code").asInt();
        Shell command = switch (testCase.text("task_type")) {
            case "shell command" -> Shell.script("exit " + code);
            // Code beside the JVM is a program like any other.
            case "code in a subprocess" -> Shell.program("/bin/sh", "-c", "exit " + code);
            default -> throw new AssertionError("the task type is not known");
        };
        assertThat(state(skipping(command, testCase.json().required("skip_on_exit_code"))))
                .isEqualTo(testCase.text("expect_state"));
    }

    private static Shell skipping(Shell command, JsonNode codes) {
        if (codes.isString()) {
            assertThat(codes.asString()).isEqualTo("default");
            return command;
        }
        return codes.isArray()
                ? command.skipOn(codes.valueStream().mapToInt(JsonNode::asInt).toArray())
                : codes.isNull() ? command.skipOn() : command.skipOn(codes.asInt());
    }

    private static String state(Shell command) {
        try {
            command.run(new Context());
            return "success";
        } catch (SkipException e) {
            return "skipped";
        } catch (ShellException e) {
            return "failed";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody cancels it", e);
        }
    }

    /** Of an attempt that nobody cancels. */
    private record Context() implements TaskContext {

        @Override
        public String dagId() {
            return "dag";
        }

        @Override
        public String runId() {
            return "run";
        }

        @Override
        public String taskId() {
            return "command";
        }

        @Override
        public int mapIndex() {
            return -1;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public UUID attemptId() {
            return new UUID(1, 1);
        }

        @Override
        public Optional<Instant> logicalDate() {
            return Optional.empty();
        }

        @Override
        public Optional<DataInterval> dataInterval() {
            return Optional.empty();
        }

        @Override
        public Params params() {
            return Params.of(Map.of());
        }

        @Override
        public System.Logger log() {
            return System.getLogger("command");
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void onCancel(Runnable action) {}
    }
}
