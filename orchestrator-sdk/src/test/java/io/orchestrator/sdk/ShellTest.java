package io.orchestrator.sdk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside the JVM: what they say, and that nothing of them stays. */
@Timeout(60)
class ShellTest {

    private final ListeningContext context = new ListeningContext();

    @Test
    void itsLinesAreLoggedAndTheLastOneIsItsOutput(@TempDir Path folder) throws Exception {
        String output = Shell.script("echo $GREETING; pwd >&2; cat")
                .in(folder)
                .env("GREETING", "hello")
                .run(context);

        assertThat(output).isEqualTo("hello");
        assertThat(context.said).containsExactlyInAnyOrder("INFO hello", "WARNING " + folder.toRealPath());
    }

    @Test
    void whatCannotBeStartedIsAnErrorAndSoIsAnyOtherCodeThanZero() {
        assertThatThrownBy(() -> Shell.program("no-such-program").run(context)).isInstanceOf(IOException.class);
        assertThatThrownBy(() ->
                        Shell.program("/bin/sh", "-c", "echo wrong >&2; exit 3").run(context))
                .isInstanceOf(ShellException.class)
                .hasMessage("The command ended with exit code 3: wrong")
                .extracting(thrown -> ((ShellException) thrown).exitCode())
                .isEqualTo(3);
        assertThatThrownBy(() ->
                        Shell.program("/bin/sh", "-c", "exit 3").skipOn(3, 4).run(context))
                .isInstanceOf(SkipException.class);
    }

    @Test
    void aCancelledCommandEndsWithAllThatItHasStarted(@TempDir Path folder) throws Exception {
        Path pids = folder.resolve("pids");
        Shell command = Shell.script("sleep 600 & echo $! > " + pids + "; sleep 600 & echo $! >> " + pids
                + "; echo $$ >> " + pids + "; echo ready; wait");
        CompletableFuture<Object> end = CompletableFuture.supplyAsync(() -> {
            try {
                return command.run(context);
            } catch (Exception e) {
                return e;
            }
        });
        assertThat(context.said.poll(30, SECONDS)).isEqualTo("INFO ready");
        var processes = Files.readAllLines(pids).stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
        assertThat(processes).hasSize(3);

        context.cancel();

        assertThat(end.get(30, SECONDS)).isInstanceOf(InterruptedException.class);
        for (ProcessHandle process : processes) {
            process.onExit().get(10, SECONDS);
        }
    }
}
