package io.orchestrator.bench.ui;

import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.bench.cluster.ClusterSettings;
import io.orchestrator.bench.cluster.ClusterSettings.Servers;
import io.orchestrator.bench.engine.BenchFailed;
import io.orchestrator.bench.engine.Machine;
import io.orchestrator.bench.engine.Progress;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code bin/bench ui}: a real server with a million task instances, 500 DAGs, one of them of 1,000 tasks, and a run of 10,000
 * mapped items; and how soon its pages and its API answer. Exit status 0 when the figures are as they should be, 1 when not, 2
 * when it could not be done.
 */
public final class UiBench {

    private static final double PAGE_MILLIS = 150;
    private static final double GRID_MILLIS = 300;
    private static final double API_MILLIS = 100;
    private static final double BROWSER_MILLIS = 1000;
    private static final double SHOWN_MILLIS = 500;
    private static final double MOST_COST = 10;

    private static final int KEY_BYTES = 32;
    private static final int OPENINGS = 5;
    private static final int WATCHED_RUNS = 3;
    private static final int ROUNDS = 3;
    private static final int RUNS_OF_A_ROUND = 6000;

    private final UiOptions options;
    private final UiReport report = new UiReport();
    private final List<String> broken = new ArrayList<>();

    private UiBench(UiOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(UiOptions.USAGE);
            return 0;
        }
        try {
            UiBench bench = new UiBench(UiOptions.parse(arguments));
            bench.run();
            return bench.report.isRight() && bench.broken.isEmpty() ? 0 : 1;
        } catch (BenchFailed | ClusterFailed failure) {
            System.err.println(failure.getMessage());
        } catch (Exception failure) {
            System.err.println("bench: it broke off: " + failure);
        }
        return 2;
    }

    private void run() throws Exception {
        Path wanted = options.folder();
        Path folder =
                wanted == null ? Files.createTempDirectory("orchestrator-bench-") : Files.createDirectories(wanted);
        ServerAccount.current().letThrough(folder);
        ClusterSettings settings = ClusterSettings.in(folder)
                .with(new Servers(
                        1,
                        List.of("-Xmx1g"),
                        Map.of(
                                "orchestrator.bundles.describe-timeout",
                                "120s",
                                "orchestrator.secrets.key-file",
                                keys(folder).toString())));
        try (Cluster cluster = Cluster.start(settings);
                Connection database = cluster.database().connect()) {
            measure(new Scene(cluster, database, folder, options.instances()));
        } finally {
            if (wanted == null) {
                delete(folder);
            }
        }
        System.out.println(report.text());
        report.writeAll(checkout().resolve("bench/target/ui-timings.txt"));
        broken.forEach(line -> System.out.println("bench: answered with an error: " + line));
        if (options.isWhole()) {
            report.writePage(checkout().resolve("docs/benchmarks.md"), circumstances(folder.resolveSibling("")));
        }
    }

    /** Without keys there are no connections, variables and signatures. */
    private static Path keys(Path folder) throws IOException {
        Path keys = folder.resolve("secret-keys");
        if (Files.notExists(keys)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.writeString(keys, Base64.getEncoder().encodeToString(key));
        }
        return keys;
    }

    private void measure(Scene scene) throws Exception {
        Person person = scene.person();
        Addresses addresses = new Addresses(person, scene.places());
        addresses.left().forEach(left -> Progress.say("not measured, nothing of the kind is there: %s", left));
        if (options.takes("pages")) {
            pages(person, addresses);
        }
        if (options.takes("api")) {
            Answers answers = new Answers(options.samples());
            List<Timing> lists = new ArrayList<>();
            List<Answers.Asked> all = new ArrayList<>();
            addresses.lists().forEach(path -> all.add(() -> scene.ask(path)));
            Answers.warmUp(all);
            for (String path : addresses.lists()) {
                answers.time(path, () -> scene.ask(path), lists);
            }
            List<Timing> sorted = new ArrayList<>();
            for (String path : addresses.sortedByTime()) {
                answers.time(path, () -> scene.ask(path), sorted);
            }
            List<Timing> evidence = new ArrayList<>();
            for (String path : addresses.evidence()) {
                answers.time(path, () -> scene.ask(path), evidence);
            }
            broken.addAll(answers.broken());
            report.judge("API, p95", lists, API_MILLIS);
            report.judge("lists of all there ever was in the order of a time, p95", sorted, API_MILLIS);
            report.tell(
                    "signed evidence of up to 400 versions, p95",
                    evidence.stream().mapToDouble(Timing::p95).max().orElse(0),
                    "ms");
        }
        if (options.takes("browser") || options.takes("watching")) {
            try (Browser browser = scene.browser()) {
                inTheBrowser(scene, browser, addresses);
            }
        }
        if (options.takes("engine")) {
            EngineShare share =
                    new EngineShare(scene.api(), scene.database(), scene.people(4), RUNS_OF_A_ROUND, scene.name(""));
            EngineShare.Shares shares = share.measure(ROUNDS);
            report.judge("what 20 open pages cost the engine of its throughput", shares.cost() * 100, MOST_COST, "%");
            report.tell("tasks/s alone", shares.alone(), "");
            report.tell("refreshes/s of 20 open pages", shares.refreshesPerSecond(), "");
        }
    }

    private void pages(Person person, Addresses addresses) throws IOException, InterruptedException {
        Answers answers = new Answers(options.samples());
        List<Timing> pages = new ArrayList<>();
        List<Timing> parts = new ArrayList<>();
        List<Timing> grid = new ArrayList<>();
        List<Answers.Asked> all = new ArrayList<>();
        addresses.pages().forEach(path -> all.add(() -> person.get(path, false)));
        Answers.warmUp(all);
        for (String path : addresses.pages()) {
            answers.time(path, () -> person.get(path, false), pages);
            answers.time(path, () -> person.get(path, true), parts);
        }
        answers.time(Addresses.GRID, () -> person.get(Addresses.GRID, false), grid);
        broken.addAll(answers.broken());
        report.judge("pages, p95", pages, PAGE_MILLIS);
        report.judge("parts of pages, p95", parts, PAGE_MILLIS);
        report.judge("grid of 25 runs by 1,000 tasks, p95", grid, GRID_MILLIS);
    }

    private void inTheBrowser(Scene scene, Browser browser, Addresses addresses) throws Exception {
        if (options.takes("browser")) {
            List<Timing> complete = new ArrayList<>();
            for (String path : addresses.pages()) {
                if (scene.person().get(path, false).body().contains("data-zone")) {
                    browser.open(path);
                    List<Double> millis = new ArrayList<>();
                    for (int i = 0; i < OPENINGS; i++) {
                        millis.add(browser.open(path));
                    }
                    complete.add(Timing.of(path, millis));
                }
            }
            report.judge("pages complete in Chromium, p95", complete, BROWSER_MILLIS);
        }
        if (options.takes("watching")) {
            List<Double> late = new ArrayList<>();
            for (int i = 0; i < WATCHED_RUNS; i++) {
                late.addAll(Watching.run(scene.api(), browser, scene.database(), scene.name("watched-" + i)));
            }
            Timing shown = Timing.of("shown", late);
            report.judge("a task's end shows in an open page, p95", shown.p95(), SHOWN_MILLIS, "ms");
            report.tell("the same, p50", shown.p50(), "ms");
        }
    }

    private static Path checkout() {
        return Path.of(System.getProperty("orchestrator.checkout", "."));
    }

    private static Map<String, Object> circumstances(Path folder) {
        Map<String, Object> circumstances = new LinkedHashMap<>();
        circumstances.put("taken_at", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        circumstances.put("commit", Machine.commit(checkout()));
        circumstances.put("command", "bin/bench ui");
        circumstances.put("machine", Machine.describe(folder));
        return circumstances;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
