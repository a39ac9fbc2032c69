package io.orchestrator.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract with programs in other languages, kept by a real sh and a real Python. */
@Timeout(60)
class ProcessTaskTest {

    @TempDir
    Path folder;

    private final ListeningContext context = new ListeningContext();

    private static ProcessTask sh(String script) {
        return ProcessTask.of("sh", "-c", script);
    }

    private static ProcessTask saying(String messages) {
        return ProcessTask.of("sh", "-c", "printf '%s' \"$1\" > \"$ORCHESTRATOR_MESSAGES\"", "sh", messages);
    }

    private DatasetVersion raw() throws IOException {
        Path file = Files.writeString(folder.resolve("raw.csv"), "a\nb\nc\n");
        var column = new DatasetVersion.Column("letter", "VARCHAR", false);
        return new DatasetVersion(
                "raw",
                7,
                List.of(new DatasetVersion.File("raw.csv", file, 6, "00")),
                3,
                List.of(column),
                Map.of("source", "test"),
                Set.of(),
                Instant.EPOCH,
                "run");
    }

    @Test
    void pythonReadsItsContextAndSaysWhatItHasMade() throws Exception {
        StagedFiles staged = new StagedFiles("summary", folder, null);

        ProcessResult result = Python.resource(ProcessTaskTest.class, "summary.py")
                .reads(raw())
                .writes(staged)
                .param("factor", 2)
                .env("MINE", "1")
                .run(context);

        assertThat(result.number("lines")).isEqualTo(3);
        assertThat(result.metric("mean")).isEqualTo(0.5);
        assertThat(folder.resolve("summary.txt")).hasContent("3");
        assertThat(staged.rows()).isEqualTo(1);
        assertThat(staged.columns()).containsExactly(new DatasetVersion.Column("lines", "BIGINT", false));
        assertThat(staged.meta).isEqualTo(Map.of("note", "ü", "metrics", Map.of("mean", 0.5)));
        assertThat(staged.tags).containsExactly("latest");
        assertThat(context.said)
                .containsExactly(
                        "INFO 3 lines of dag, factor 2", "INFO check 'some' passed: there are lines", "WARNING done");
    }

    @Test
    void itsEnvironmentIsClean() throws Exception {
        ProcessTask.of("env").env("MINE", "1").run(context);

        assertThat(context.said)
                .contains("INFO MINE=1")
                .extracting(line -> line.substring("INFO ".length(), line.indexOf('=')))
                .contains("PATH", "LANG", "ORCHESTRATOR_CONTEXT", "ORCHESTRATOR_MESSAGES")
                .isSubsetOf(
                        "PATH",
                        "HOME",
                        "LANG",
                        "TZ",
                        "MINE",
                        "ORCHESTRATOR_CONTEXT",
                        "ORCHESTRATOR_MESSAGES",
                        "ORCHESTRATOR_RUNNER",
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "_");
    }

    @Test
    void itsWorkFolderIsItsOwnAndGoesWithIt() throws Exception {
        ProcessResult result =
                sh("cat given.txt; touch left; printf '{\"type\":\"output\",\"key\":\"folder\",\"value\":\"%s\"}' "
                                + "\"$PWD\" >> $ORCHESTRATOR_MESSAGES")
                        .file("given.txt", "given\n".getBytes(UTF_8))
                        .run(context);

        assertThat(context.said).containsExactly("INFO given");
        assertThat(Path.of(result.text("folder"))).doesNotExist();
    }

    @Test
    void itsExitCodeSaysHowItEnded() {
        assertThatThrownBy(() -> sh("exit 99").run(context)).isInstanceOf(SkipException.class);
        assertThatThrownBy(() -> sh("exit 75").retryAfter(Duration.ofSeconds(3)).run(context))
                .isInstanceOfSatisfying(DeferException.class, later -> {
                    assertThat(later.after()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(later.resume()).isEqualTo(1);
                });
        assertThatThrownBy(() -> sh("echo first; echo wrong >&2; exit 3").run(context))
                .isInstanceOf(ShellException.class)
                .hasMessage("The command ended with exit code 3: wrong");
        assertThatThrownBy(() -> sh("kill -9 $$").run(context))
                .isInstanceOf(ShellException.class)
                .hasMessageStartingWith("The command ended with exit code 137");
        assertThatThrownBy(() -> ProcessTask.of("no-such-program").run(context))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The program 'no-such-program' is not on this worker");
        assertThatThrownBy(() -> Python.file(folder.resolve("none.py")).run(context))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("No such file");
        assertThatThrownBy(() -> Python.resource(ProcessTaskTest.class, "none.py"))
                .hasMessage("The bundle has no Python script 'none.py' beside " + ProcessTaskTest.class.getName());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | no JSON: at character 1 is 'nonsense', expected a JSON value",
                "[1] | expected a JSON object",
                "{} | it has no type, expected a text",
                "{\"type\":\"outputs\"} | its type is 'outputs', expected output, metric, dataset, check or log",
                "{\"type\":\"output\",\"key\":\"a\"} | it has no value, expected a value",
                "{\"type\":\"metric\",\"name\":\"auc\",\"value\":NaN} | 'NaN}', expected a JSON value",
                "{\"type\":\"metric\",\"name\":\"auc\",\"value\":\"1\"} | its value is \"1\", expected a number",
                "{\"type\":\"dataset\",\"name\":\"other\"} | the process writes no 'other', only [mine]",
                "{\"type\":\"dataset\",\"rows\":-1} | its rows is -1, expected a whole number from 0",
                "{\"type\":\"dataset\",\"columns\":[1]} | its columns is [1], expected a list of objects",
                "{\"type\":\"log\",\"text\":\"a\",\"level\":\"loud\"} | its level is 'loud', expected TRACE",
            })
    void aMessageThatCannotBeFailsTheTask(String message, String complaint) {
        StagedFiles staged = new StagedFiles("mine", folder, null);

        assertThatThrownBy(() -> saying("{\"type\":\"log\",\"text\":\"a\"}\n" + message)
                        .writes(staged)
                        .run(context))
                .isInstanceOf(ProcessException.class)
                .hasMessageStartingWith("message 2 of the process is wrong: ")
                .hasMessageContaining(complaint)
                .hasMessageEndingWith("; it is: " + message);
    }

