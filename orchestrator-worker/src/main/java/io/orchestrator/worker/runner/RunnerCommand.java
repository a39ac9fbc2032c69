package io.orchestrator.worker.runner;

import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.worker.bundle.Bundle;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line and the environment of a child JVM. */
final class RunnerCommand {

    /** Marks every process that a runner starts, so that one which left its process group is still found. */
    static final String MARKER = "ORCHESTRATOR_RUNNER";

    /** A file in the runner's folder. */
    static final String OPTIONS = "jvm.options";

    private static final List<String> KEPT_ENVIRONMENT = List.of("PATH", "LANG", "TZ");
    private static final String MAIN = "io.orchestrator.runner.RunnerMain";

    private RunnerCommand() {}

    /**
     * @param folder the runner's own
     */
    static List<String> arguments(
            RunnerSettings settings, RunnerSpec spec, Bundle bundle, RunnerFolders folders, Path socket, Path folder) {
        List<String> arguments = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", "KILL"));
        if (settings.user() != null) {
            arguments.addAll(settings.user().switchOptions());
        }
        arguments.add(settings.java().toString());
        arguments.addAll(jvmOptions(settings, spec, folders.home(), folder));
        arguments.add("-Dorchestrator.lake=" + folders.lake());
        arguments.add("@" + folder.resolve(OPTIONS));
        arguments.addAll(List.of(MAIN, "--socket", socket.toString()));
        for (Path jar : bundle.dagJars()) {
            arguments.addAll(List.of("--jar", jar.toString()));
        }
        return arguments;
    }

    /**
     * The class path, for a file of options: of a bundle with many libraries it would make a command line of which native libraries
     * (ONNX Runtime) die, as they read it into 4 KiB.
     */
    static String options(Bundle bundle, RunnerFolders folders) {
        String classPath = Stream.concat(Stream.of(folders.runnerJar()), bundle.classPath().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return "-cp \"" + classPath.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    }

    static int heap(RunnerSettings settings, RunnerSpec spec) {
        return spec.heapMegabytes() == null ? settings.heapMegabytes() : spec.heapMegabytes();
    }

    private static List<String> jvmOptions(RunnerSettings settings, RunnerSpec spec, Path home, Path folder) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + heap(settings, spec) + "m",
                "-Duser.home=" + home,
                // Standard output belongs to user code: what the JVM itself says goes to standard error.
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                // Lets the runner use a thread again: it wipes what an attempt has kept in it.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8"));
        // Two collectors at once would stop the JVM.
        if (spec.jvmOptions().stream().noneMatch(option -> option.matches("-XX:[+]Use\\w+GC"))) {
            options.add("-XX:+UseSerialGC");
        }
        options.addAll(spec.jvmOptions());
        return options;
    }

    /** What user code sees: nothing of the worker's own but what is harmless on every machine. */
    static Map<String, String> environment(Map<String, String> own, Path home, String marker) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", home.toString());
        for (String name : KEPT_ENVIRONMENT) {
            String value = own.get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put(MARKER, marker);
        return environment;
    }
}
