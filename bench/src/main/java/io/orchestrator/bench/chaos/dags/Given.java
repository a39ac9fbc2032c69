package io.orchestrator.bench.chaos.dags;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the bundle was made with.
 *
 * @param journal the file into which tasks write what they do
 * @param seed what random DAGs are drawn from
 */
public record Given(Path journal, long seed) {

    /** Lies at the root of the bundle's jar. */
    public static final String FILE = "chaos.properties";

    /** Inside a bundle only. */
    static Given here() {
        return OfBundle.GIVEN;
    }

    private static final class OfBundle {
        static final Given GIVEN = read();
    }

    private static Given read() {
        try (InputStream file = Given.class.getResourceAsStream("/" + FILE)) {
            Properties properties = new Properties();
            properties.load(file);
            return new Given(
                    Path.of(properties.getProperty("journal")), Long.parseLong(properties.getProperty("seed")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
