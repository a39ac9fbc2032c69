package io.orchestrator.core.given;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A folder with {@code connections} and {@code variables}, in each a file for one of them, as container platforms mount secrets. */
final class FileSource extends TextSource {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");
    private static final long LARGEST = 256 * 1024;

    private final Path folder;

    FileSource(Path folder) {
        this.folder = folder;
    }

    @Override
    String placeOfConnection(String id) {
        return folder.resolve("connections").resolve(id).toString();
    }

    @Override
    Optional<String> connectionText(String id) {
        return text("connections", id);
    }

    @Override
    Optional<String> variableText(String key) {
        return text("variables", key);
    }

    private Optional<String> text(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Path file = folder.resolve(kind).resolve(name);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > LARGEST) {
                throw new GivenUnavailable(file + " is larger than " + LARGEST / 1024 + " KiB, the most that is read");
            }
            String text = Files.readString(file);
            return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        } catch (IOException e) {
            throw new GivenUnavailable(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
