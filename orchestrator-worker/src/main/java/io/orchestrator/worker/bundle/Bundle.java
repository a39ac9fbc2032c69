package io.orchestrator.worker.bundle;

import java.nio.file.Path;
import java.util.List;

/**
 * A bundle build whose jars lie on this machine.
 *
 * @param classPath every jar, in class path order
 * @param dagJars those that are searched for DAG sources
 */
public record Bundle(String build, List<Path> classPath, List<Path> dagJars) {

    public Bundle {
        classPath = List.copyOf(classPath);
        dagJars = List.copyOf(dagJars);
    }
}
