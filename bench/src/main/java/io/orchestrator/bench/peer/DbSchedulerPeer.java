package io.orchestrator.bench.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteReplace;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.bench.yardstick.Access;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** db-scheduler. A task of a chain replaces itself by the next one, which is the cheapest that it knows. */
final class DbSchedulerPeer extends Peer {

    private static final int CHAINS = 500;
    private static final String SCHEMA = """
            DROP TABLE IF EXISTS scheduled_tasks;
            CREATE TABLE scheduled_tasks (
                task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
                execution_time timestamptz NOT NULL, picked boolean NOT NULL, picked_by text,
                last_success timestamptz, last_failure timestamptz, consecutive_failures int,
                last_heartbeat timestamptz, version bigint NOT NULL, priority smallint,
                PRIMARY KEY (task_name, task_instance));
            CREATE INDEX ON scheduled_tasks (execution_time);
            CREATE INDEX ON scheduled_tasks (last_heartbeat);
            """;

    private final HikariDataSource connections;
    private final Scheduler scheduler;
    private boolean started;
    private final AtomicLong chains = new AtomicLong();

    private DbSchedulerPeer(HikariDataSource connections) {
        this.connections = connections;
        List<Task<?>> tasks = List.of(step(0), step(1), step(2));
        this.scheduler = Scheduler.create(connections, tasks)
                .threads(THREADS)
                .pollUsingLockAndFetch(0.5, 4.0)
                .pollingInterval(Duration.ofMillis(10))
                .build();
    }

    static Peer open(Access access) throws SQLException {
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(access.url());
        config.setUsername(access.user());
        config.setPassword(access.password());
        config.setMaximumPoolSize(THREADS + 4);
        DbSchedulerPeer peer = new DbSchedulerPeer(new HikariDataSource(config));
        IntStream.range(0, CHAINS).forEach(chain -> peer.begin(peer.scheduler));
        return peer;
    }

    private Task<Void> step(int step) {
        return Tasks.custom("task-" + step, Void.class).execute((instance, context) -> {
            taskDone();
            return afterwards(step, context.getSchedulerClient());
        });
    }

    private CompletionHandler<Void> afterwards(int step, SchedulerClient client) {
        if (step + 1 < TASKS) {
            return new OnCompleteReplace<Void, Void>("task-" + (step + 1));
        }
        begin(client);
        return new OnCompleteRemove<>();
    }

    private void begin(SchedulerClient client) {
        client.schedule(new TaskInstance<>("task-0", "chain-" + chains.incrementAndGet()), Instant.now());
    }

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public void start() {
        if (started) {
            scheduler.resume();
        } else {
            scheduler.start();
            started = true;
        }
    }

    @Override
    public void pause() {
        scheduler.pause();
    }

    @Override
    public void close() {
        scheduler.stop();
        connections.close();
    }
}
