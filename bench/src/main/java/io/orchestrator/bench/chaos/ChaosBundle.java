package io.orchestrator.bench.chaos;

import io.orchestrator.bench.chaos.dags.Given;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
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

    private static final String PACKAGE = Given.class.getPackageName().replace('.', '/');

    private ChaosBundle() {}

    /**
     * Puts the bundle where servers look for it.
     *
     * @param dropBox its sub-folder {@code chaos} is made, and appears at once with all that belongs to it
     */
    static void write(Path dropBox, Given given) throws IOException {
        Path unfinished = dropBox.resolveSibling("chaos-bundle.unfinished");
        Files.createDirectories(unfinished);
        try (OutputStream file = Files.newOutputStream(unfinished.resolve("chaos.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(Given.FILE));
            properties(given).store(jar, null);
            addClasses(jar);
        }
        Files.move(unfinished, dropBox.resolve("chaos"));
    }

    private static Properties properties(Given given) {
        Properties properties = new Properties();
        properties.setProperty("journal", given.journal().toString());
        properties.setProperty("seed", Long.toString(given.seed()));
        return properties;
    }

    private static void addClasses(JarOutputStream jar) throws IOException {
        URI place = place();
        if (place.getPath().endsWith(".jar")) {
            try (FileSystem own = FileSystems.newFileSystem(Path.of(place))) {
                addClasses(jar, own.getPath("/"));
            }
        } else {
            addClasses(jar, Path.of(place));
        }
    }

    private static void addClasses(JarOutputStream jar, Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(PACKAGE))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                jar.putNextEntry(new JarEntry(PACKAGE + "/" + file.getFileName()));
                try (InputStream content = Files.newInputStream(file)) {
                    content.transferTo(jar);
                }
            }
        }
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
