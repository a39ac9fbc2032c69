package io.orchestrator.worker.link;

import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.Messages;
import io.orchestrator.worker.exchange.Outbox;
import io.orchestrator.worker.exchange.ReportOutcome;
import io.orchestrator.worker.exchange.Reporter;
import io.orchestrator.worker.exchange.ServerClient;
import io.orchestrator.worker.exchange.Servers;
import io.orchestrator.worker.heartbeat.Heartbeats;
import io.orchestrator.worker.heartbeat.Held;
import io.orchestrator.worker.heartbeat.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A link to each live server for as long as one session lives. Who is live changes: a new server gets a link, the link of one
 * that is gone ends, and neither disturbs the others. Thread-safe.
 */
public final class Links {

    private final Servers servers;
    private final Outbox outbox;
    private final Lease lease;
    private final LiveSession session;
    private final Duration silence;
    private final Inbox inbox;
    private final Held held;
    private final ReportOutcome outcome;
    private final Map<ServerClient, Link> links = new LinkedHashMap<>();
    private boolean stopped;

    /**
     * @param silence a server that says nothing for so long is taken for dead
     */
    public Links(
            Servers servers,
            Outbox outbox,
            Lease lease,
            LiveSession session,
            Duration silence,
            Inbox inbox,
            Held held,
            ReportOutcome outcome) {
        this.servers = servers;
        this.outbox = outbox;
        this.lease = lease;
        this.session = session;
        this.silence = silence;
        this.inbox = inbox;
        this.held = held;
        this.outcome = outcome;
    }

    /** Begins the links that are missing and ends those whose server is gone. */
    public synchronized void follow() {
        if (stopped) {
            return;
        }
        List<ServerClient> live = servers.live();
        for (ServerClient server : live) {
            if (!links.containsKey(server)) {
                links.put(server, begin(server));
            }
        }
        for (ServerClient server : List.copyOf(links.keySet())) {
            if (!live.contains(server)) {
                outbox.leave(server);
                Link link = links.remove(server);
                if (link != null) {
                    link.stop();
                }
            }
        }
    }

    private Link begin(ServerClient server) {
        Gate reading = new Gate();
        Gate beating = new Gate();
        Gate reporting = new Gate();
        Heartbeats heartbeats = new Heartbeats(
                server, lease, new GatedAttempts(beating, held, outcome), answer -> heard(server, answer));
        Messages messages = new Messages(
                server, silence, heartbeats::sendSoon, message -> reading.pass(() -> inbox.take(server, message)));
        Reporter reporter = new Reporter(server, outbox, new GatedAttempts(reporting, held, outcome));
        outbox.join(server, heartbeats::sendSoon);
        return Link.begin(
                heartbeats,
                server::hangUp,
                new Link.Task("messages", reading, () -> messages.receive(session)),
                new Link.Task("heartbeats", beating, () -> heartbeats.send(session)),
                new Link.Task("reports", reporting, () -> reporter.send(session)));
    }

    private void heard(ServerClient server, Heartbeat.@Nullable Answer answer) {
        if (answer == null) {
            servers.look();
        } else {
            servers.heard(server, answer.servers());
            outbox.heard(server, answer.owned(), answer.wants());
        }
        follow();
    }

    /** Sends each server a heartbeat soon. */
    public synchronized void heartbeatSoon() {
        links.values().forEach(Link::heartbeatSoon);
    }

    /** Ends every link, and waits for each thread for so long. */
    public void stop(Duration atMost) throws InterruptedException {
        Map<ServerClient, Link> all;
        synchronized (this) {
            stopped = true;
            all = new LinkedHashMap<>(links);
            links.clear();
        }
        all.keySet().forEach(outbox::leave);
        List<Link> ending = new ArrayList<>(all.values());
        ending.forEach(Link::stop);
        for (Link link : ending) {
            link.join(atMost);
        }
    }
}
