package io.orchestrator.web.standalone;

import io.orchestrator.postgres.PostgresFailed;
import io.orchestrator.web.Application;
import java.io.PrintStream;

/** {@code bin/orchestrator standalone}: starts everything, says so, and stops everything at Ctrl-C or SIGTERM. */
public final class StandaloneMain {

    private static final int FAILED = 1;

    private StandaloneMain() {}

    public static void main(String[] arguments) {
        run(Application.class, arguments);
    }

    /** The same with another application, for tests. */
    static void run(Class<?> application, String... arguments) {
        PrintStream terminal = System.out;
        Standalone standalone = new Standalone(application);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(standalone, terminal), "stop standalone"));
        try {
            Standalone.Running running = standalone.start(StandaloneOptions.parse(arguments));
            terminal.print(Banner.of(running.home(), running.port(), running.password()));
            terminal.flush();
        } catch (StandaloneFailed | PostgresFailed failure) {
            // A start that a Ctrl-C cut short has not failed.
            if (!standalone.isStopping()) {
                System.err.println("orchestrator: " + failure.getMessage());
                System.exit(FAILED);
            }
        }
    }

    private static void stop(Standalone standalone, PrintStream terminal) {
        if (standalone.isRunning()) {
            terminal.println("Stopping ...");
        }
        standalone.close();
    }
}
