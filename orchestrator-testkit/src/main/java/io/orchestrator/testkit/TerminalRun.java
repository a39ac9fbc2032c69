package io.orchestrator.testkit;

import io.orchestrator.protocol.Json;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * Runs a DAG of some classes in the terminal, as {@link DagTest} does: {@code orchestrator dags test}. The classes are on the
 * class path; the first argument says where, so that they can be searched for DAGs.
 */
public final class TerminalRun {

    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final PrintStream out;

    private TerminalRun(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        System.exit(new TerminalRun(System.out).run(List.of(arguments)));
    }

    /**
     * Does the work of {@link #main}.
     *
     * @return 0: the run succeeded; 1: it failed; 2: the arguments are not understood
     */
    static int run(PrintStream out, String... arguments) throws IOException {
        return new TerminalRun(out).run(List.of(arguments));
    }

    private int run(List<String> arguments) throws IOException {
        if (arguments.isEmpty()) {
            out.println("usage: CLASSES [--dag ID] [--logical-date TIME] [--conf JSON]");
            return NOT_UNDERSTOOD;
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.size(); i += 2) {
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        List<Dag> dags = dags(Path.of(arguments.getFirst()));
        String wanted = options.get("--dag");
        List<Dag> chosen = dags.stream()
                .filter(dag -> wanted == null || dag.id().equals(wanted))
                .toList();
        if (chosen.size() != 1) {
            out.printf(
                    "%s has the DAGs: %s. Say which by --dag.%n",
                    arguments.getFirst(), dags.stream().map(Dag::id).sorted().collect(Collectors.joining(", ")));
            return NOT_UNDERSTOOD;
        }
        DagTest test = DagTest.of(chosen.getFirst());
        try {
            if (options.containsKey("--logical-date")) {
                test.logicalDate(Instant.parse(options.get("--logical-date")));
            }
            if (options.containsKey("--conf")) {
                Json.MAPPER
                        .readTree(options.get("--conf"))
                        .properties()
                        .forEach(field -> test.param(field.getKey(), field.getValue()));
            }
        } catch (DateTimeParseException e) {
            out.printf("'%s' is no time: expected one like 2026-01-31T00:00:00Z%n", options.get("--logical-date"));
            return NOT_UNDERSTOOD;
        } catch (JacksonException e) {
            out.println("--conf is no JSON object: expected something like '{\"limit\": 10}'");
            return NOT_UNDERSTOOD;
        }
        return tell(chosen.getFirst().id(), test.run());
    }

    private int tell(String dagId, TestRun run) {
        run.tasks().forEach((taskId, items) -> {
            for (int i = 0; i < items.size(); i++) {
                tell(items.size() == 1 ? taskId : taskId + "[" + i + "]", items.get(i));
            }
        });
        out.printf("run of %s: %s%n", dagId, run.state());
        return run.state().equals("success") ? 0 : FAILED;
    }

    private void tell(String name, TestRun.TestTask task) {
        String tries = task.tries() > 1 ? " after " + task.tries() + " tries" : "";
        out.printf("%-40s %s%s%n", name, task.state(), tries);
        task.log().forEach(line -> out.println("    " + line));
        task.failure().ifPresent(failure -> out.println("    failed: " + failure));
        task.output().ifPresent(output -> out.println("    gave " + output));
    }

    /** Every DAG that a public class there defines. */
    private static List<Dag> dags(Path classes) throws IOException {
        if (Files.isDirectory(classes)) {
            return dagsBelow(classes);
        }
        try (var jar = FileSystems.newFileSystem(classes)) {
            return dagsBelow(jar.getPath("/"));
        }
    }

    private static List<Dag> dagsBelow(Path root) throws IOException {
        List<Dag> dags = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                source(name.substring(0, name.length() - ".class".length()))
                        .ifPresent(source -> dags.add(source.dag()));
            }
        }
        return dags;
    }

    private static Optional<DagSource> source(String className) {
        try {
            Class<?> type = Class.forName(className, false, TerminalRun.class.getClassLoader());
            if (!DagSource.class.isAssignableFrom(type)
                    || Modifier.isAbstract(type.getModifiers())
                    || !Modifier.isPublic(type.getModifiers())) {
                return Optional.empty();
            }
            return Optional.of((DagSource) type.getConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            // Not a source, or one whose libraries are not there: the server's description tells of it.
            return Optional.empty();
        }
    }
}
