package io.orchestrator.core.bundle;

import java.nio.file.Path;

/** A jar changed between two looks at it; another pass will find the bundle whole. */
public final class JarChanged extends RuntimeException {

    public JarChanged(Path file) {
        super("%s changed while its bundle was being deployed; deploy the bundle again".formatted(file));
    }
}
