package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.Part.On;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program behind {@code bin/bench engine}. */
public final class EngineBench {

    private static final int LEAST_ROUNDS = 4;
    private static final int MOST_ROUNDS = 8;
    private static final double GROWS = 1.05;

    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;
    private static final int WRONG_USE = 2;

    private final Options options;
    private final Path checkout;
    private final Results results = new Results();

    private EngineBench(Options options, Path checkout) {
        this.options = options;
        this.checkout = checkout;
    }

    /** Measures; the exit status says whether it could, not how fast it was. */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            OUT.print(Options.usage(Part.names()));
            return;
        }
        try {
            Path checkout =
                    Path.of(System.getProperty("orchestrator.checkout", ".")).toRealPath();
            EngineBench bench = new EngineBench(Options.read(List.of(arguments), Part.names()), checkout);
            bench.results.put(
                    "taken_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            bench.results.put("commit", Machine.commit(checkout));
            bench.results.put("command", ("bin/bench engine " + String.join(" ", arguments)).strip());
            bench.run();
        } catch (BenchFailed failure) {
            ERR.println("bench: " + failure.getMessage());
            System.exit(WRONG_USE);
        }
    }

    private void run() throws Exception {
        Path folder = folder();
        results.put("machine", Machine.describe(folder));
        try {
            for (On cluster : On.values()) {
                List<Part> parts = Part.ALL.stream()
                        .filter(part -> part.cluster() == cluster && options.takes(part.name()))
                        .toList();
                if (!parts.isEmpty()) {
                    take(folder, cluster, parts);
                }
            }
        } finally {
            if (options.folder() == null) {
                delete(folder);
            }
        }
        tell();
    }

    /** On a disk, and where PostgreSQL can reach it: run by root it runs as somebody else. */
    private Path folder() throws IOException {
        Path wanted = options.folder();
        if (wanted == null) {
            Path ours = checkout.resolve("bench/target");
            boolean closed = ServerAccount.current().closedOnTheWayTo(ours).isPresent();
            wanted = Files.createTempDirectory(closed ? Path.of("/var/tmp") : ours, "engine-");
        }
        return Files.createDirectories(wanted);
    }

    private void take(Path folder, On cluster, List<Part> parts) throws Exception {
        Progress.say("starting %d server(s) and as many workers in %s", cluster.servers(), folder);
        try (Lab lab = Lab.open(options, results, folder, cluster.servers())) {
            if (cluster == On.ONE_SERVER || results.get("slots").isEmpty()) {
                describe(lab);
            }
            boolean warm = false;
            for (Part part : parts) {
                if (!warm && !part.name().equals("start")) {
                    warmUp(lab);
                    warm = true;
                }
                Progress.say("-- %s", part.name());
                part.measurement().take(lab);
                tellFile();
            }
        }
    }

    /** Until the compilers of server, worker and runners have done their work. */
    /** Until it grows no faster: what is measured is an engine that has run for a while, not how quickly Java compiles. */
    private static void warmUp(Lab lab) throws Exception {
        Progress.say("warming up");
        double before = 0;
        double now = Throughput.once(lab, lab.options.seconds(1, 1), lab.options.seconds(8, 3));
        for (int round = 1;
                !lab.options.quick() && round < MOST_ROUNDS && (round < LEAST_ROUNDS || now > before * GROWS);
                round++) {
            before = now;
            now = Throughput.once(lab, lab.options.seconds(1, 1), lab.options.seconds(8, 3));
        }
        Progress.say("warm at %.0f tasks/s", now);
    }

    private void describe(Lab lab) throws SQLException {
        results.put("slots", lab.books.number("SELECT sum(slots) FROM worker_session WHERE state = 'live'"));
        results.put("prefetch", lab.books.number("SELECT sum(prefetch) FROM worker_session WHERE state = 'live'"));
        results.put("yardstick_tool", lab.yardsticks.tool());
        results.put("settings", settings(lab));
    }

    private static Map<String, String> settings(Lab lab) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Connection connection = lab.access.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT name, current_setting(name) FROM pg_settings WHERE name IN (
                            'server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size',
                            'min_wal_size', 'checkpoint_timeout', 'wal_compression', 'wal_buffers', 'max_connections')
                        ORDER BY name""")) {
            while (row.next()) {
                settings.put(row.getString(1), row.getString(2));
            }
        }
        return settings;
    }

    private Path json() {
        return checkout.resolve("bench/results/engine.json");
    }

    private void tellFile() throws IOException {
        if (options.profile() != null) {
            new Report(results).writeJson(options.profile().resolve("engine.json"));
        } else if (options.only().isEmpty() && !options.quick()) {
            new Report(results).writeJson(json());
        } else {
            new Report(results).writeJson(checkout.resolve("bench/target/engine-part.json"));
        }
    }

    private void tell() throws IOException {
        Report report = new Report(results);
        OUT.println(report.table());
        if (options.only().isEmpty() && !options.quick() && options.profile() == null) {
            report.writePage(checkout.resolve("docs/benchmarks.md"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
