package io.orchestrator.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One server for all tests of a JVM, in a temporary folder that goes with it.
 *
 * <p>It trades durability for speed: a test of crashes starts an {@link EmbeddedPostgres} of its own.
 */
public final class SharedPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedPostgres() {}

    /**
     * A new, empty database.
     *
     * @param url for JDBC, without user and password
     */
    public record Database(String url, String user, String password) {}

    /** A database that nobody has used before; the first call starts the server. */
    public static Database freshDatabase() {
        EmbeddedPostgres server = server();
        String name = "test_" + DATABASES.incrementAndGet();
        server.createDatabase(name);
        return new Database(server.jdbcUrl(name), server.user(), server.password());
    }

    /** The server itself. */
    public static EmbeddedPostgres server() {
        return Holder.SERVER;
    }

    private static final class Holder {
        static final EmbeddedPostgres SERVER = startForThisJvm();
    }

    private static EmbeddedPostgres startForThisJvm() {
        try {
            Path folder = Files.createTempDirectory("orchestrator-postgres-");
            EmbeddedPostgres server = EmbeddedPostgres.start(Settings.in(folder)
                    .with("fsync", "off")
                    .with("synchronous_commit", "off")
                    .with("full_page_writes", "off")
                    .with("max_connections", "200"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder), "stop test PostgreSQL"));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void end(EmbeddedPostgres server, Path folder) {
        server.close();
        try {
            Folders.delete(folder);
        } catch (IOException leftBehind) {
            // The operating system empties its temporary folder.
        }
    }
}
