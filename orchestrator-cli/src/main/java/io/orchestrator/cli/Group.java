package io.orchestrator.cli;

import java.lang.reflect.Method;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Commands about one kind of thing. */
@Command(addMethodSubcommands = false, mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
abstract class Group implements Runnable {

    @ParentCommand
    Orchestrator all;

    @Spec
    CommandSpec spec;

    /** Describing all methods takes longer than most of them: where one is named, the others are left out. */
    static CommandLine line(Object group, String named) {
        var line = new CommandLine(group);
        var methods = CommandLine.getCommandMethods(group.getClass(), null);
        var wanted =
                methods.stream().filter(method -> name(method).equals(named)).toList();
        (wanted.isEmpty() ? methods : wanted).forEach(line::addSubcommand);
        return line;
    }

    private static String name(Method method) {
        var name = method.getAnnotation(Command.class).name();
        return name.equals("<main class>") ? method.getName() : name;
    }

    final Server server() {
        return all.server();
    }

    final Show show() {
        return all.show();
    }

    /** What an address lists: as much of it as the address asks for, and how much there is. */
    final int list(String path, String field, String... columns) {
        show().list(server().get(path), field, columns);
        return 0;
    }

    static String dag(String dagId) {
        return "/api/v2/dags/" + Server.part(dagId);
    }

    static String run(String dagId, String runId) {
        return dag(dagId) + "/dagRuns/" + Server.part(runId);
    }

    static String task(String dagId, String runId, String taskId) {
        return run(dagId, runId) + "/taskInstances/" + Server.part(taskId);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do");
    }
}
