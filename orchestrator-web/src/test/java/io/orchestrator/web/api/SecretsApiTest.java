package io.orchestrator.web.api;

import static io.orchestrator.web.api.Shapes.assertShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connections and variables as Airflow's clients know them. */
@ServerTest
class SecretsApiTest {

    private static final String CONNECTIONS = "/api/v2/connections";
    private static final String VARIABLES = "/api/v2/variables";

    @Autowired
    JdbcClient database;

    @Autowired
    Connections connections;

    @Autowired
    Variables variables;

    @Autowired
    ApiClient api;

    @BeforeEach
    void empty() throws Exception {
        new Fixture(database).clean();
    }

    private void createWarehouse() throws Exception {
        var created = api.post(
                CONNECTIONS,
                Map.of(
                        "connection_id", "warehouse",
                        "conn_type", "postgres",
                        "host", "db",
                        "port", 5432,
                        "login", "etl",
                        "password", "pass-canary",
                        "extra", "{\"sslmode\": \"require\", \"api_key\": \"key-canary\"}"));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertShape(created.json(), "ConnectionResponse");
    }

    @Test
    void a_connection_is_created_shown_and_listed_without_its_secrets() throws Exception {
        createWarehouse();

        var one = api.get(CONNECTIONS + "/warehouse");
        assertThat(one.body()).doesNotContain("canary");
        assertThat(one.json().get("password").stringValue()).isEqualTo("***");
        assertThat(one.json().get("extra").stringValue()).isEqualTo("{\"sslmode\":\"require\",\"api_key\":\"***\"}");
        assertThat(one.json().get("port").intValue()).isEqualTo(5432);
        assertThat(one.json().get("schema").isNull()).isTrue();
        var list = api.get(CONNECTIONS + "?connection_id_pattern=ware&order_by=-conn_id");
        assertShape(list.json(), "ConnectionCollectionResponse");
        assertThat(list.json().get("connections").get(0)).isEqualTo(one.json());
        assertThat(list.json().get("total_entries").intValue()).isEqualTo(1);
        assertThat(api.post(CONNECTIONS, Map.of("connection_id", "warehouse", "conn_type", "x"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void a_change_leaves_alone_what_is_left_out_or_masked() throws Exception {
        createWarehouse();
        var path = CONNECTIONS + "/warehouse";

        var changed = api.patch(
                path,
                Map.of(
                        "connection_id", "warehouse",
                        "conn_type", "postgres",
                        "host", "db2",
                        "password", "***",
                        "extra", "{\"sslmode\": \"off\", \"api_key\": \"***\"}"));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        var now = connections.find("warehouse").orElseThrow();
        assertThat(now.host()).isEqualTo("db2");
        assertThat(now.login()).isEqualTo("etl");
        assertThat(now.secrets()).containsExactly("pass-canary", "key-canary");
        assertThat(String.valueOf(now.extra())).contains("off");

        api.patch(
                path + "?update_mask=password",
                Map.of("connection_id", "warehouse", "conn_type", "mysql", "password", "new"));
        now = connections.find("warehouse").orElseThrow();
        assertThat(now.password()).isEqualTo("new");
        assertThat(now.type()).as("it is not in the mask").isEqualTo("postgres");
        assertThat(api.patch(path, Map.of("connection_id", "other", "conn_type", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(api.patch(CONNECTIONS + "/none", Map.of("connection_id", "none", "conn_type", "x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void wrong_fields_are_named() throws Exception {
        assertThat(refusal(Map.of("connection_id", "a b", "conn_type", "x"))).contains("connection_id");
        assertThat(refusal(Map.of("connection_id", "a"))).contains("conn_type");
        assertThat(refusal(Map.of("connection_id", "a", "conn_type", "x", "port", 99_999)))
                .contains("65535");
        assertThat(refusal(Map.of("connection_id", "a", "conn_type", "x", "extra", "canary")))
                .contains("JSON object")
                .doesNotContain("canary");
        assertThat(refusal(Map.of("connection_id", "a", "conn_type", "x", "pasword", "y")))
                .contains("pasword");
        assertThat(api.post(CONNECTIONS + "/test", Map.of("connection_id", "a", "conn_type", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(api.post(CONNECTIONS + "/defaults", Map.of()).status()).isEqualTo(501);
    }

    private String refusal(Map<String, ?> body) throws Exception {
        var answer = api.post(CONNECTIONS, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        return answer.detail();
    }

    @Test
    void deleting_and_every_other_deed_is_in_the_audit_log_without_the_secret() throws Exception {
        createWarehouse();
        assertThat(api.send("DELETE", CONNECTIONS + "/warehouse").status()).isEqualTo(204);
        assertThat(api.send("DELETE", CONNECTIONS + "/warehouse").status()).isEqualTo(404);

        assertThat(database.sql("SELECT actor || ' ' || action || ' ' || detail FROM audit_event"
                                + " WHERE action LIKE 'connection.%' ORDER BY at")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "admin connection.create {\"connection_id\": \"warehouse\"}",
                        "admin connection.delete {\"connection_id\": \"warehouse\"}");
    }

    @Test
    void a_variable_with_a_telling_name_is_secret() throws Exception {
        var created = api.post(VARIABLES, Map.of("key", "api_token", "value", "token-canary"));
        api.post(VARIABLES, Map.of("key", "limits", "value", Map.of("rows", 5, "password", "p-canary")));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertShape(created.json(), "VariableResponse");
        assertThat(created.json().get("value").stringValue()).isEqualTo("***");
        var list = api.get(VARIABLES + "?order_by=-key");
        assertShape(list.json(), "VariableCollectionResponse");
        assertThat(list.body()).doesNotContain("canary");
        assertThat(api.get(VARIABLES + "/limits").json().get("value").stringValue())
                .contains("\"rows\":5");
        api.patch(VARIABLES + "/api_token", Map.of("key", "api_token", "value", "***", "description", "d"));
        var token = variables.find("api_token").orElseThrow();
        assertThat(token.value()).isEqualTo("token-canary");
        assertThat(token.description()).isEqualTo("d");
        assertThat(api.post(VARIABLES, Map.of("key", "a/b", "value", "x")).status())
                .isEqualTo(422);
        assertThat(api.send("DELETE", VARIABLES + "/limits").status()).isEqualTo(204);
    }

    @Test
    void bulk_tells_what_became_of_each() throws Exception {
        var answer = api.patch(
                VARIABLES,
                Map.of(
                        "actions",
                        List.of(
                                Map.of(
                                        "action",
                                        "create",
                                        "entities",
                                        List.of(
                                                Map.of("key", "a", "value", "1"),
                                                Map.of("key", "b", "value", "2"),
                                                Map.of("key", "c/d", "value", "3"))),
                                Map.of("action", "update", "entities", List.of(Map.of("key", "none", "value", "1"))),
                                Map.of(
                                        "action", "delete",
                                        "action_on_non_existence", "skip",
                                        "entities", List.of("a", "none")))));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var json = answer.json();
        assertThat(json.get("create").get("success").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(json.get("create").get("errors").get(0).get("status_code").intValue())
                .isEqualTo(422);
        assertThat(json.get("update").get("errors").get(0).get("status_code").intValue())
                .isEqualTo(404);
        assertThat(json.get("delete").get("success").toString()).isEqualTo("[\"a\"]");
        assertThat(variables.find("a")).isEmpty();
        assertThat(variables.find("b")).isPresent();
    }

    @Test
    void a_secret_that_cannot_be_decrypted_holds_up_no_list() throws Exception {
        createWarehouse();
        database.sql("UPDATE connection SET extra = '00000000:AAAA'").update();

        assertThat(api.get(CONNECTIONS)
                        .json()
                        .get("connections")
                        .get(0)
                        .get("extra")
                        .stringValue())
                .isEqualTo("***");
        var refused = api.patch(
                CONNECTIONS + "/warehouse",
                Map.of("connection_id", "warehouse", "conn_type", "x", "extra", "{\"api_key\": \"***\"}"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.detail()).contains("the extra of connection 'warehouse' cannot be decrypted");
        assertThat(api.post("/api/orchestrator/v1/secrets/reseal", Map.of()).detail())
                .contains("cannot be decrypted");
    }
}
