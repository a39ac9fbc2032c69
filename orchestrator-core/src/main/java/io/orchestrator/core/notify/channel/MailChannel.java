package io.orchestrator.core.notify.channel;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.notify.DeliveryFailed;
import io.orchestrator.core.notify.Notice;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Sends a notice as a mail through an SMTP server: the connection's host, port, login and password; its extra has from and to. */
final class MailChannel {

    private final NetworkGuard guard;
    private final Messages messages;
    private final Duration limit;

    /** @param limit of each step of the conversation */
    MailChannel(NetworkGuard guard, Messages messages, Duration limit) {
        this.guard = guard;
        this.messages = messages;
        this.limit = limit;
    }

    /** Whether the conversation is encrypted: from some point on, from the beginning, or never. */
    private enum Tls {
        STARTTLS,
        SSL,
        NONE
    }

    void send(Notice notice, ConnectionRecord channel) throws DeliveryFailed {
        String host = channel.host();
        if (host == null) {
            throw new DeliveryFailed("the channel has no host, which should be an SMTP server");
        }
        guard.resolve(host);
        JsonNode extra = channel.extra() == null ? MissingNode.getInstance() : channel.extra();
        Tls tls = tls(extra.path("tls").asString("starttls"));
        try {
            Session session = Session.getInstance(properties(tls, channel.login()));
            MimeMessage mail = mail(session, notice, extra);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect(host, port(channel.port(), tls), channel.login(), channel.password());
                transport.sendMessage(mail, mail.getAllRecipients());
            }
        } catch (AddressException e) {
            throw new DeliveryFailed("the channel's extra needs \"from\" and \"to\", addresses of mail");
        } catch (MessagingException e) {
            throw new DeliveryFailed("the SMTP server " + host + " did not take it (" + reason(e) + ")");
        }
    }

    private static Tls tls(String text) throws DeliveryFailed {
        return switch (text) {
            case "starttls" -> Tls.STARTTLS;
            case "ssl" -> Tls.SSL;
            case "none" -> Tls.NONE;
            default -> throw new DeliveryFailed("the channel's tls is none of starttls, ssl and none");
        };
    }

    private static int port(@Nullable Integer port, Tls tls) {
        return port != null ? port : tls == Tls.SSL ? 465 : tls == Tls.NONE ? 25 : 587;
    }

    private Properties properties(Tls tls, @Nullable String login) {
        String millis = Long.toString(limit.toMillis());
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.auth", Boolean.toString(login != null));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(tls == Tls.STARTTLS));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(tls == Tls.SSL));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    private MimeMessage mail(Session session, Notice notice, JsonNode extra) throws MessagingException {
        MimeMessage mail = new MimeMessage(session) {
            /** The same at each delivery. */
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + notice.id() + "@orchestrator>");
            }
        };
        mail.setFrom(new InternetAddress(extra.path("from").asString(""), true));
        mail.setRecipients(Message.RecipientType.TO, InternetAddress.parse(recipients(extra.path("to")), true));
        if (mail.getAllRecipients() == null) {
            throw new AddressException("nobody");
        }
        mail.setSubject("[orchestrator] " + notice.title().lines().findFirst().orElse(""), "UTF-8");
        mail.setSentDate(Date.from(notice.at()));
        mail.setHeader("X-Orchestrator-Notification", notice.id().toString());
        mail.setText(messages.text(notice), "UTF-8");
        return mail;
    }

    private static String recipients(JsonNode to) {
        return to.isArray()
                ? to.valueStream().map(one -> one.asString("")).collect(Collectors.joining(","))
                : to.asString("");
    }

    /** The class of what went wrong and, of an SMTP server's own words, the code alone: they may repeat what was sent. */
    private static String reason(MessagingException e) {
        Throwable cause = e.getNextException() == null ? e : e.getNextException();
        String words = String.valueOf(cause.getMessage());
        return cause.getClass().getSimpleName()
                + (words.matches("(?s)\\d{3}[ -].*") ? " " + words.substring(0, 3) : "");
    }
}
