package io.orchestrator.web.pages;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.protocol.Json;
import org.jspecify.annotations.Nullable;

/** Some connections and variables, with long and hostile texts among them. */
final class SampleSecrets {

    private SampleSecrets() {}

    static void fill(Connections connections, Variables variables) {
        put(
                connections,
                "warehouse",
                "postgres",
                "Sales and orders, read only.",
                "warehouse.example.org",
                "s3cr3t-canary");
        put(connections, "ops-channel", "slack", null, "https://hooks.example.org/services/T0/B0/x", null);
        put(
                connections,
                "a_connection_with_a_name_that_is_much_longer_than_anybody_would_choose_in_real_life_but_possible",
                "http",
                "<img src=x onerror=\"window.hacked=1\">",
                "an-endpoint-with-a-long-name.internal.some-department.example.org",
                null);
        variables.put(new Variables.Change("region", "eu-central-1", false, "Where the buckets are."), "ada");
        variables.put(new Variables.Change("api_token", "t0ken-canary", true, null), "ada");
        variables.put(
                new Variables.Change("thresholds", "{\"accuracy\": 0.9, \"rows\": 100000}", false, "For the gate."),
                "ada");
    }

    private static void put(
            Connections connections,
            String id,
            String type,
            @Nullable String description,
            String host,
            @Nullable String password) {
        var extra = Json.MAPPER.createObjectNode().put("sslmode", "require").put("api_key", "k3y-canary");
        connections.put(
                new Connections.Change(
                        new ConnectionRecord(
                                id,
                                type,
                                description,
                                host,
                                5432,
                                "etl",
                                "sales",
                                password,
                                password == null ? null : extra),
                        false,
                        false),
                "ada");
    }
}
