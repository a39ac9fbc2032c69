package io.orchestrator.web.live;

import io.orchestrator.core.engine.IdSource;
import io.orchestrator.core.jdbc.Notifications;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the other servers which runs have changed here, and hears it from them: a page may be open on a server that does not own
 * its DAG. What is lost is made up for by the page itself, which looks now and then.
 */
@Component
class OtherServers implements SmartLifecycle {

    static final String CHANNEL = "orchestrator_changed";

    /** Between two messages: any number of changes within that time is one. */
    private static final Duration REST = Duration.ofMillis(250);
    /** PostgreSQL takes no longer payload than 8000 bytes. */
    private static final int LONGEST = 7_500;

    /** Says it only where there is somebody to hear it. */
    private static final String SAY = """
            SELECT pg_notify(:channel, :payload)
            WHERE (SELECT count(*) FROM server WHERE state IN ('live', 'draining')) > 1
            """;

    private static final Logger log = LoggerFactory.getLogger(OtherServers.class);

    /** Stands for more runs than a message has room for. */
    private static final String ANYTHING = "*";

    private final String self;
    private final JdbcClient database;
    private final EventStreams streams;
    private final DataSourceProperties where;
    private final Set<String> changed = new LinkedHashSet<>();
    private final Semaphore news = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Notifications notifications;

    OtherServers(JdbcClient database, DataSourceProperties where, EventStreams streams, IdSource ids, Clock clock) {
        this.self = ids.uuid(clock.instant()).toString();
        this.database = database;
        this.streams = streams;
        this.where = where;
    }

    private Notifications listening() {
        return new Notifications(
                () -> DriverManager.getConnection(
                        where.determineUrl(),
                        Objects.requireNonNullElse(where.determineUsername(), ""),
                        Objects.requireNonNullElse(where.determinePassword(), "")),
                CHANNEL,
                streams::anythingChanged,
                this::heard);
    }

    /** Never blocks and never fails. */
    void tell(String dagId, String runId) {
        synchronized (changed) {
            changed.add(dagId + "\t" + runId);
        }
        news.release();
    }

    private void heard(String payload) {
        var lines = payload.lines().toList();
        if (lines.isEmpty() || lines.getFirst().equals(self)) {
            return;
        }
        for (String line : lines.subList(1, lines.size())) {
            int tab = line.indexOf('\t');
            if (tab < 0) {
                streams.anythingChanged();
            } else {
                streams.changedHere(line.substring(0, tab), line.substring(tab + 1));
            }
        }
    }

    private void talk() {
        try {
            while (running) {
                news.acquire();
                news.drainPermits();
                var runs = runs();
                if (!runs.isEmpty()) {
                    say(self + "\n" + runs);
                }
                TimeUnit.MILLISECONDS.sleep(REST.toMillis());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line for each run that has changed since. */
    private String runs() {
        synchronized (changed) {
            var lines = String.join("\n", changed);
            changed.clear();
            return lines.getBytes(StandardCharsets.UTF_8).length > LONGEST ? ANYTHING : lines;
        }
    }

    private void say(String payload) {
        try {
            database.sql(SAY)
                    .param("channel", CHANNEL)
                    .param("payload", payload)
                    .query((row, number) -> true)
                    .list();
        } catch (DataAccessException e) {
            log.debug("the other servers could not be told of a change: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        notifications = listening();
        notifications.start();
        Thread.ofVirtual().name("tell other servers").start(this::talk);
    }

    @Override
    public void stop() {
        running = false;
        news.release();
        if (notifications != null) {
            notifications.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
