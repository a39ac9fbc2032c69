package io.orchestrator.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** All commands, and what they have in common. */
@Command(name = "orchestrator", mixinStandardHelpOptions = true, description = "Works with an Orchestrator server.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class Orchestrator implements Runnable {

    enum Output {
        TABLE,
        JSON
    }

    private final Map<String, String> environment;

    @Spec
    CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            defaultValue = "table",
            description = "table for people, json for scripts")
    Output output = Output.TABLE;

    Orchestrator(Map<String, String> environment) {
        this.environment = environment;
    }

    Map<String, String> environment() {
        return environment;
    }

    Server server() {
        return new Server(Login.find(environment));
    }

    Show show() {
        return new Show(spec.commandLine().getOut(), output == Output.JSON);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do");
    }
}
