package io.orchestrator.bench.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the figures were taken on. */
public final class Machine {

    private static final double GIB = 1024 * 1024;

    private Machine() {}

    /** @param data where the database lies */
    public static Map<String, Object> describe(Path data) {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cpu", value("/proc/cpuinfo", "model name"));
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put(
                "memory_gib",
                Math.round(Double.parseDouble(value("/proc/meminfo", "MemTotal").split(" ")[0]) / GIB));
        machine.put("kernel", System.getProperty("os.version", "?"));
        machine.put("file_system", fileSystem(data));
        machine.put("jdk", System.getProperty("java.vm.version", "?"));
        return machine;
    }

    private static String value(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0 ?");
        } catch (IOException failure) {
            throw new BenchFailed("%s cannot be read: %s.".formatted(file, failure), failure);
        }
    }

    private static String fileSystem(Path data) {
        try {
            return Files.getFileStore(data).type();
        } catch (IOException failure) {
            return "?";
        }
    }

    /** Which state of the sources this is, as git says it; "?" outside of a checkout. */
    public static String commit(Path checkout) {
        try {
            Process git = new ProcessBuilder("git", "-C", checkout.toString(), "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return commit.isEmpty() ? "?" : commit;
        } catch (IOException noGit) {
            return "?";
        }
    }
}
