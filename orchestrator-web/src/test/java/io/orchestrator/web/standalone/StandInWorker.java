package io.orchestrator.web.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Writes its process id down and waits for its end. */
final class StandInWorker {

    private StandInWorker() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> options = Arrays.asList(arguments);
        Path home = Path.of(options.get(options.indexOf("--work-folder") + 1));
        Files.writeString(
                home.resolve("pids"),
                ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        new CountDownLatch(1).await();
    }
}
