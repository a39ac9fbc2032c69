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
 * @param options PostgreSQL's own settings ({@code max_connections}, ...), over the small defaults
 */
public record Settings(Path folder, int port, Path cache, Map<String, String> options) {

    /** Small on purpose: the default is a laptop beside a JVM, not a database server. */
    private static final Map<String, String> DEFAULTS = Map.of("max_connections", "60", "shared_buffers", "64MB");

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

    public Settings withCache(Path newCache) {
        return new Settings(folder, port, newCache, options);
    }

    /** The same server with one more PostgreSQL setting. */
    public Settings with(String option, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(option, value);
        return new Settings(folder, port, cache, more);
    }
}
