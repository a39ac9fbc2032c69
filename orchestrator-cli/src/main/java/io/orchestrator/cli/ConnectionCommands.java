package io.orchestrator.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How tasks reach other systems. Secrets are written, never read back. */
@Command(
        name = "connections",
        addMethodSubcommands = false,
        description = "Lists, shows, adds and deletes connections.")
final class ConnectionCommands extends Group {

    private static final String PATH = "/api/v2/connections";
    private static final String[] FIELDS = {
        "connection_id", "conn_type", "host", "port", "login", "schema", "description"
    };

    @Command(description = "Lists connections.", mixinStandardHelpOptions = true)
    int list() {
        return list(PATH, "connections", FIELDS);
    }

    @Command(description = "Shows a connection.", mixinStandardHelpOptions = true)
    int get(@Parameters(paramLabel = "ID") String id) {
        show().one(server().get(PATH + "/" + Server.part(id)), FIELDS);
        return 0;
    }

    @Command(description = "Adds a connection.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--conn-uri", description = "all in one, like postgres://login:password@host:5432/database")
                    String uri,
            @Option(names = "--conn-type") String type,
            @Option(names = "--conn-host") String host,
            @Option(names = "--conn-port") Integer port,
            @Option(names = "--conn-login") String login,
            @Option(
                            names = "--conn-password",
                            interactive = true,
                            arity = "0..1",
                            description = "asked for if no value is given")
                    char[] password,
            @Option(names = "--conn-schema") String schema,
            @Option(names = "--conn-extra", description = "a JSON object") String extra,
            @Option(names = "--conn-description") String description) {
        if ((uri == null) == (type == null)) {
            throw new Failure(2, "Say what it is: --conn-uri, or --conn-type and what else there is");
        }
        var body = uri != null
                ? ConnectionUri.fields(uri)
                : Server.object()
                        .put("conn_type", type)
                        .put("host", host)
                        .put("port", port)
                        .put("login", login)
                        .put("password", password == null ? null : new String(password))
                        .put("schema", schema)
                        .put("extra", extra);
        body.put("connection_id", id).put("description", description);
        show().one(server().post(PATH, body), FIELDS);
        return 0;
    }

    @Command(description = "Deletes a connection.", mixinStandardHelpOptions = true)
    int delete(@Parameters(paramLabel = "ID") String id) {
        server().delete(PATH + "/" + Server.part(id));
        show().done("Connection %s is deleted.".formatted(id));
        return 0;
    }
}
