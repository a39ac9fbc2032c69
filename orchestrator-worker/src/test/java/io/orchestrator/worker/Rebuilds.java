package io.orchestrator.worker;

import io.orchestrator.protocol.graph.BundleManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Bundles that are compiled while a test runs: one DAG each, with a library class of the same name and another content. */
final class Rebuilds {

    private static final String DAG = """
            package rebuilt;
            import io.orchestrator.sdk.Dag;
            import io.orchestrator.sdk.DagSource;
            public final class RebuiltDag implements DagSource {
                @Override public Dag dag() {
                    return Dag.define("test", dag -> { dag.task("version", library.Version::text); });
                }
            }
            """;

    private static final String LIBRARY = """
            package library;
            public final class Version {
                public static String text() { return "%s"; }
            }
            """;

    private Rebuilds() {}

    /** A bundle whose only task returns the version of the library in it. */
    static TestBundle of(Path folder, String version) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        compile(classes, Map.of("rebuilt/RebuiltDag", DAG, "library/Version", LIBRARY.formatted(version)));
        Path jar = folder.resolve("rebuilt-" + version + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream target = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                target.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, target);
                target.closeEntry();
            }
        }
        String sha256 = TestBundle.sha256(Files.readAllBytes(jar));
        BundleManifest.Jar entry = new BundleManifest.Jar("rebuilt.jar", sha256, Files.size(jar), true);
        return new TestBundle(new BundleManifest("rebuilt", "build-" + version, List.of(entry)), jar);
    }

    private static void compile(Path target, Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> units = sources.entrySet().stream()
                .<JavaFileObject>map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        List<String> options = List.of(
                "-d", target.toString(), "-proc:none", "--release", "21", "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(null, null, null, options, null, units).call()) {
            throw new IllegalStateException("The bundle does not compile");
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("source:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
