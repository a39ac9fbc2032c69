package io.orchestrator.core.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * What one look at a bundle's folder saw. Equal looks mean an unchanged bundle.
 *
 * @param jars the DAG jars, then the libraries, each by file name: the order of the class path
 */
record BundleFolder(String name, Path path, List<JarStamp> jars) {

    /** Reads names, sizes and times, no content. */
    static BundleFolder look(Path folder) throws IOException {
        List<JarStamp> jars = new ArrayList<>(stamps(folder, true));
        Path libraries = folder.resolve("lib");
        if (Files.isDirectory(libraries)) {
            jars.addAll(stamps(libraries, false));
        }
        return new BundleFolder(folder.getFileName().toString(), folder, List.copyOf(jars));
    }

    /** The bundles of a drop-box; hidden folders are not among them, so that a build can assemble one there. */
    static List<Path> in(Path dropBox) throws IOException {
        try (Stream<Path> entries = Files.list(dropBox)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    /** The file names of jars that are no readable zip files: still being written, or broken. */
    List<String> unreadable() {
        return jars.stream()
                .map(JarStamp::file)
                .filter(file -> !isZip(file))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static List<JarStamp> stamps(Path folder, boolean dags) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
        List<JarStamp> stamps = new ArrayList<>();
        for (Path file : files) {
            stamps.add(JarStamp.of(file, dags));
        }
        return stamps;
    }

    private static boolean isZip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
