package io.orchestrator.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL server that belongs to this JVM: durable, on 127.0.0.1 only, in UTC.
 *
 * <p>Its data outlives the JVM, the server does not: when the JVM dies, even by kill -9, the kernel tells the server to shut down.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final long CONNECT_EVERY_MILLIS = 15;
    private static final int FREE_PORT_TRIES = 5;
    private static final String WRONG_PASSWORD = "28P01";

    private final FolderLock lock;
    private final BoundProcess server;
    private final int port;
    private final String password;

    private EmbeddedPostgres(FolderLock lock, BoundProcess server, int port, String password) {
        this.lock = lock;
        this.server = server;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts a server and returns when it accepts connections; the first start in a folder also makes the database files.
     *
     * @throws PostgresFailed with one sentence: broken or locked folder, port in use, full disk, missing programs
     */
    public static EmbeddedPostgres start(Settings settings) {
        Cluster.open(settings.folder());
        FolderLock lock = lock(settings.folder());
        try {
            return start(settings, lock);
        } catch (IOException failure) {
            close(lock);
            throw Diagnosis.of("start PostgreSQL in " + settings.folder(), failure);
        } catch (PostgresFailed failure) {
            close(lock);
            throw failure;
        }
    }

    private static FolderLock lock(Path folder) {
        try {
            return FolderLock.take(folder.resolve("lock"));
        } catch (FolderLocked locked) {
            throw new PostgresFailed(
                    "The PostgreSQL data in %s is in use by process %d; stop that process first, or choose another folder."
                            .formatted(folder, locked.holder()),
                    locked);
        } catch (IOException failure) {
            throw Diagnosis.of("lock the folder " + folder, failure);
        }
    }

    private static EmbeddedPostgres start(Settings settings, FolderLock lock) throws IOException {
        Cluster cluster = new Cluster(settings.folder(), Binaries.unpackedIn(settings.cache()));
        cluster.initialise();
        waitForEndOfLastServer(cluster);
        cluster.rotateLog();
        for (int attempt = 1; ; attempt++) {
            int port = portFor(settings);
            long logStart = Files.exists(cluster.log()) ? Files.size(cluster.log()) : 0;
            BoundProcess server = launch(cluster, settings, port);
            EmbeddedPostgres started = new EmbeddedPostgres(lock, server, port, cluster.password());
            if (started.becomesReady()) {
                return started;
            }
            String output = readFrom(cluster.log(), logStart);
            // Between our look for a free port and the server's bind another process may have taken it.
            if (settings.port() != 0 || attempt == FREE_PORT_TRIES || !Diagnosis.isPortTaken(output)) {
                throw Diagnosis.ofServer(
                        settings.folder(), port, server.process().exitValue(), output);
            }
        }
    }

    /** After kill -9 of its JVM a server takes a moment to shut down; its successor has to let it finish. */
    private static void waitForEndOfLastServer(Cluster cluster) throws IOException {
        if (cluster.lastServer().isPresent()) {
            ProcessHandle.of(cluster.lastServer().getAsLong())
                    .filter(last -> last.info().command().orElse("").endsWith("/postgres"))
                    .ifPresent(last -> last.onExit()
                            .completeOnTimeout(last, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                            .join());
        }
    }

    private static BoundProcess launch(Cluster cluster, Settings settings, int port) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-D", cluster.data().toString(), "-p", Integer.toString(port)));
        setting(arguments, "listen_addresses", "127.0.0.1");
        setting(arguments, "unix_socket_directories", "");
        setting(arguments, "timezone", "UTC");
        setting(arguments, "log_timezone", "UTC");
        settings.options().forEach((name, value) -> setting(arguments, name, value));
        ProcessBuilder builder = cluster.program("postgres", arguments.toArray(String[]::new));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()));
        return BoundProcess.start("INT", ServerAccount.current().privileges(), builder);
    }

    private static void setting(List<String> arguments, String name, String value) {
        arguments.add("-c");
        arguments.add(name + "=" + value);
    }

    /** False when the server has ended instead. */
    private boolean becomesReady() {
        long started = System.nanoTime();
        while (!server.endsWithin(CONNECT_EVERY_MILLIS)) {
            try (Connection connection = connect("postgres")) {
                return connection.isValid(0);
            } catch (SQLException notYet) {
                if (WRONG_PASSWORD.equals(notYet.getSQLState())) {
                    stop();
                    throw new PostgresFailed(
                            "PostgreSQL refuses the password in the file beside its data; restore that file from a backup.",
                            notYet);
                }
                if (System.nanoTime() - started > START_LIMIT.toNanos()) {
                    stop();
                    throw new PostgresFailed(
                            "PostgreSQL did not accept a connection within %d seconds (%s); its log says why."
                                    .formatted(START_LIMIT.toSeconds(), notYet.getMessage()),
                            notYet);
                }
            }
        }
        return false;
    }

    private static int portFor(Settings settings) throws IOException {
        if (settings.port() == 0) {
            return LoopbackPort.free();
        }
        if (LoopbackPort.isTaken(settings.port())) {
            throw new PostgresFailed(Diagnosis.portTaken(settings.port()));
        }
        return settings.port();
    }

    private static String readFrom(Path log, long start) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.min(start, file.length()));
            byte[] bytes = new byte[(int) Math.min(file.length() - file.getFilePointer(), 1 << 20)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** The server's superuser. */
    public String user() {
        return Cluster.USER;
    }

    public String password() {
        return password;
    }

    /**
     * Creates a database unless it exists.
     *
     * @param name lower-case letters, digits and underscores
     */
    public void createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new PostgresFailed("A database cannot be called '%s': use lower-case letters, digits and underscores."
                    .formatted(name));
        }
        try (Connection connection = connect("postgres")) {
            if (!exists(connection, name)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("create database " + name);
                }
            }
        } catch (SQLException failure) {
            throw new PostgresFailed(
                    "Could not create the database %s: %s.".formatted(name, failure.getMessage()), failure);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, name);
            return query.executeQuery().next();
        }
    }

    private Connection connect(String database) throws SQLException {
        // Whoever took the port instead of our server may accept a connection and never say a word.
        String patience = "?connectTimeout=5&loginTimeout=10&socketTimeout=30";
        return DriverManager.getConnection(jdbcUrl(database) + patience, user(), password);
    }

    /** The server's main process. */
    public Process process() {
        return server.process();
    }

    /** Completes when the server has ended, by {@link #close} or by itself. */
    public CompletableFuture<Process> onExit() {
        return server.process().onExit();
    }

    /** Disconnects all clients, stops the server and waits for its end; a server that has ended already is fine. */
    @Override
    public void close() {
        stop();
        close(lock);
    }

    private void stop() {
        try {
            server.signal("INT");
            if (!server.endsWithin(STOP_LIMIT.toMillis())) {
                LOG.warn(
                        "PostgreSQL did not stop within {} s; it is stopped at once and recovers when started again.",
                        STOP_LIMIT.toSeconds());
                server.signal("QUIT");
                server.endsWithin(STOP_LIMIT.toMillis());
            }
        } catch (IOException failure) {
            LOG.warn(
                    "PostgreSQL (process {}) could not be told to stop.",
                    server.process().pid(),
                    failure);
        }
    }

    private static void close(FolderLock lock) {
        try {
            lock.close();
        } catch (IOException failure) {
            LOG.warn("A folder lock could not be given up; it ends with this process.", failure);
        }
    }
}
