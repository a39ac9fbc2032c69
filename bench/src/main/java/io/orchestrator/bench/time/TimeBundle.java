package io.orchestrator.bench.time;

import io.orchestrator.bench.time.dags.Herd0000;
import io.orchestrator.bench.time.dags.Live;
import io.orchestrator.bench.time.dags.Past;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Makes bundles of the classes of these benchmarks. */
final class TimeBundle {

    private static final String FIRST = Herd0000.class.getSimpleName();

    private TimeBundle() {}

    /** {@link Live} and {@link Past}. */
    static void dropShares(Path dropBox) throws IOException {
        drop(dropBox, "shares", jar -> {
            add(jar, Live.class.getName(), content(Live.class));
            add(jar, Past.class.getName(), content(Past.class));
        });
    }

    /**
     * So many copies of {@link Herd0000}, whose DAGs are {@code herd_0000} and so on. Names of the same length may be exchanged
     * in a class file as they stand.
     */
    static void dropHerd(Path dropBox, int count) throws IOException {
        String first = new String(content(Herd0000.class), StandardCharsets.ISO_8859_1);
        drop(dropBox, "herd", jar -> {
            for (int number = 0; number < count; number++) {
                String name = "Herd%04d".formatted(number);
                add(
                        jar,
                        Herd0000.class.getName().replace(FIRST, name),
                        first.replace(FIRST, name).getBytes(StandardCharsets.ISO_8859_1));
            }
        });
    }

    private interface Content {
        void addTo(JarOutputStream jar) throws IOException;
    }

    /** It appears at once with all that belongs to it. */
    private static void drop(Path dropBox, String name, Content content) throws IOException {
        Path unfinished = Files.createDirectories(dropBox.resolveSibling(name + ".unfinished"));
        try (OutputStream file = Files.newOutputStream(unfinished.resolve(name + ".jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            content.addTo(jar);
        }
        Files.move(unfinished, dropBox.resolve(name));
    }

    private static void add(JarOutputStream jar, String className, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(className.replace('.', '/') + ".class"));
        jar.write(content);
    }

    private static byte[] content(Class<?> type) throws IOException {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream content = type.getResourceAsStream(file)) {
            if (content == null) {
                throw new IOException("the class path has no " + file);
            }
            return content.readAllBytes();
        }
    }
}
