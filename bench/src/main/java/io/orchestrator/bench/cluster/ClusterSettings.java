package io.orchestrator.bench.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a cluster is made of.
 *
 * @param folder for everything that it writes; made when missing. When run by root others must be able to pass on the way to it
 * @param firstPort the database's port, the servers' follow; 0: any free ones
 * @param postgres PostgreSQL's own settings, over the small defaults of {@link io.orchestrator.postgres.Settings}
 */
public record ClusterSettings(
        Installation installation,
        Path folder,
        int firstPort,
        Map<String, String> postgres,
        Servers servers,
        Workers workers,
        Network network) {

    public ClusterSettings {
        folder = folder.toAbsolutePath().normalize();
        postgres = Map.copyOf(postgres);
    }

    /** One server and one worker with the product's own settings, on free ports. */
    public static ClusterSettings in(Path folder) {
        return new ClusterSettings(
                Installation.fromSystemProperties(),
                folder,
                0,
                Map.of(),
                new Servers(1, List.of(), Map.of()),
                new Workers(1, List.of(), Map.of()),
                Network.direct());
    }

    public ClusterSettings with(Servers others) {
        return new ClusterSettings(installation, folder, firstPort, postgres, others, workers, network);
    }

    public ClusterSettings with(Workers others) {
        return new ClusterSettings(installation, folder, firstPort, postgres, servers, others, network);
    }

    public ClusterSettings with(Network another) {
        return new ClusterSettings(installation, folder, firstPort, postgres, servers, workers, another);
    }

    public ClusterSettings withFirstPort(int port) {
        return new ClusterSettings(installation, folder, port, postgres, servers, workers, network);
    }

    public ClusterSettings withPostgres(Map<String, String> options) {
        return new ClusterSettings(installation, folder, firstPort, options, servers, workers, network);
    }

    /**
     * @param jvmOptions beside those that the launcher gives
     * @param properties settings of the server, such as {@code orchestrator.lease}
     */
    public record Servers(int count, List<String> jvmOptions, Map<String, String> properties) {

        public Servers {
            if (count < 1) {
                throw new IllegalArgumentException("a cluster of %d servers: it needs at least one".formatted(count));
            }
            jvmOptions = List.copyOf(jvmOptions);
            properties = Map.copyOf(properties);
        }
    }

    /**
     * @param options settings of the worker without the dashes, such as {@code slots}; {@code {worker}} in a value stands for its name
     * @param environment variables beside those that everybody has
     */
    public record Workers(
            int count, List<String> jvmOptions, Map<String, String> options, Map<String, String> environment) {

        public Workers {
            jvmOptions = List.copyOf(jvmOptions);
            options = Map.copyOf(options);
            environment = Map.copyOf(environment);
        }

        public Workers(int count, List<String> jvmOptions, Map<String, String> options) {
            this(count, jvmOptions, options, Map.of());
        }
    }
}
