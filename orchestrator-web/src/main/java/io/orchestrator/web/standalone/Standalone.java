package io.orchestrator.web.standalone;

import io.orchestrator.postgres.LoopbackPort;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs in standalone: the database, the server in this process, the worker; stopped in the opposite order. */
final class Standalone implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private final Class<?> application;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean running;
    private volatile boolean stopping;

    Standalone(Class<?> application) {
        this.application = application;
    }

    /**
     * What a start leads to.
     *
     * @param port the real one, also when any free one was asked for
     */
    record Running(Home home, int port, Optional<Home.AdminPassword> password) {}

    /** Starts all parts; after a failure {@link #close} stops those that were started. */
    Running start(StandaloneOptions options) {
        Installation installation = Installation.fromSystemProperties();
        Running started = startServer(options, installation);
        Home home = started.home();
        begin(Keeper.keep(
                "worker",
                startWorker(installation, home, started.port()),
                () -> startWorker(installation, home, started.port())));
        AotTraining.begin(home).ifPresent(this::begin);
        running = true;
        return started;
    }

    /** Starts database and server only, and looks for bundles nowhere but in the home. */
    Running startWithoutWorker(StandaloneOptions options) {
        return startServer(options, new Installation(options.home(), null));
    }

    private Running startServer(StandaloneOptions options, Installation installation) {
        Home home = begin(Home.open(options.home()));
        int port = portFor(options);
        home.checkDatabaseDisk();
        Optional<Home.AdminPassword> password = home.adminPassword();
        DatabasePart database = startDatabase(home);
        begin(ServerPart.start(
                application,
                ServerPart.settings(database.server(), home, installation, port, password),
                ServerPart.log(home)));
        return new Running(home, port, password);
    }

    private static WorkerPart startWorker(Installation installation, Home home, int port) {
        return WorkerPart.start(installation, home, port);
    }

    private DatabasePart startDatabase(Home home) {
        DatabasePart first = DatabasePart.start(home.postgres(), 0);
        begin(Keeper.keep(
                "database",
                first,
                () -> DatabasePart.start(home.postgres(), first.server().port())));
        return first;
    }

    private static int portFor(StandaloneOptions options) {
        try {
            if (options.port() == 0) {
                return LoopbackPort.free();
            }
        } catch (IOException failure) {
            throw new StandaloneFailed("No free port was found: %s.".formatted(failure.getMessage()), failure);
        }
        if (LoopbackPort.isTaken(options.port())) {
            throw new StandaloneFailed(ServerPart.portTaken(options.port()));
        }
        return options.port();
    }

    /** Refuses a further part when the stop has begun already, so that none is left running. */
    private synchronized <T extends AutoCloseable> T begin(T part) {
        started.push(part);
        if (stopping) {
            closeStarted();
            throw new StandaloneFailed("Stopped while it was starting.");
        }
        return part;
    }

    /** True once all parts have been started. */
    boolean isRunning() {
        return running;
    }

    /** True once the stop has begun. */
    boolean isStopping() {
        return stopping;
    }

    /** Stops what was started, the last first. */
    @Override
    public void close() {
        stopping = true;
        synchronized (this) {
            closeStarted();
        }
    }

    private void closeStarted() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception failure) {
                LOG.warn("A part did not stop as it should; the others are stopped all the same.", failure);
            }
        }
    }
}
