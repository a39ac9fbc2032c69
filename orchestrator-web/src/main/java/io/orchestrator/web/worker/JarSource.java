package io.orchestrator.web.worker;

import java.io.InputStream;
import java.util.Optional;

/** Where the jars lie that workers fetch. */
public interface JarSource {

    /** The manifest of a bundle build, as JSON. */
    Optional<String> manifest(String build);

    Optional<Jar> jar(String sha256);

    /**
     * @param size in bytes
     * @param content to be closed by the caller
     */
    record Jar(long size, InputStream content) {}
}
