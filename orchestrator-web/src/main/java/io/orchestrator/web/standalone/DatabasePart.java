package io.orchestrator.web.standalone;

import io.orchestrator.postgres.EmbeddedPostgres;
import io.orchestrator.postgres.Settings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The PostgreSQL of standalone. */
record DatabasePart(EmbeddedPostgres server) implements Keeper.Part {

    static final String NAME = "orchestrator";

    /** @param port 0 at the first start; afterwards the same again, for the connection pools know it */
    static DatabasePart start(Path folder, int port) {
        EmbeddedPostgres server = EmbeddedPostgres.start(Settings.in(folder).withPort(port));
        server.createDatabase(NAME);
        return new DatabasePart(server);
    }

    @Override
    public CompletableFuture<String> death() {
        return server.onExit().thenApply(process -> {
            // Gives the lock on the data back, or the next start would be refused.
            server.close();
            return "exit code " + process.exitValue();
        });
    }

    @Override
    public void stop() {
        server.close();
    }
}
