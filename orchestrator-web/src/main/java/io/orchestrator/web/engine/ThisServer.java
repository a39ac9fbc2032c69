package io.orchestrator.web.engine;

import io.orchestrator.core.server.ServerPlace;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.web.health.ProductVersion;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.springframework.core.env.Environment;

/** What this server tells the others about itself. */
final class ThisServer {

    private static final UUID NOT_YET = new UUID(0, 0);

    private ThisServer() {}

    static ServerRecord of(CoreSettings settings, Environment environment) {
        return new ServerRecord(
                NOT_YET,
                settings.url() == null ? url(environment) : settings.url().toString(),
                ServerPlace.here(),
                ProcessHandle.current().pid(),
                ProductVersion.TEXT,
                ServerRecord.State.LIVE);
    }

    private static String url(Environment environment) {
        var host = environment.getProperty("server.address");
        return "http://%s:%s"
                .formatted(
                        host == null || host.equals("0.0.0.0") || host.equals("::") ? machine() : host,
                        environment.getProperty("server.port", "8080"));
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
