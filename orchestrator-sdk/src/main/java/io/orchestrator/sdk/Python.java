package io.orchestrator.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Python scripts as {@link ProcessTask process tasks}. They are run by the interpreter that the system property
 * {@code orchestrator.python} names, which {@code .jvmOptions("-Dorchestrator.python=/opt/venv/bin/python")} of a task sets; by
 * {@code python3} of the worker's PATH unless set.
 */
public final class Python {

    private static final String SETTING = "orchestrator.python";

    private Python() {}

    /** A script that lies on the worker's machine. */
    public static ProcessTask file(Path script, String... arguments) {
        return script(script.toAbsolutePath().toString(), arguments);
    }

    /**
     * A script of the bundle.
     *
     * @param beside a class of the jar that has it
     * @param name as {@link Class#getResource} takes it: without a / at its begin, it lies where the class does
     */
    public static ProcessTask resource(Class<?> beside, String name, String... arguments) {
        String script = Path.of(name).getFileName().toString();
        return script(script, arguments).file(script, bytes(beside, name));
    }

    private static ProcessTask script(String script, String... arguments) {
        String[] all =
                Stream.concat(Stream.of(script), Arrays.stream(arguments)).toArray(String[]::new);
        return ProcessTask.of(System.getProperty(SETTING, "python3"), all)
                // Else its lines reach the log only when it ends.
                .env("PYTHONUNBUFFERED", "1")
                .env("PYTHONUTF8", "1");
    }

    private static byte[] bytes(Class<?> beside, String name) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            if (stream == null) {
                throw new NoRetryException("The bundle has no Python script '" + name + "' beside " + beside.getName());
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
