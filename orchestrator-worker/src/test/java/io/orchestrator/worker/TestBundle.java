package io.orchestrator.worker;

import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.worker.tasks.TestDag;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The tests' DAG as a bundle of one jar. */
record TestBundle(BundleManifest manifest, Path jar) {

    static TestBundle in(Path folder) throws IOException {
        Path jar = folder.resolve("test-dag.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream target = new JarOutputStream(out);
                Stream<Path> classes = Files.list(classFolder())) {
            classes.sorted().forEach(file -> add(target, file));
        }
        String sha256 = sha256(Files.readAllBytes(jar));
        BundleManifest.Jar entry = new BundleManifest.Jar("test-dag.jar", sha256, Files.size(jar), true);
        return new TestBundle(new BundleManifest("test", "build-" + sha256.substring(0, 8), List.of(entry)), jar);
    }

    String sha256() {
        return manifest.jars().getFirst().sha256();
    }

    private static void add(JarOutputStream target, Path file) {
        try {
            target.putNextEntry(
                    new ZipEntry(TestDag.class.getPackageName().replace('.', '/') + "/" + file.getFileName()));
            Files.copy(file, target);
            target.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path classFolder() {
        try {
            URL dag = Objects.requireNonNull(TestDag.class.getResource("TestDag.class"));
            return Objects.requireNonNull(Path.of(dag.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
