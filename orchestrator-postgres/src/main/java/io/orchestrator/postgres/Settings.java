package io.orchestrator.postgres;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an embedded PostgreSQL lives and how it is set up.
 *
 * @param folder holds the data, the password and the server's log; made when missing
 * @param port the port on 127.0.0.1, 0 for any free one
 * @param cache where the binaries are unpacked once, for all servers of this machine's user
 * @param options PostgreSQL's own settings ({@code max_connections}, ...), over the defaults
 */
public record Settings(Path folder, int port, Path cache, Map<String, String> options) {

    /**
     * A laptop beside a JVM, with an engine that writes all the time. Durability is PostgreSQL's own default: on.
     *
     * <p>Checkpoints are rare, because after each one every page is written whole once more; the price is the time that a
     * recovery takes, so the log is kept below what is read again in some seconds. Vacuum looks often: the rows of the runs
     * at work change many times in their first second.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "max_connections", "100",
            "shared_buffers", "256MB",
            "wal_buffers", "16MB",
            "min_wal_size", "256MB",
            "max_wal_size", "2GB",
            "checkpoint_timeout", "15min",
            "autovacuum_naptime", "10s",
            "jit", "off");

    public Settings {
        if (port < 0 || port > 65535) {
            throw new PostgresFailed("Port %d is not between 0 and 65535.".formatted(port));
        }
        folder = folder.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(options);
        options = Map.copyOf(all);
    }

    /** A server in this folder, on any free port, with the defaults. */
    public static Settings in(Path folder) {
        return new Settings(folder, 0, Binaries.defaultCache(), Map.of());
    }

    public Settings withPort(int newPort) {
        return new Settings(folder, newPort, cache, options);
    }

    /** The same server with one more PostgreSQL setting. */
    public Settings with(String option, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(option, value);
        return new Settings(folder, port, cache, more);
    }
}
