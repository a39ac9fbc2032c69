package io.orchestrator.web.standalone;

import io.orchestrator.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** The server, inside this process. */
record ServerPart(ConfigurableApplicationContext context) implements AutoCloseable {

    private static final int LONGEST_CAUSE = 200;

    /** @param application the Spring application, which standalone only gives its settings */
    static ServerPart start(Class<?> application, Map<String, String> settings, Path log) {
        SpringApplication spring = new SpringApplication(application);
        // Parts are stopped in an order of ours, not by a hook of each.
        spring.setRegisterShutdownHook(false);
        try {
            return new ServerPart(spring.run(asArguments(settings)));
        } catch (RuntimeException failure) {
            throw new StandaloneFailed(sentence(failure, log), failure);
        }
    }

    static Map<String, String> settings(
            EmbeddedPostgres database,
            Home home,
            Installation installation,
            int port,
            Optional<Home.AdminPassword> password) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", database.jdbcUrl(DatabasePart.NAME));
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
        settings.put("server.port", Integer.toString(port));
        settings.put("server.address", "127.0.0.1");
        settings.put("orchestrator.home", home.folder().toString());
        password.ifPresent(known -> settings.put("orchestrator.admin-password", known.value()));
        settings.put("orchestrator.worker-token", home.workerToken());
        settings.put("orchestrator.secrets.key-file", home.secretKeys().toString());
        settings.put("orchestrator.runner-jar", installation.runnerJar().toString());
        // One setting for each: a path may contain a comma.
        List<Path> folders = installation.bundleFolders(home);
        for (int i = 0; i < folders.size(); i++) {
            settings.put(
                    "orchestrator.bundles.folders[%d]".formatted(i),
                    folders.get(i).toString());
        }
        // The terminal belongs to the banner and to plain sentences.
        settings.put("spring.main.banner-mode", "off");
        settings.put("logging.file.name", log(home).toString());
        settings.put("logging.threshold.console", "OFF");
        return settings;
    }

    static Path log(Home home) {
        return home.logs().resolve("server.log");
    }

    /** As arguments, because nothing ranks above them: no variable of the environment can point the server elsewhere. */
    private static String[] asArguments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
    }

    private static String sentence(Throwable failure, Path log) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof PortInUseException inUse) {
                return portTaken(inUse.getPort());
            }
        }
        String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        if (said.contains("No space left on device")) {
            return "The server could not start: the disk is full; free some space and start again.";
        }
        return "The server could not start: %s (%s); %s tells more."
                .formatted(shortened(said), root.getClass().getSimpleName(), log);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE) + " ...";
    }

    static String portTaken(int port) {
        return "Port %d on 127.0.0.1 is already in use; stop what uses it, or choose another one with --port."
                .formatted(port);
    }

    @Override
    public void close() {
        context.close();
    }
}
