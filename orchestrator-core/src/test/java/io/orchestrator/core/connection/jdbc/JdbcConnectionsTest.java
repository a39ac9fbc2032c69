package io.orchestrator.core.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.connection.Connections.Change;
import io.orchestrator.core.given.GivenUnavailable;
import io.orchestrator.core.given.Givens;
import io.orchestrator.core.jdbc.TestDatabase;
import io.orchestrator.core.notify.NoEvents;
import io.orchestrator.core.secret.KeyRing;
import io.orchestrator.core.secret.SecretBox;
import io.orchestrator.core.secret.SecretUnavailable;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.core.variable.jdbc.JdbcVariables;
import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcConnectionsTest {

    private static TestDatabase database;
    private static HikariDataSource dataSource;

    @TempDir
    Path folder;

    Path keys;
    JdbcConnections connections;
    JdbcVariables variables;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        dataSource = database.engineDataSource();
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @BeforeEach
    void stores() throws IOException {
        database.execute("TRUNCATE connection, variable, audit_event");
        keys = Files.writeString(folder.resolve("keys"), KeyRing.newLine(new Random(1)));
        SecretBox box = new SecretBox(KeyRing.of(keys), new Random(3));
        AuditLog audit = new AuditLog(() -> Instant.parse("2026-01-01T00:00:00Z"), at -> UUID.randomUUID());
        connections = new JdbcConnections(dataSource, box, audit, new Random(4));
        variables = new JdbcVariables(dataSource, box, audit, new Random(5));
    }

    @Test
    void aConnectionComesBackAsItWasAndIsSealedInTheDatabase() {
        ConnectionRecord warehouse = connection("warehouse", "pass-canary");
        connections.put(new Change(warehouse, false, false), "ada");

        assertThat(connections.find("warehouse")).contains(warehouse);
        assertThat(connections.exists("warehouse")).isTrue();
        assertThat(connections.find("other")).isEmpty();
        assertThat(database.query("SELECT to_jsonb(c)::text FROM connection c").getFirst())
                .doesNotContain("canary")
                .contains("db.example.org");
        assertThat(database.query("SELECT actor || ' ' || action || ' ' || detail FROM audit_event"))
                .containsExactly("ada connection.create {\"connection_id\": \"warehouse\"}");
    }

    @Test
    void whatIsKeptStaysEvenIfItCannotBeDecrypted() throws IOException {
        connections.put(new Change(connection("warehouse", "old"), false, false), "ada");
        String sealed = database.query("SELECT password FROM connection").getFirst();

        connections.put(new Change(connection("warehouse", "new"), true, false), "ada");
        assertThat(connections.find("warehouse").orElseThrow().password()).isEqualTo("old");
        assertThat(database.query("SELECT password FROM connection")).containsExactly(sealed);

        database.execute("UPDATE connection SET password = '00000000:AAAA'");
        connections.put(new Change(connection("warehouse", null), true, false), "ada");
        assertThat(database.query("SELECT password FROM connection")).containsExactly("00000000:AAAA");
        assertThatThrownBy(() -> connections.find("warehouse"))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageContaining("'00000000'");
    }

    @Test
    void swappedSecretsAreRefused() {
        connections.put(new Change(connection("one", "first"), false, false), "ada");
        connections.put(new Change(connection("two", "second"), false, false), "ada");
        database.execute("""
                UPDATE connection c SET password = o.password FROM connection o WHERE o.connection_id <> c.connection_id""");

        assertThatThrownBy(() -> connections.find("one")).isInstanceOf(SecretUnavailable.class);
        assertThatThrownBy(() -> connections.find("two")).isInstanceOf(SecretUnavailable.class);
    }

    @Test
    void afterSealingAnewTheOldKeyCanGo() throws IOException {
        connections.put(new Change(connection("warehouse", "p"), false, false), "ada");
        connections.put(new Change(connection("plain", null), false, false), "ada");
        variables.put(new Variables.Change("token", "v", true, null), "ada");
        String newKey = KeyRing.newLine(new Random(2));
        Files.writeString(keys, newKey + "\n" + Files.readString(keys));

        assertThat(connections.reseal("ada")).isEqualTo(2);
        assertThat(connections.reseal("ada")).isZero();
        assertThat(variables.reseal("ada")).isEqualTo(1);

        Files.writeString(keys, newKey);
        stores(newKey);
        assertThat(connections.find("warehouse").orElseThrow().password()).isEqualTo("p");
        assertThat(variables.find("token").orElseThrow().value()).isEqualTo("v");
    }

    private void stores(String key) throws IOException {
        Path only = Files.writeString(folder.resolve("only"), key);
        SecretBox box = new SecretBox(KeyRing.of(only), new Random(6));
        AuditLog audit = new AuditLog(() -> Instant.EPOCH, at -> UUID.randomUUID());
        connections = new JdbcConnections(dataSource, box, audit, new Random(4));
        variables = new JdbcVariables(dataSource, box, audit, new Random(5));
    }

    @Test
    void aVariableKeepsItsValueWhenNoneIsGiven() {
        variables.put(new Variables.Change("region", "eu", false, "where"), "ada");
        variables.put(new Variables.Change("region", null, true, "there"), "bob");

        var region = variables.find("region").orElseThrow();
        assertThat(region.value()).isEqualTo("eu");
        assertThat(region.secret()).isTrue();
        assertThat(region.description()).isEqualTo("there");
        assertThat(variables.delete("region", "bob")).isTrue();
        assertThat(variables.delete("region", "bob")).isFalse();
        assertThat(database.query("SELECT action FROM audit_event ORDER BY actor, action"))
                .containsExactly("variable.create", "variable.change", "variable.delete");
    }

    @Test
    void filesComeBeforeTheEnvironmentAndThatBeforeTheDatabase() throws IOException {
        connections.put(new Change(connection("a", "database"), false, false), "ada");
        connections.put(new Change(connection("b", "database"), false, false), "ada");
        connections.put(new Change(connection("c-1", "database"), false, false), "ada");
        Files.createDirectories(folder.resolve("connections"));
        Files.writeString(folder.resolve("connections/a"), "http://u:file@h\n");
        Files.createDirectories(folder.resolve("variables"));
        Files.writeString(folder.resolve("variables/pem"), "line 1\nline 2\n");
        Givens givens = new Givens(
                folder,
                Map.of(
                        "ORCHESTRATOR_CONN_A",
                        "http://u:env@h",
                        "ORCHESTRATOR_CONN_C_1",
                        "http://u:env@h",
                        "ORCHESTRATOR_VAR_X",
                        "1")::get,
                connections,
                variables,
                new NoEvents(),
                new NoEvents());

        assertThat(givens.connection("a").password()).isEqualTo("file");
        assertThat(givens.connection("b").password()).isEqualTo("database");
        assertThat(givens.connection("c-1").password()).isEqualTo("env");
        assertThat(givens.variable("pem").value()).isEqualTo("line 1\nline 2");
        assertThat(givens.variable("x").secret()).isTrue();
        assertThatThrownBy(() -> givens.connection("../keys"))
                .isInstanceOf(GivenUnavailable.class)
                .hasMessageContaining("is not defined");
        assertThatThrownBy(() -> givens.connection("nowhere"))
                .hasMessageContaining("the connection 'nowhere' is not defined")
                .hasMessageContaining("ORCHESTRATOR_CONN_NOWHERE");
        database.execute("UPDATE connection SET password = '00000000:AAAA' WHERE connection_id = 'b'");
        assertThatThrownBy(() -> givens.connection("b"))
                .isInstanceOf(GivenUnavailable.class)
                .hasMessageContaining("the password of connection 'b' cannot be decrypted");
    }

    private static ConnectionRecord connection(String id, @Nullable String password) {
        var extra = Json.MAPPER.createObjectNode().put("api_key", "extra-canary");
        return new ConnectionRecord(id, "postgres", "Sales.", "db.example.org", 5432, "etl", "sales", password, extra);
    }
}
