package io.orchestrator.bench.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A bundle made of classes of our own, and of copies of them. It appears in the drop-box at once with all that belongs to it. */
public final class ClassBundle implements AutoCloseable {

    private final Path unfinished;
    private final Path finished;
    private final JarOutputStream jar;

    private ClassBundle(Path unfinished, Path finished, OutputStream file) throws IOException {
        this.unfinished = unfinished;
        this.finished = finished;
        this.jar = new JarOutputStream(file);
    }

    /** Begins one; it is dropped by {@link #close}. */
    public static ClassBundle in(Path dropBox, String name) throws IOException {
        Path unfinished = Files.createDirectories(dropBox.resolveSibling(name + ".unfinished"));
        return new ClassBundle(
                unfinished, dropBox.resolve(name), Files.newOutputStream(unfinished.resolve(name + ".jar")));
    }

    public ClassBundle add(Class<?> type) throws IOException {
        return add(type.getName(), content(type));
    }

    /** Adds a jar that the classes need. */
    public ClassBundle library(Path file) throws IOException {
        Path libraries = Files.createDirectories(unfinished.resolve("lib"));
        Files.copy(file, libraries.resolve(String.valueOf(file.getFileName())));
        return this;
    }

    /**
     * Adds copies of a class whose name ends with zeros: each has its number in their place. Names of the same length may be
     * exchanged in a class file as they stand.
     */
    public ClassBundle addCopies(Class<?> first, int count) throws IOException {
        String name = first.getSimpleName();
        String stem = name.replaceAll("0+$", "");
        int digits = name.length() - stem.length();
        String content = new String(content(first), StandardCharsets.ISO_8859_1);
        for (int number = 0; number < count; number++) {
            String copy = stem + ("%0" + digits + "d").formatted(number);
            add(first.getName().replace(name, copy), content.replace(name, copy).getBytes(StandardCharsets.ISO_8859_1));
        }
        return this;
    }

    private ClassBundle add(String className, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(className.replace('.', '/') + ".class"));
        jar.write(content);
        return this;
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

    @Override
    public void close() throws IOException {
        jar.close();
        Files.move(unfinished, finished);
    }
}
