package io.orchestrator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.sdk.Dag;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources as a bundle's author would, and packs them. */
final class BundleJar {

    private final Path folder;
    private final List<Path> sources = new ArrayList<>();

    BundleJar(Path folder) {
        this.folder = folder;
    }

    /** A source file; the imports that every source needs are added. */
    BundleJar with(String className, String body) throws IOException {
        Path file = folder.resolve("src").resolve(className + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "import io.orchestrator.sdk.*; import java.util.*; import java.time.*; import java.nio.file.*;\n"
                        + body);
        sources.add(file);
        return this;
    }

    Path build() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none", "-d", classes.toString(), "-cp", jarOf(Dag.class) + File.pathSeparator + slf4j());
            boolean compiled = javac.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
        return pack(classes);
    }

    static Path slf4j() {
        return jarOf(org.slf4j.Logger.class);
    }

    static Path jarOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private Path pack(Path classes) throws IOException {
        Path jar = folder.resolve("bundle.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> add(packed, classes.relativize(file), file));
        }
        return jar;
    }

    private static void add(JarOutputStream jar, Path name, Path file) {
        try {
            jar.putNextEntry(new JarEntry(name.toString()));
            Files.copy(file, jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
