package io.orchestrator.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void letTheServersAccountPass() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        folder = temporary.resolve("postgres");
    }

    @Test
    void dataOutlivesTheServer() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(Settings.in(folder))) {
            server.createDatabase("kept");
            execute(server, "kept", "create table note as select 'still here' as text");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(Settings.in(folder))) {
            server.createDatabase("kept");
            assertThat(query(server, "kept", "select text from note")).isEqualTo("still here");
        }
    }

    @Test
    void isDurableOnLoopbackInUtcAndTakesSettings() throws SQLException {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(Settings.in(folder).with("max_connections", "17"))) {
            assertThat(query(server, "postgres", "show fsync")).isEqualTo("on");
            assertThat(query(server, "postgres", "show synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "postgres", "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(server, "postgres", "select reset_val from pg_settings where name = 'log_timezone'"))
                    .isEqualTo("UTC");
            assertThat(query(server, "postgres", "show max_connections")).isEqualTo("17");
        }
    }

    @Test
    void onlyWhoCanReadThePasswordFileGetsIn() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(Settings.in(folder))) {
            assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void theFolderBelongsToOneServerAtATime() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(Settings.in(folder));
                ParentJvm other = ParentJvm.startServerIn(folder)) {
            String sentence =
                    "The PostgreSQL data in %s is in use by process %d; stop that process first, or choose another folder."
                            .formatted(folder, ProcessHandle.current().pid());
            assertThat(other.answer()).isEqualTo(sentence);
            assertThatThrownBy(() -> EmbeddedPostgres.start(Settings.in(folder)))
                    .hasMessage(sentence);
            assertThat(server.process().isAlive()).isTrue();
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(Settings.in(folder).withPort(taken.getLocalPort())))
                    .isInstanceOf(PostgresFailed.class)
                    .hasMessage(
                            "PostgreSQL cannot listen on 127.0.0.1:%d: the port is already in use; choose another one.",
                            taken.getLocalPort());
        }
    }

    @Test
    void aFolderThatHoldsNoDatabaseIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/holiday.jpg"), "not a database");

        assertThatThrownBy(() -> EmbeddedPostgres.start(Settings.in(folder)))
                .isInstanceOf(PostgresFailed.class)
                .hasMessageContaining("holds no PostgreSQL data (PG_VERSION is missing)");
        assertThat(folder.resolve("data/holiday.jpg")).exists();
    }

    @Test
    void damagedDataIsReportedInOneSentence() throws IOException {
        EmbeddedPostgres.start(Settings.in(folder)).close();
        Files.delete(folder.resolve("data/global/pg_control"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(Settings.in(folder)))
                .isInstanceOf(PostgresFailed.class)
                .hasMessageContaining("global/pg_control")
                .hasMessageContaining("restore a backup of it")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aLostPasswordFileIsNamed() throws IOException {
        EmbeddedPostgres.start(Settings.in(folder)).close();
        Files.delete(folder.resolve("password"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(Settings.in(folder)))
                .isInstanceOf(PostgresFailed.class)
                .hasMessageContaining("password is missing");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(temporary.resolve("file"), "in the way");

        assertThatThrownBy(() -> EmbeddedPostgres.start(Settings.in(temporary.resolve("file/postgres"))))
                .isInstanceOf(PostgresFailed.class)
                .hasMessageContaining("Could not make the folder " + temporary.resolve("file/postgres"));
    }

    @Test
    void aServerThatIsKilledIsNoticedAndRecovers() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(Settings.in(folder));
        execute(server, "postgres", "create table note as select 'committed' as text");

        server.process().destroyForcibly();
        server.onExit().get(30, TimeUnit.SECONDS);
        server.close();

        try (EmbeddedPostgres again = EmbeddedPostgres.start(Settings.in(folder).withPort(server.port()))) {
            assertThat(query(again, "postgres", "select text from note")).isEqualTo("committed");
        }
    }

    @Test
    void diesWithItsJvmAndStartsAgain() throws Exception {
        ParentJvm parent = ParentJvm.startServerIn(folder);
        ProcessHandle server = ProcessHandle.of(Long.parseLong(parent.answer())).orElseThrow();

        parent.killWithoutWarning();

        server.onExit().get(5, TimeUnit.SECONDS);
        try (EmbeddedPostgres again = EmbeddedPostgres.start(Settings.in(folder))) {
            assertThat(query(again, "postgres", "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aStartRightAfterTheJvmWasKilledWaitsForTheOldServer() throws Exception {
        ParentJvm.startServerIn(folder).killWithoutWarning();

        try (EmbeddedPostgres again = EmbeddedPostgres.start(Settings.in(folder))) {
            assertThat(query(again, "postgres", "select 1")).isEqualTo("1");
        }
    }

    @Test
    void anIllegalDatabaseNameIsRefused() {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(Settings.in(folder))) {
            assertThatThrownBy(() -> server.createDatabase("x; drop database postgres"))
                    .isInstanceOf(PostgresFailed.class)
                    .hasMessageContaining("use lower-case letters");
        }
    }

    private static void execute(EmbeddedPostgres server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database)) {
            connection.createStatement().execute(sql);
        }
    }

    private static String query(EmbeddedPostgres server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
    }
}
