package io.orchestrator.core.bundle;

import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.BundleManifest.Jar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bundle build and the files it was hashed from.
 *
 * @param stamps in the manifest's order
 */
record BundleFiles(BundleManifest manifest, List<JarStamp> stamps) {

    /** PostgreSQL takes no larger value than 1 GB, and holds it in memory more than once while taking it. */
    static final long LARGEST_JAR = 512L * 1024 * 1024;

    /**
     * Hashes a bundle.
     *
     * @param jars in class path order
     * @param before an earlier build, or null: a jar whose stamp has not changed since is not read again
     */
    static BundleFiles hash(String bundle, List<JarStamp> jars, @Nullable BundleFiles before) throws IOException {
        Map<JarStamp, String> known = before == null ? Map.of() : before.hashes();
        List<Jar> hashed = new ArrayList<>();
        for (JarStamp stamp : jars) {
            String sha256 = known.get(stamp);
            if (sha256 == null) {
                sha256 = sha256(stamp.file());
            }
            hashed.add(new Jar(stamp.file().getFileName().toString(), sha256, stamp.size(), stamp.dags()));
        }
        return new BundleFiles(new BundleManifest(bundle, build(bundle, hashed), hashed), List.copyOf(jars));
    }

    List<Path> files() {
        return stamps.stream().map(JarStamp::file).toList();
    }

    List<Path> dagJars() {
        return stamps.stream().filter(JarStamp::dags).map(JarStamp::file).toList();
    }

    List<Path> libraries() {
        return stamps.stream()
                .filter(stamp -> !stamp.dags())
                .map(JarStamp::file)
                .toList();
    }

    /**
     * @throws JarChanged if a file has changed since it was hashed
     */
    void requireUnchanged() {
        for (JarStamp stamp : stamps) {
            if (!stamp.holds()) {
                throw new JarChanged(stamp.file());
            }
        }
    }

    private Map<JarStamp, String> hashes() {
        Map<JarStamp, String> hashes = new HashMap<>();
        for (int i = 0; i < stamps.size(); i++) {
            hashes.put(stamps.get(i), manifest.jars().get(i).sha256());
        }
        return hashes;
    }

    /** The build of no jars: what a bundle has when its folder is gone. */
    static BundleManifest empty(String bundle) {
        return new BundleManifest(bundle, build(bundle, List.of()), List.of());
    }

    private static String build(String bundle, List<Jar> jars) {
        StringBuilder text = new StringBuilder("bundle ").append(bundle).append('\n');
        for (Jar jar : jars) {
            text.append(jar.dags() ? "dags " : "lib ").append(jar.sha256()).append('\n');
        }
        return hex(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return hex(digest.digest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
