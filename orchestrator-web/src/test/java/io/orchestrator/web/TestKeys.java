package io.orchestrator.web;

import io.orchestrator.core.secret.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A file with a key, as an installation has one. */
public final class TestKeys {

    private TestKeys() {}

    public static Path file() {
        try {
            var file = Files.createTempFile("secret-keys", "");
            file.toFile().deleteOnExit();
            return Files.writeString(file, KeyRing.newLine(new Random(1)) + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
