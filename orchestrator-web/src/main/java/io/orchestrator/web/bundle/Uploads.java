package io.orchestrator.web.bundle;

import io.orchestrator.core.bundle.BundleStore;
import io.orchestrator.web.api.ApiRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Jars on their way into a bundle: in a folder of this server, each named by its hash alone. */
@Component
class Uploads {

    static final long LARGEST = 512L * 1024 * 1024;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 64 * 1024;

    private final BundleStore store;
    private @Nullable Path folder;

    Uploads(BundleStore store) {
        this.store = store;
    }

    boolean isThere(String sha256) {
        return Files.exists(file(sha256))
                || store.jar(sha256).map(Uploads::closed).orElse(false);
    }

    private static boolean closed(BundleStore.StoredJar jar) {
        try (var content = jar.content()) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws ApiRefusal if the content is not what its hash says, or too much */
    void take(String sha256, InputStream content) throws IOException {
        var target = file(sha256);
        var part = Files.createTempFile(folder(), "upload", ".part");
        try {
            var hash = copy(content, part);
            if (!hash.equals(sha256)) {
                throw ApiRefusal.badRequest(
                        "The content has the hash %s, but the address says %s".formatted(hash, sha256));
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String copy(InputStream content, Path part) throws IOException {
        var digest = sha256();
        try (var in = new DigestInputStream(content, digest);
                var out = Files.newOutputStream(part)) {
            var buffer = new byte[BUFFER];
            long size = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > LARGEST) {
                    throw ApiRefusal.of(HttpStatus.CONTENT_TOO_LARGE, "A jar has at most %d bytes".formatted(LARGEST));
                }
                out.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The file of a jar that was uploaded, or that an earlier bundle had. */
    Path find(String sha256) throws IOException {
        var file = file(sha256);
        if (!Files.exists(file)) {
            var jar = store.jar(sha256)
                    .orElseThrow(() -> ApiRefusal.badRequest(
                            "The jar %s is not on this server: upload it first".formatted(sha256)));
            try (var content = jar.content()) {
                take(sha256, content);
            }
        }
        return file;
    }

    private Path file(String sha256) {
        if (!HASH.matcher(sha256).matches()) {
            throw ApiRefusal.badRequest(
                    "'%s' is no SHA-256: expected 64 digits and letters from a to f".formatted(sha256));
        }
        return folder().resolve(sha256 + ".jar");
    }

    private synchronized Path folder() {
        try {
            if (folder == null) {
                folder = Files.createTempDirectory("orchestrator-uploads");
            }
            return folder;
        } catch (IOException e) {
            throw ApiRefusal.of(
                    HttpStatus.SERVICE_UNAVAILABLE, "This server has no room for uploads: " + e.getMessage());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
