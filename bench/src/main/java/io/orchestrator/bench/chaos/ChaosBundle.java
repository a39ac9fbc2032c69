package io.orchestrator.bench.chaos;

import io.orchestrator.bench.chaos.dags.CronDag;
import io.orchestrator.bench.chaos.dags.Given;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Makes the bundle with the chaos DAGs out of this module's own class files. */
final class ChaosBundle {

    /** The DAGs that runs are asked of, and those with a schedule as well. */
    static final String[] TRIGGERED = {
        "chaos_chain",
        "chaos_fan",
        "chaos_rules",
        "chaos_values",
        "chaos_waits",
        "chaos_tangle_1",
        "chaos_tangle_2",
        "chaos_tangle_3"
    };

    /** The DAGs about datasets of which runs are asked. */
    static final String[] LAKE_TRIGGERED = {"chaos_lake_1", "chaos_lake_2", "chaos_lake_3", "chaos_lake_4"};

    /** These, and the one that follows a dataset. */
    static final String[] LAKE = {"chaos_lake_1", "chaos_lake_2", "chaos_lake_3", "chaos_lake_4", "chaos_lake_copies"};

    private static final String PACKAGE = Given.class.getPackageName().replace('.', '/');

    /** The class that is copied. */
    private static final String CRON = "Cron000";

    private ChaosBundle() {}

    /**
     * Puts the bundle where servers look for it.
     *
     * @param dropBox its sub-folder {@code chaos} is made, and appears at once with all that belongs to it
     */
    static void write(Path dropBox, Scenario scenario, Given given) throws IOException {
        Path unfinished = dropBox.resolveSibling("chaos-bundle.unfinished");
        Files.createDirectories(unfinished);
        try (OutputStream file = Files.newOutputStream(unfinished.resolve("chaos.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(Given.FILE));
            properties(given).store(jar, null);
            addClasses(jar, scenario);
        }
        Files.move(unfinished, dropBox.resolve("chaos"));
    }

    private static Properties properties(Given given) {
        Properties properties = new Properties();
        properties.setProperty("journal", given.journal().toString());
        properties.setProperty("seed", Long.toString(given.seed()));
        return properties;
    }

    private static void addClasses(JarOutputStream jar, Scenario scenario) throws IOException {
        URI place = place();
        if (place.getPath().endsWith(".jar")) {
            try (FileSystem own = FileSystems.newFileSystem(Path.of(place))) {
                addClasses(jar, scenario, own.getPath("/"));
            }
        } else {
            addClasses(jar, scenario, Path.of(place));
        }
    }

    private static void addClasses(JarOutputStream jar, Scenario scenario, Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(PACKAGE))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                if (name.equals(CRON + ".class") && scenario == Scenario.CRONS) {
                    addCopies(jar, Files.readAllBytes(file));
                } else if (belongsTo(scenario, name)) {
                    add(jar, name, Files.readAllBytes(file));
                }
            }
        }
    }

    private static boolean belongsTo(Scenario scenario, String name) {
        return switch (scenario) {
            case ALL -> !name.startsWith("Cron") && !name.startsWith("Lake");
            case CRONS -> Stream.of("CronDag", "Step", "Given").anyMatch(name::startsWith);
            case DATASETS -> Stream.of("Lake", "Step", "Given").anyMatch(name::startsWith);
        };
    }

    /** A class finds its number in its name; names of the same length may be exchanged in a class file as they stand. */
    private static void addCopies(JarOutputStream jar, byte[] first) throws IOException {
        String content = new String(first, StandardCharsets.ISO_8859_1);
        for (int number = 0; number < CronDag.COUNT; number++) {
            String name = "Cron%03d".formatted(number);
            add(jar, name + ".class", content.replace(CRON, name).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(PACKAGE + "/" + name));
        jar.write(content);
    }

    private static URI place() {
        try {
            return Given.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the class path has what is no URI", impossible);
        }
    }
}
