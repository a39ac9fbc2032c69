package io.orchestrator.serving;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the process.
 *
 * @param server where the server is
 * @param token of its API, with a role that may see everything (viewer)
 * @param lake of the workers
 * @param address where it listens
 * @param spool where files of predictions go
 * @param poll how often it looks for other champions
 */
record ServingSettings(URI server, String token, LakeFiles lake, InetSocketAddress address, Path spool, Duration poll) {

    static final String USAGE = """
            usage: orchestrator serve --lake FOLDER|ADDRESS [OPTION ...]

              --lake FOLDER        where the files of datasets lie, as workers are told: a folder, or s3://bucket/folder (required)
              --server URL         the server's address [http://localhost:8080]
              --token-file FILE    a token of its API, role viewer [the variable ORCHESTRATOR_TOKEN]
              --host HOST          where to listen [127.0.0.1]
              --port N             [8090]; 0: one that is free
              --spool FOLDER       where files of predictions go [serving-spool]
              --poll SECONDS       how often to look for other champions [2]
            """;

    private static final Set<String> KNOWN = Set.of("lake", "server", "token-file", "host", "port", "spool", "poll");

    /** A setting is wrong; its message is for whoever typed it. */
    static final class BadSetting extends Exception {
        private static final long serialVersionUID = 1;

        BadSetting(String message) {
            super(message);
        }
    }

    static ServingSettings read(String[] arguments, Map<String, String> environment) throws BadSetting {
        Map<String, String> given = given(arguments);
        return new ServingSettings(
                server(given.getOrDefault(
                        "server", environment.getOrDefault("ORCHESTRATOR_URL", "http://localhost:8080"))),
                token(given, environment),
                lake(given.get("lake")),
                new InetSocketAddress(given.getOrDefault("host", "127.0.0.1"), number(given, "port", 8090, 0, 65_535)),
                Path.of(given.getOrDefault("spool", "serving-spool")),
                Duration.ofSeconds(number(given, "poll", 2, 1, 3600)));
    }

    private static LakeFiles lake(@Nullable String lake) throws BadSetting {
        if (lake == null) {
            throw new BadSetting("--lake is missing; expected the lake of the workers, as they are told");
        }
        try {
            return LakeFiles.open(lake);
        } catch (IllegalArgumentException wrong) {
            throw new BadSetting("--lake is %s; expected the lake of the workers, as they are told: %s"
                    .formatted(lake, wrong.getMessage()));
        }
    }

    private static Map<String, String> given(String[] arguments) throws BadSetting {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : arguments[i];
            if (!KNOWN.contains(name) || i + 1 == arguments.length) {
                throw new BadSetting(
                        "%s is not known, or has no value; expected one of %s".formatted(arguments[i], KNOWN));
            }
            given.put(name, arguments[i + 1]);
        }
        return given;
    }

    private static URI server(String text) throws BadSetting {
        try {
            URI server = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (server.getHost() != null && ("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
                return server;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new BadSetting("--server is '%s'; expected an address like http://localhost:8080".formatted(text));
    }

    private static String token(Map<String, String> given, Map<String, String> environment) throws BadSetting {
        String file = given.get("token-file");
        String token = environment.get("ORCHESTRATOR_TOKEN");
        try {
            if (file != null) {
                token = Files.readString(Path.of(file)).strip();
            }
        } catch (IOException e) {
            throw new BadSetting("--token-file names %s, which cannot be read".formatted(file));
        }
        if (token == null || token.isEmpty()) {
            throw new BadSetting("There is no token; give --token-file, or the variable ORCHESTRATOR_TOKEN");
        }
        return token;
    }

    private static int number(Map<String, String> given, String name, int otherwise, int least, int most)
            throws BadSetting {
        String text = given.getOrDefault(name, String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new BadSetting("--%s is '%s'; expected a whole number from %d to %d".formatted(name, text, least, most));
    }
}
