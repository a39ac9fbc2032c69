package io.orchestrator.bench.cluster;

import io.orchestrator.postgres.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running cluster. Its parts may be killed and started again in any way; {@link #close} stops what is left. */
public final class Cluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration LOGIN = Duration.ofSeconds(30);

    private final ClusterSettings settings;
    private final Home home;
    private final Database database;
    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<WorkerProcess> workers = new ArrayList<>();
    private final List<ServingProcess> serving = new ArrayList<>();
    private @Nullable Api api;

    private Cluster(ClusterSettings settings, Home home, Database database) {
        this.settings = settings;
        this.home = home;
        this.database = database;
    }

    /** Starts everything and returns when the servers answer and the workers have their sessions. */
    public static Cluster start(ClusterSettings settings) {
        Home home = Home.open(settings.folder());
        Cluster cluster =
                new Cluster(settings, home, Database.start(home.database(), settings.firstPort(), settings.postgres()));
        try {
            cluster.startServers();
            cluster.api = cluster.login();
            cluster.startWorkers();
            return cluster;
        } catch (RuntimeException failure) {
            cluster.close();
            throw failure;
        }
    }

    /** The first one alone: it makes the schema and the first user. */
    private void startServers() {
        for (int i = 0; i < settings.servers().count(); i++) {
            int port = port(i);
            URI advertised = settings.network().server(i, port);
            List<String> command = new Commands(settings, home).server(i, port, advertised, database);
            servers.add(ServerProcess.start("server-" + (i + 1), port, advertised, command, home.logs()));
            if (i == 0) {
                servers.getFirst().awaitReady();
            }
        }
        servers.forEach(ServerProcess::awaitReady);
    }

    private int port(int server) {
        try {
            return settings.firstPort() == 0 ? LoopbackPort.free() : settings.firstPort() + 1 + server;
        } catch (IOException failure) {
            throw new ClusterFailed("No free port was found: %s.".formatted(failure.getMessage()), failure);
        }
    }

    private Api login() {
        List<Api> logins = new ArrayList<>();
        Waiting.until(
                "A login",
                LOGIN,
                () -> logins.add(Api.anonymous(servers.getFirst().url()).login(Home.ADMIN, home.password())));
        return logins.getFirst();
    }

    private void startWorkers() {
        List<String> urls =
                servers.stream().map(server -> server.advertised().toString()).toList();
        for (int i = 0; i < settings.workers().count(); i++) {
            String name = "worker-" + (i + 1);
            Path folder = home.worker(name);
            List<String> command = new Commands(settings, home).worker(i, name, folder, urls);
            workers.add(WorkerProcess.start(name, command, settings.workers().environment(), folder, home.logs()));
        }
        workers.forEach(worker -> worker.awaitSession(database));
    }

    /** Starts a process beside them that answers with predictions of champions, and waits until it does. */
    public ServingProcess serve(Path lake) {
        ServingProcess process = ServingProcess.start(
                settings.installation(), home, servers.getFirst().url(), api().token(), lake);
        serving.add(process);
        process.awaitReady();
        return process;
    }

    public Database database() {
        return database;
    }

    public List<ServerProcess> servers() {
        return List.copyOf(servers);
    }

    public List<WorkerProcess> workers() {
        return List.copyOf(workers);
    }

    /** The API as an admin, at the first server; see {@link Api#at}. */
    public Api api() {
        if (api == null) {
            throw new IllegalStateException("the cluster has not started");
        }
        return api;
    }

    /** The folder that the servers search for bundles: each sub-folder is one. */
    public Path dropBox() {
        return home.dropBox();
    }

    /** A log for each process, appended to from start to start; PostgreSQL's own is {@code postgres/postgres.log} beside it. */
    public Path logs() {
        return home.logs();
    }

    /** Stops serving processes, workers, servers and database, in order where that can be done in time; what is dead already is fine. */
    @Override
    public void close() {
        serving.forEach(process -> quietly(process::stop));
        workers.forEach(worker -> quietly(worker::stop));
        servers.forEach(server -> quietly(server::stop));
        quietly(database::close);
    }

    private static void quietly(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException failure) {
            LOG.warn("A part did not stop as it should; the others are stopped all the same.", failure);
        }
    }
}
