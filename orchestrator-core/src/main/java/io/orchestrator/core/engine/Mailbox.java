package io.orchestrator.core.engine;

import io.orchestrator.core.engine.Command.OnRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this server has asked others, and what others have asked it. */
final class Mailbox {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    /** Longer than a server's lease: by then somebody else has the DAG and could have answered. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final IdSource ids;
    private final Map<UUID, Sent> sent = new LinkedHashMap<>();
    private final Queue<Mail.Answer> answers = new ConcurrentLinkedQueue<>();

    private record Sent(Request<?> request, OnRun<?> command, Instant at) {}

    Mailbox(IdSource ids) {
        this.ids = ids;
    }

    /** Writes a letter; the request is answered when the other server's answer comes. */
    Mail.Letter send(Request<?> request, OnRun<?> command, UUID self, Instant now) {
        UUID id = ids.uuid(now);
        sent.put(id, new Sent(request, command, now));
        return Mail.letter(id, self, command);
    }

    boolean awaitsAnswers() {
        return !sent.isEmpty();
    }

    void deliver(List<Mail.Answer> delivered) {
        for (Mail.Answer answer : delivered) {
            Sent request = sent.remove(answer.id());
            if (request != null) {
                Mail.deliver(answer, request.request());
            }
        }
    }

    /** Gives up what has waited too long: whether it was done is not known. */
    void giveUp(Instant now) {
        sent.values().removeIf(asked -> {
            boolean late = asked.at().plus(PATIENCE).isBefore(now);
            if (late) {
                asked.request()
                        .refuse(
                                CommandRefused.Kind.UNAVAILABLE,
                                "the server that decides on DAG %s has not answered within %d seconds; look whether it was done before you ask again"
                                        .formatted(asked.command().dagId(), PATIENCE.toSeconds()));
            }
            return late;
        });
    }

    /** A command of another server as a request of this one; its answer goes into the next turn's writes. */
    List<Request<?>> open(List<Mail.Letter> letters) {
        List<Request<?>> requests = new ArrayList<>();
        for (Mail.Letter letter : letters) {
            try {
                requests.add(open(letter));
            } catch (RuntimeException e) {
                log.error("a command of another server was not understood", e);
                answers.add(Mail.refused(
                        letter.id(),
                        new CommandRefused(
                                CommandRefused.Kind.UNAVAILABLE,
                                "the server that decides on DAG " + letter.dagId()
                                        + " did not understand the command: let all servers run the same version")));
            }
        }
        return requests;
    }

    private Request<?> open(Mail.Letter letter) {
        Request<?> request = Request.of(Mail.command(letter));
        request.answer()
                .whenComplete((value, failure) -> answers.add(
                        failure == null
                                ? Mail.granted(letter.id(), value)
                                : Mail.refused(letter.id(), refusal(failure))));
        return request;
    }

    private static CommandRefused refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return cause instanceof CommandRefused refused
                ? refused
                : new CommandRefused(CommandRefused.Kind.UNAVAILABLE, "the engine could not do this: " + cause);
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    /** The answers that wait to be written; they are taken out. */
    List<Mail.Answer> takeAnswers() {
        List<Mail.Answer> taken = new ArrayList<>();
        for (Mail.Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            taken.add(answer);
        }
        return taken;
    }
}
