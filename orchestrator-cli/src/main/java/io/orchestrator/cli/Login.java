package io.orchestrator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is, and the token to show there: by environment, else as the last {@code login} left it.
 *
 * @param token null: there is none
 */
record Login(String url, @Nullable String token) {

    private static final String USUAL = "http://localhost:8080";

    static Login find(Map<String, String> environment) {
        var kept = read(file(environment));
        var url = environment.getOrDefault("ORCHESTRATOR_URL", kept.getProperty("url", USUAL));
        var token = environment.get("ORCHESTRATOR_TOKEN");
        var tokenFile = environment.get("ORCHESTRATOR_TOKEN_FILE");
        if (token == null && tokenFile != null) {
            token = readToken(Path.of(tokenFile));
        }
        // A token is for the server that gave it: to another one it is not shown.
        if (token == null && url.equals(kept.getProperty("url"))) {
            token = kept.getProperty("token");
        }
        return new Login(withoutSlash(url), token);
    }

    static void keep(Map<String, String> environment, String url, String token) {
        var file = file(environment);
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            var lines = new Properties();
            lines.setProperty("url", url);
            lines.setProperty("token", token);
            try (var out = Files.newBufferedWriter(file)) {
                lines.store(out, "The last login of the command line");
            }
        } catch (IOException e) {
            throw new Failure(Failure.NO_SERVER, "%s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }

    private static Path file(Map<String, String> environment) {
        var folder = environment.get("XDG_CONFIG_HOME");
        var home = environment.getOrDefault("HOME", ".");
        return (folder == null ? Path.of(home, ".config") : Path.of(folder)).resolve("orchestrator/login.properties");
    }

    private static Properties read(Path file) {
        var lines = new Properties();
        if (Files.isReadable(file)) {
            try (var in = Files.newBufferedReader(file)) {
                lines.load(in);
            } catch (IOException e) {
                throw new Failure(Failure.NO_SERVER, "%s cannot be read: %s".formatted(file, e.getMessage()));
            }
        }
        return lines;
    }

    private static String readToken(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure(
                    Failure.NO_SERVER, "ORCHESTRATOR_TOKEN_FILE names %s, which cannot be read".formatted(file));
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
