package io.orchestrator.bench.chaos;

import io.orchestrator.bench.check.History.Asked;
import io.orchestrator.bench.cluster.Api;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ServerProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Users who ask for runs, each until it is acknowledged; some ask two servers at once for the same one. */
final class Load implements AutoCloseable {

    private static final int USERS = 3;
    private static final int MOST_OPEN = 10;
    private static final int ONE_IN_TWICE = 5;
    private static final long LONGEST_PAUSE = 700;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final Cluster cluster;
    private final String[] dags;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final List<Thread> users = new ArrayList<>();
    private volatile boolean stopping;

    /** Of a scenario whose schedules are work enough nobody asks for more. */
    Load(Cluster cluster, ChaosOptions options) {
        this.cluster = cluster;
        this.dags = options.scenario().triggered();
        for (int user = 0; user < USERS && dags.length > 0; user++) {
            Random random = new Random(options.seed() + user);
            users.add(Thread.ofPlatform().daemon().name("user " + user).start(() -> ask(random)));
        }
    }

    /** All that was asked for, complete after {@link #close}. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void ask(Random random) {
        try {
            while (!stopping) {
                TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_PAUSE));
                if (!stopping && openRuns() < MOST_OPEN) {
                    askFor(random);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int openRuns() {
        try (Connection connection = cluster.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM dag_run WHERE state IN ('queued', 'running')")) {
            return row.next() ? row.getInt(1) : MOST_OPEN;
        } catch (SQLException unreachable) {
            return MOST_OPEN;
        }
    }

    private void askFor(Random random) throws InterruptedException {
        String dagId = dags[random.nextInt(dags.length)];
        Request request = new Request(dagId, "chaos-" + numbers.incrementAndGet());
        long begun = System.nanoTime();
        if (random.nextInt(ONE_IN_TWICE) == 0) {
            Thread other = Thread.ofVirtual().start(() -> request.send(server(new Random(random.nextLong()))));
            request.send(server(random));
            other.join();
        }
        while (!request.isAcknowledged() && System.nanoTime() - begun < PATIENCE_NANOS) {
            if (!request.send(server(random))) {
                TimeUnit.MILLISECONDS.sleep(50 + random.nextLong(LONGEST_PAUSE));
            }
        }
        asked.add(new Asked(dagId, request.runId, request.isAcknowledged(), request.created.get()));
    }

    private Api server(Random random) {
        List<ServerProcess> servers = cluster.servers();
        return cluster.api().at(servers.get(random.nextInt(servers.size())));
    }

    /** One run, asked for as often as it takes. */
    private static final class Request {

        private static final int CREATED = 200;
        private static final int IS_THERE = 409;

        private final String dagId;
        private final String runId;
        private final AtomicInteger created = new AtomicInteger();
        private volatile boolean acknowledged;

        Request(String dagId, String runId) {
            this.dagId = dagId;
            this.runId = runId;
        }

        boolean isAcknowledged() {
            return acknowledged;
        }

        /** False: no answer, or one that says nothing. */
        boolean send(Api server) {
            try {
                Api.Answer answer = server.trigger(dagId, runId, Map.of());
                if (answer.status() == CREATED) {
                    created.incrementAndGet();
                }
                boolean told = answer.status() == CREATED
                        || answer.status() == IS_THERE && answer.body().contains("has a run with this run id");
                acknowledged |= told;
                return told;
            } catch (IOException noAnswer) {
                return false;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** Asks for nothing more; returns at once. */
    void stop() {
        stopping = true;
    }

    /** Asks for nothing more, and waits for the last acknowledgements. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        for (Thread user : users) {
            user.join();
        }
    }
}
