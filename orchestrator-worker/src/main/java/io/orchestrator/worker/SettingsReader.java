package io.orchestrator.worker;

import io.orchestrator.worker.drain.DrainSettings;
import io.orchestrator.worker.runner.RunnerSettings;
import io.orchestrator.worker.slot.SlotSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The names, defaults and checks of a worker's settings, read from {@code --name value} arguments and the environment. */
final class SettingsReader {

    /**
     * What is here already begins without waiting for the database, and ends together with others in one commit. Servers ask back
     * what waits here while another worker has a free slot.
     */
    private static final int PREFETCH_FOR_A_SLOT = 16;

    private static final int MOST_PREFETCH = 256;

    private final NamedValues values;

    private SettingsReader(NamedValues values) {
        this.values = values;
    }

    /**
     * @param environment {@code ORCHESTRATOR_WORKER_SLOTS} stands in for a missing {@code --slots}, and so on
     */
    static WorkerSettings read(String[] arguments, Map<String, String> environment) throws BadSettings {
        NamedValues values = NamedValues.of(arguments, environment);
        WorkerSettings settings = new SettingsReader(values).settings();
        values.refuseUnknown();
        return settings;
    }

    private WorkerSettings settings() throws BadSettings {
        Path work = Path.of(values.text("work-folder", "worker-work")).toAbsolutePath();
        int slots = values.number("slots", Runtime.getRuntime().availableProcessors(), 1, 1000);
        return new WorkerSettings(
                servers(),
                token(),
                values.list("queues", "default"),
                values.names("capabilities"),
                values.number("prefetch", Math.min(PREFETCH_FOR_A_SLOT * slots, MOST_PREFETCH), 0, 10_000),
                work,
                values.path("journal"),
                values.number("jar-cache", 2048, 0, 1_000_000) * 1024L * 1024L,
                values.duration("lease-margin", Duration.ofSeconds(3)),
                values.duration("call-limit", Duration.ofSeconds(10)),
                values.duration("silence", Duration.ofSeconds(15)),
                new SlotSettings(values.text("name", host()), slots, values.duration("grace", Duration.ofSeconds(10))),
                runners(slots, work),
                new DrainSettings(
                        values.duration("drain-timeout", Duration.ofSeconds(60)),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5)));
    }

    private RunnerSettings runners(int slots, Path work) throws BadSettings {
        Path ownJava = Path.of(System.getProperty("java.home"), "bin", "java");
        Path java = existing("java", values.text("java", ownJava.toString()));
        return new RunnerSettings(
                existing("runner-jar", values.required("runner-jar", "the file of the runner's jar")),
                java,
                new RunnerUserSetting(java, work).choose(values.optional("runner-user")),
                values.number("heap", 512, 16, 1_000_000),
                values.number("native-memory", 1024, 0, 1_000_000),
                values.number("max-idle-runners", slots, 0, 1000),
                values.number("tasks-per-runner", 100_000, 1, Integer.MAX_VALUE),
                values.duration("runner-idle", Duration.ofMinutes(5)),
                values.text("lake", work.resolveSibling("lake").toString()),
                values.duration("runner-start-timeout", Duration.ofSeconds(60)));
    }

    private List<URI> servers() throws BadSettings {
        String found = values.required("servers", "one or more server URLs, separated by commas");
        try {
            List<URI> servers = Arrays.stream(found.split(","))
                    .map(String::trim)
                    .map(URI::create)
                    .toList();
            if (servers.stream().allMatch(SettingsReader::isServer)) {
                return servers;
            }
        } catch (IllegalArgumentException e) {
            // Told below, together with URLs that can be read but not used.
        }
        throw new BadSettings("--servers is '" + found + "': expected URLs such as http://127.0.0.1:8080.");
    }

    private static boolean isServer(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        return http && uri.getHost() != null;
    }

    private String token() throws BadSettings {
        String token = values.text("token", "");
        String file = values.text("token-file", "");
        if (token.isEmpty() == file.isEmpty()) {
            throw new BadSettings("Give the worker's token either by --token-file FILE or by --token TOKEN.");
        }
        try {
            token = file.isEmpty() ? token : Files.readString(Path.of(file)).trim();
        } catch (IOException e) {
            throw new BadSettings("--token-file '" + file + "' cannot be read: " + e + ".");
        }
        if (!token.matches("[!-~]+")) {
            throw new BadSettings("The worker's token is empty or has characters that no token has.");
        }
        return token;
    }

    private static Path existing(String name, String file) throws BadSettings {
        Path path = Path.of(file).toAbsolutePath();
        if (!Files.isRegularFile(path)) {
            throw new BadSettings("--" + name + " is '" + file + "': there is no such file.");
        }
        return path;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "worker";
        }
    }
}
