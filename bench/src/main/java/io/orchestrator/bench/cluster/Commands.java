package io.orchestrator.bench.cluster;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command lines of a cluster's processes. */
record Commands(ClusterSettings settings, Home home) {

    List<String> server(int server, int port, URI advertised, Database database) {
        InetSocketAddress address = settings.network().database(server, database.port());
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.datasource.url", database.url(address.getHostString(), address.getPort()));
        properties.put("spring.datasource.username", database.user());
        properties.put("spring.datasource.password", database.password());
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", Integer.toString(port));
        properties.put("orchestrator.url", advertised.toString());
        properties.put(
                "orchestrator.runner-jar", settings.installation().runner().toString());
        properties.put("orchestrator.admin-password-file", home.passwordFile().toString());
        properties.put("orchestrator.worker-token-file", home.tokenFile().toString());
        properties.put("orchestrator.bundles.folders[0]", home.dropBox().toString());
        properties.putAll(settings.servers().properties());

        List<String> command = new ArrayList<>(List.of(Installation.java()));
        command.addAll(Installation.quietJvm());
        command.add(home.temporary());
        command.addAll(settings.servers().jvmOptions());
        command.addAll(List.of("-jar", settings.installation().server().toString()));
        properties.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        return command;
    }

    List<String> worker(int worker, String name, Path folder, List<String> servers) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("servers", String.join(",", servers));
        options.put("token-file", home.tokenFile().toString());
        options.put("work-folder", folder.toString());
        options.put("runner-jar", settings.installation().runner().toString());
        options.put("name", name);
        options.putAll(settings.workers().options());

        List<String> command = new ArrayList<>(List.of(Installation.java()));
        settings.network().hosts(worker).ifPresent(hosts -> command.add("-Djdk.net.hosts.file=" + hosts));
        command.add(home.temporary());
        command.addAll(settings.workers().jvmOptions());
        command.addAll(List.of("-jar", settings.installation().worker().toString()));
        options.forEach((option, value) -> command.addAll(List.of("--" + option, value.replace("{worker}", name))));
        return command;
    }
}
