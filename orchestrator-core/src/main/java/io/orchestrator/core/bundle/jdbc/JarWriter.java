package io.orchestrator.core.bundle.jdbc;

import io.orchestrator.core.bundle.JarChanged;
import io.orchestrator.protocol.graph.BundleManifest.Jar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;

/** Streams a jar's file into its row, and keeps the row only if what was streamed has the promised hash. */
final class JarWriter {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final DataSource dataSource;

    JarWriter(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void write(Jar jar, Path file) throws IOException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                allowLong(connection);
                insert(connection, jar, file);
                connection.commit();
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("store a jar", BundleSql.INSERT_JAR, e);
        }
    }

    /** A large jar takes longer than the pool grants an ordinary statement; the pool takes both back afterwards. */
    private static void allowLong(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) LONG.toMillis());
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + LONG.toMillis());
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = " + LONG.toMillis());
        }
    }

    private static void insert(Connection connection, Jar jar, Path file) throws SQLException, IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
                PreparedStatement statement = connection.prepareStatement(BundleSql.INSERT_JAR)) {
            if (Files.size(file) != jar.size()) {
                throw new JarChanged(file);
            }
            statement.setString(1, jar.sha256());
            statement.setString(2, jar.name());
            statement.setLong(3, jar.size());
            statement.setBinaryStream(4, in, jar.size());
            statement.executeUpdate();
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(jar.sha256())) {
            throw new JarChanged(file);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
