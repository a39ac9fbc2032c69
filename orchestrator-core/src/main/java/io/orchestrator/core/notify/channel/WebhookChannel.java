package io.orchestrator.core.notify.channel;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.notify.DeliveryFailed;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.protocol.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts a notice as JSON to a URL, the connection's host. With a password it is signed: the header {@code X-Orchestrator-Signature} is
 * {@code t=SECONDS,v1=HEX}, where HEX is HMAC-SHA256 over {@code SECONDS.BODY}.
 */
final class WebhookChannel {

    private final HttpPost http;
    private final Messages messages;
    private final InstantSource clock;

    WebhookChannel(HttpPost http, Messages messages, InstantSource clock) {
        this.http = http;
        this.messages = messages;
        this.clock = clock;
    }

    void send(Notice notice, ConnectionRecord channel) throws DeliveryFailed {
        byte[] body = Json.MAPPER.writeValueAsBytes(messages.json(notice));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Orchestrator-Notification", notice.id().toString());
        if (channel.password() != null) {
            headers.put("X-Orchestrator-Signature", signature(channel.password(), body));
        }
        http.post(url(channel.host()), headers, body);
    }

    /** Slack and what takes the same: a text. Its URL is secret; the password, if there is one, is its end. */
    void sendText(Notice notice, ConnectionRecord channel) throws DeliveryFailed {
        byte[] body = Json.MAPPER.writeValueAsBytes(Map.of("text", messages.text(notice)));
        String host = channel.host();
        String end = channel.password();
        http.post(
                url(host == null || end == null ? host : host.replaceAll("/+$", "") + "/" + end),
                Map.of("X-Orchestrator-Notification", notice.id().toString()),
                body);
    }

    private static URI url(@Nullable String host) throws DeliveryFailed {
        try {
            return URI.create(host == null ? "" : host.strip());
        } catch (IllegalArgumentException e) {
            throw new DeliveryFailed("the channel's host is no URL such as https://host/path");
        }
    }

    private String signature(String secret, byte[] body) {
        long seconds = clock.instant().getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
