package io.orchestrator.integration.duckdb;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that lie in a jar. */
public final class Resources {

    private Resources() {}

    /**
     * Reads one.
     *
     * @param name of a file beside the class, or with a / before it from the root
     * @throws UncheckedIOException if it is not there
     */
    public static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("there is no resource '" + name + "' beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
