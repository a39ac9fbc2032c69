package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.dags.Notes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The DAGs under test as a bundle of their own: the classes of one package of ours, and where their notes go. */
final class DagBundle {

    private static final String PACKAGE = Notes.class.getPackageName().replace('.', '/');

    private DagBundle() {}

    /**
     * Puts the bundle into a drop-box.
     *
     * @param notes the folder for the notes
     */
    static void drop(Path dropBox, Path notes) {
        try {
            Path bundle = Files.createDirectories(dropBox.resolve("bench"));
            Path unfinished = bundle.resolve("bench-dags.jar.new");
            write(unfinished, notes);
            Files.move(unfinished, bundle.resolve("bench-dags.jar"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | URISyntaxException failure) {
            throw new BenchFailed("The bundle under test cannot be made: %s.".formatted(failure), failure);
        }
    }

    private static void write(Path jar, Path notes) throws IOException, URISyntaxException {
        Path source = Path.of(
                Notes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, PACKAGE + "/" + Notes.FOLDER, notes.toString().getBytes(StandardCharsets.UTF_8));
            if (Files.isDirectory(source)) {
                copy(source.resolve(PACKAGE), zip);
            } else {
                try (FileSystem ours = FileSystems.newFileSystem(URI.create("jar:" + source.toUri()), Map.of())) {
                    copy(ours.getPath(PACKAGE), zip);
                }
            }
        }
    }

    private static void copy(Path classes, ZipOutputStream zip) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            put(zip, PACKAGE + "/" + file.getFileName(), Files.readAllBytes(file));
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
