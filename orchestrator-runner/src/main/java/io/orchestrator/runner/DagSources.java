package io.orchestrator.runner;

import io.orchestrator.sdk.DagSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds the classes of jars that implement {@link DagSource}, also through others of these classes. */
final class DagSources {

    private static final String DAG_SOURCE = DagSource.class.getName().replace('.', '/');

    private DagSources() {}

    /**
     * The names of the classes that are DAG sources or may be, such as abstract ones, sorted.
     *
     * @throws IOException if a jar or a class in it cannot be read; the message names it
     */
    static List<String> scan(List<Path> jars) throws IOException {
        List<ClassHeader> classes = new ArrayList<>();
        for (Path jar : jars) {
            readInto(classes, jar);
        }
        Set<String> found = new HashSet<>(Set.of(DAG_SOURCE));
        while (addSubtypes(found, classes)) {
            // Until a round finds nothing new.
        }
        return classes.stream()
                .map(ClassHeader::name)
                .filter(found::contains)
                .map(name -> name.replace('/', '.'))
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean addSubtypes(Set<String> found, List<ClassHeader> classes) {
        boolean added = false;
        for (ClassHeader header : classes) {
            if (header.parents().stream().anyMatch(found::contains)) {
                added |= found.add(header.name());
            }
        }
        return added;
    }

    private static void readInto(List<ClassHeader> classes, Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                    classes.add(read(jar, entry));
                }
            }
        } catch (IOException e) {
            throw new IOException("The jar " + path.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ClassHeader read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return ClassHeader.read(new BufferedInputStream(in));
        } catch (IOException e) {
            throw new IOException(entry.getName() + ": " + e.getMessage(), e);
        }
    }
}