    @Test
    void anOutputThatIsMissingOrOtherwiseIsAnError() throws Exception {
        ProcessResult result =
                saying("{\"type\":\"output\",\"key\":\"a\",\"value\":true}").run(context);

        assertThatThrownBy(() -> result.text("b")).hasMessage("the process gave no output 'b'; it gave [a]");
        assertThatThrownBy(() -> result.text("a")).hasMessage("the output 'a' of the process is true, expected a text");
        assertThatThrownBy(() -> sh("printf '\\377' > $ORCHESTRATOR_MESSAGES").run(context))
                .hasMessage("the messages of the process after line 0 are not UTF-8");
    }

    @Test
    void aFailedCheckFailsTheTaskWithItsSample() {
        assertThatThrownBy(() -> saying(
                                "{\"type\":\"check\",\"name\":\"keys\",\"passed\":false,\"summary\":\"2 are null\",\"sample\":[{\"id\":null}]}")
                        .run(context))
                .isInstanceOf(ProcessException.class)
                .hasMessage("check 'keys' failed: 2 are null, such as [{\"id\":null}]");
    }

    @Test
    void aCheckOfWhatItStagesDecidesWhatBecomesOfThat() throws Exception {
        Files.writeString(folder.resolve("data.csv"), "id");
        StagedFiles staged = new StagedFiles("mine", folder, null);

        saying(
                        "{\"type\":\"check\",\"name\":\"keys\",\"passed\":false,\"summary\":\"2 are null\",\"sample\":[{\"id\":null}]}\n"
                                + "{\"type\":\"check\",\"name\":\"rows\",\"dataset\":\"mine\",\"passed\":true,\"sample\":7}")
                .writes(staged)
                .run(context);

        DatasetCheck.Result keys = requireNonNull(staged.checked.get("keys"));
        assertThat(keys.passed()).isFalse();
        assertThat(keys.sample().getFirst().get("id")).isNull();
        DatasetCheck.Result rows = requireNonNull(staged.checked.get("rows"));
        assertThat(rows.details()).isEqualTo(Map.of("sample", 7L));
        assertThat(rows.summary()).isEqualTo("passed");
    }

    @Test
    void whatItLeavesBehindIsKilledWhenItEnds() throws Exception {
        sh("(trap '' TERM HUP; sleep 600) & echo $! > " + folder.resolve("pids") + "; exit 0")
                .run(context);

        allEnd();
    }

    @Test
    void aCancelledProcessEndsWithAllThatItHasStartedEvenIfItIgnoresTheSignal() throws Exception {
        Path pids = folder.resolve("pids");
        ProcessTask stubborn =
                sh("trap '' TERM; sh -c 'trap \"\" TERM; sleep 600 & echo $! >> " + pids + "; wait' & echo $! >> "
                        + pids + "; setsid sleep 600 & echo $! >> " + pids + "; echo $$ >> " + pids
                        + "; while [ $(wc -l < " + pids + ") -lt 4 ]; do :; done; echo ready; while :; do wait; done");
        CompletableFuture<Object> end = inBackground(stubborn);
        assertThat(context.said.poll(30, SECONDS)).isEqualTo("INFO ready");

        context.cancel();

        assertThat(end.get(30, SECONDS)).isInstanceOf(InterruptedException.class);
        allEnd();
    }

    @Test
    void aCancelledProcessMayTidyUp() throws Exception {
        Path tidy = folder.resolve("tidy");
        CompletableFuture<Object> end =
                inBackground(sh("trap 'touch " + tidy + "; exit 0' TERM; echo ready; sleep 600 & wait"));
        assertThat(context.said.poll(30, SECONDS)).isEqualTo("INFO ready");

        context.cancel();

        assertThat(end.get(30, SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(tidy).exists();
    }

    @Test
    void itEndsWithTheJvmThatStartedIt() throws Exception {
        Path pids = folder.resolve("pids");
        String script =
                "(trap '' TERM; sleep 600) & echo $! >> " + pids + "; echo $$ >> " + pids + "; echo ready; wait";
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Alone.class.getName(),
                        script)
                .redirectErrorStream(true)
                .start();
        try (var lines = jvm.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("ready");

            jvm.destroyForcibly();

            allEnd();
        }
    }

    /** A JVM that runs a script as a process task. */
    static final class Alone {

        public static void main(String[] arguments) throws Exception {
            ListeningContext context = new ListeningContext();
            Thread.ofPlatform().start(() -> {
                try {
                    System.out.println(context.said.take().substring("INFO ".length()));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            sh(arguments[0]).run(context);
        }
    }

    private CompletableFuture<Object> inBackground(ProcessTask task) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return task.run(context);
            } catch (Exception e) {
                return e;
            }
        });
    }

    private void allEnd() throws Exception {
        List<String> pids = Files.readAllLines(folder.resolve("pids"));
        assertThat(pids).isNotEmpty();
        for (var process : pids.stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList()) {
            process.onExit().get(10, SECONDS);
        }
        assertThat(pids)
                .noneMatch(pid -> Stream.of(pid)
                        .flatMap(each -> ProcessHandle.of(Long.parseLong(each)).stream())
                        .anyMatch(ProcessHandle::isAlive));
    }
}
