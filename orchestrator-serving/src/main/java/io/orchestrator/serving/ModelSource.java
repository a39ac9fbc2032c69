package io.orchestrator.serving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where models come from. May be asked from any thread. */
public interface ModelSource {

    /**
     * The version of a model that has the tag {@code champion} now; empty: there is none.
     *
     * @throws IOException if it cannot be told now; what is loaded goes on serving
     */
    Optional<Version> champion(String model) throws IOException, InterruptedException;

    /**
     * A version that serves.
     *
     * @param number by which it is told from the others of the model
     * @param meta what its producer said of it, with a signature
     * @param file the exported model, on this machine
     * @param sha256 of its bytes, in lower-case hexadecimal
     */
    record Version(String model, long number, Map<String, Object> meta, Path file, String sha256) {}
}
