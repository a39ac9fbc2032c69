package io.orchestrator.web.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What stands on the command line.
 *
 * @param home where everything is kept
 * @param port of the pages and the API on 127.0.0.1, 0 for any free one
 */
record StandaloneOptions(Path home, int port) {

    static final int DEFAULT_PORT = 8080;

    static final String USAGE = "usage: orchestrator standalone [--home DIR] [--port N]";

    static StandaloneOptions parse(String... arguments) {
        Path home = Path.of(System.getProperty("user.home"), ".orchestrator");
        int port = DEFAULT_PORT;
        for (int i = 0; i < arguments.length; i++) {
            // Both "--port 80" and "--port=80".
            String[] option = arguments[i].split("=", 2);
            String value = option.length == 2 ? option[1] : i + 1 < arguments.length ? arguments[++i] : "";
            switch (option[0]) {
                case "--home" -> home = folder(value);
                case "--port" -> port = port(value);
                default -> throw new StandaloneFailed("Unknown option %s; %s.".formatted(option[0], USAGE));
            }
        }
        return new StandaloneOptions(home, port);
    }

    private static Path folder(String value) {
        if (value.isBlank()) {
            throw new StandaloneFailed("--home needs a folder; %s.".formatted(USAGE));
        }
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException illegal) {
            throw new StandaloneFailed("--home %s is not a path: %s.".formatted(value, illegal.getReason()), illegal);
        }
    }

    private static int port(String value) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
            throw new StandaloneFailed("--port needs a number from 0 to 65535, not '%s'.".formatted(value));
        }
        return Integer.parseInt(value);
    }
}
