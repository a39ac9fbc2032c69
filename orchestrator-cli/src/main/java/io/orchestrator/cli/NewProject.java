package io.orchestrator.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Writes a Maven project for somebody's own DAGs. */
final class NewProject {

    private final Path folder;
    private final String packageName;
    private final Map<String, String> environment;

    NewProject(Path folder, String packageName, Map<String, String> environment) {
        this.folder = folder.toAbsolutePath().normalize();
        this.packageName = packageName;
        this.environment = environment;
    }

    void write() {
        if (!packageName.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*")) {
            throw new Failure(
                    2,
                    "'%s' is no name of a package: expected something like org.example.pipelines"
                            .formatted(packageName));
        }
        if (Files.exists(folder)) {
            throw new Failure(2, "%s is there already: choose a folder that is not".formatted(folder));
        }
        var code = packageName.replace('.', '/');
        put("pom.xml", "pom.xml");
        put("FirstDag.java", "src/main/java/" + code + "/FirstDag.java");
        put("FirstDagTest.java", "src/test/java/" + code + "/FirstDagTest.java");
        put("gitignore", ".gitignore");
    }

    private void put(String template, String target) {
        var text = template(template)
                .replace("@PACKAGE@", packageName)
                .replace("@NAME@", folder.getFileName().toString().replaceAll("[^A-Za-z0-9_.-]", "-"))
                .replace("@VERSION@", environment.getOrDefault("ORCHESTRATOR_VERSION", "0.1.0-SNAPSHOT"))
                .replace("@REPOSITORY@", environment.getOrDefault("ORCHESTRATOR_REPOSITORY", ""));
        var file = folder.resolve(target);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Failure(2, "%s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }

    private static String template(String name) {
        try (var in = Objects.requireNonNull(NewProject.class.getResourceAsStream("project/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
