package io.orchestrator.core.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A jar as the file system shows it; an equal stamp means equal content, without reading it.
 *
 * @param dags true: it is searched for DAG sources; false: a library
 * @param key what tells a replaced file from the old one even if size and time are the same, or null
 */
record JarStamp(
        Path file,
        boolean dags,
        long size,
        FileTime modified,
        @Nullable Object key) {

    static JarStamp of(Path file, boolean dags) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new JarStamp(file, dags, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    /** The file is there, and is what it was. */
    boolean holds() {
        try {
            return equals(of(file, dags));
        } catch (IOException e) {
            return false;
        }
    }
}
