package io.orchestrator.core.notify.channel;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.given.GivenUnavailable;
import io.orchestrator.core.given.Givens;
import io.orchestrator.core.notify.DeliveryFailed;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.core.notify.Sender;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each notice as its channel wants it. A channel is {@code log}, or a connection whose type says how. */
public final class Channels implements Sender {

    public static final String LOG = "log";

    private static final Logger log = LoggerFactory.getLogger("notifications");
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Givens givens;
    private final WebhookChannel web;
    private final MailChannel mail;

    /** @param limit how long a channel may take */
    public Channels(Givens givens, NetworkGuard guard, Messages messages, Duration limit, InstantSource clock) {
        this.givens = givens;
        this.web = new WebhookChannel(new HttpPost(guard, CONNECT, limit), messages, clock);
        this.mail = new MailChannel(guard, messages, limit);
    }

    @Override
    public void send(Notice notice) throws DeliveryFailed {
        if (notice.channel().equals(LOG)) {
            log.info("{} {}", notice.kind().key(), notice.title());
            return;
        }
        ConnectionRecord channel = channel(notice.channel());
        switch (channel.type()) {
            case "webhook" -> web.send(notice, channel);
            case "slack", "slackwebhook" -> web.sendText(notice, channel);
            case "smtp", "email" -> mail.send(notice, channel);
            default ->
                throw new DeliveryFailed("the connection '" + channel.id() + "' has the type '" + channel.type()
                        + "', which is no channel; use webhook, slack or smtp");
        }
    }

    private ConnectionRecord channel(String id) throws DeliveryFailed {
        try {
            return givens.connection(id);
        } catch (GivenUnavailable e) {
            throw new DeliveryFailed(String.valueOf(e.getMessage()));
        }
    }
}
