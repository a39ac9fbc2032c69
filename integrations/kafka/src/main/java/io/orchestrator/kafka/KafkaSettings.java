package io.orchestrator.kafka;

import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.NoRetryException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/** How a connection says that Kafka is reached. */
public final class KafkaSettings {

    private static final int USUAL_PORT = 9092;

    private KafkaSettings() {}

    /**
     * Settings of any client: {@code bootstrap.servers}, and what the connection has as extra, such as {@code security.protocol}.
     *
     * @param connection host and port of a broker; 9092 unless it says otherwise
     * @throws NoRetryException if it has no host
     */
    public static Map<String, Object> of(Connection connection) {
        Map<String, Object> settings = new HashMap<>();
        for (Map.Entry<String, @Nullable Object> extra : connection.extra().entrySet()) {
            if (extra.getValue() != null) {
                settings.put(extra.getKey(), extra.getValue());
            }
        }
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers(connection));
        return settings;
    }

    static String servers(Connection connection) {
        if (connection.host() == null) {
            throw new NoRetryException(
                    "the connection '" + connection.id() + "' has no host; give it that of a broker");
        }
        return connection.host() + ":" + (connection.port() == null ? USUAL_PORT : connection.port());
    }
}
