package io.orchestrator.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Starts the command line. */
public final class Main {

    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    private Main() {}

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("dags", DagCommands::new);
        commands.put("runs", RunCommands::new);
        commands.put("tasks", TaskCommands::new);
        commands.put("backfill", BackfillCommands::new);
        commands.put("assets", AssetCommands::new);
        commands.put("pools", PoolCommands::new);
        commands.put("lake", LakeCommands::new);
        commands.put("connections", ConnectionCommands::new);
        commands.put("variables", VariableCommands::new);
        commands.put("users", UserCommands::new);
        commands.put("tokens", TokenCommands::new);
        commands.put("audit", AuditCommands::new);
        commands.put("evidence", EvidenceCommands::new);
        commands.put("login", LoginCommand::new);
        return commands;
    }

    public static void main(String[] arguments) {
        System.exit(
                run(System.getenv(), new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /** @return 0: done; 1: what was followed failed; 2: not understood; 3: the server refused; 4: no server, or no login */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        var line = commandLine(
                environment, arguments.length == 0 ? "" : arguments[0], arguments.length < 2 ? "" : arguments[1]);
        line.setOut(out);
        line.setErr(err);
        return line.execute(arguments);
    }

    /** Describing all commands takes longer than most of them: where one is named, the others are left out. */
    private static CommandLine commandLine(Map<String, String> environment, String first, String second) {
        var line = new CommandLine(new Orchestrator(environment));
        var named = COMMANDS.get(first);
        if (named != null) {
            line.addSubcommand(first, Group.line(named.get(), second));
        } else {
            COMMANDS.forEach((name, command) -> line.addSubcommand(name, Group.line(command.get(), "")));
            line.addSubcommand(new AutoComplete.GenerateCompletion());
        }
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
