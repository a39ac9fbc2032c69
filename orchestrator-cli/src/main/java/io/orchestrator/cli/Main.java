package io.orchestrator.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** Starts the command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(
                run(System.getenv(), new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /** @return 0: done; 1: what was followed failed; 2: not understood; 3: the server refused; 4: no server, or no login */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        var line = commandLine(environment);
        line.setOut(out);
        line.setErr(err);
        return line.execute(arguments);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        var line = new CommandLine(new Orchestrator(environment));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Failure known) {
                command.getErr().println("orchestrator: " + known.sentence());
                return known.exitCode();
            }
            throw failure;
        });
        return line;
    }
}
