package io.orchestrator.web.standalone;

import java.nio.file.Path;

/** How another JVM of ours is started. */
final class ChildJvm {

    private ChildJvm() {}

    /** The program of the JVM that runs this code. */
    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
