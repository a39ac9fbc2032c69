package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.lines.LineReader;
import io.orchestrator.protocol.worker.ServerLine;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.protocol.worker.WorkerCall;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** What is said over one link: calls with their answers, and the server's messages. Thread-safe. */
final class Conversation implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final int LONGEST_LINE = 64 * 1024 * 1024;

    private final LinkSocket socket;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong calls = new AtomicLong();
    private final Map<Long, CompletableFuture<ServerLine.Reply>> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Conversation(LinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Makes one call and waits for its answer.
     *
     * @throws Unreachable if there is none in that time, or the link breaks; whether the call was carried out is not known then
     */
    ServerLine.Reply call(LongFunction<WorkerCall> call, Duration limit) throws Unreachable, InterruptedException {
        long number = calls.incrementAndGet();
        CompletableFuture<ServerLine.Reply> answer = new CompletableFuture<>();
        open.put(number, answer);
        try {
            long until = System.nanoTime() + limit.toNanos();
            write(line(call.apply(number)), limit);
            if (closed) {
                throw new IOException("the link is closed");
            }
            return answer.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Unreachable("A call had no answer within " + limit, null);
        } catch (IOException e) {
            throw new Unreachable("The link broke: " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new Unreachable("The link ended before the answer came", e);
        } finally {
            open.remove(number);
        }
    }

    private static byte[] line(WorkerCall call) {
        byte[] json = Json.MAPPER.writeValueAsBytes(call);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private void write(byte[] line, Duration limit) throws IOException, TimeoutException, InterruptedException {
        if (!writing.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        try {
            socket.write(line);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Reads until the link ends, and gives the reason.
     *
     * @param receiver gets each message on the calling thread
     * @throws IOException if it does not end in order; also when it says nothing for too long
     */
    String read(Consumer<ServerMessage> receiver) throws IOException {
        LineReader lines = new LineReader(socket.in(), LONGEST_LINE);
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            ServerLine understood = understood(line.bytes());
            if (understood instanceof ServerLine.Closed closed) {
                return closed.reason();
            } else if (understood != null) {
                take(understood, receiver);
            }
        }
        return "the server hung up";
    }

    private static @Nullable ServerLine understood(byte[] line) {
        try {
            return Json.MAPPER.readValue(line, ServerLine.class);
        } catch (JacksonException e) {
            LOG.warn("a line of {} bytes was not understood and is left out: {}", line.length, e.getOriginalMessage());
            return null;
        }
    }

    private void take(ServerLine line, Consumer<ServerMessage> receiver) {
        switch (line) {
            case ServerLine.Closed closed -> close();
            case ServerLine.Push push -> receiver.accept(push.message());
            case ServerLine.Reply reply -> {
                CompletableFuture<ServerLine.Reply> waiting = open.get(reply.call());
                if (waiting != null) {
                    waiting.complete(reply);
                }
            }
        }
    }

    /** Ends the link; whoever waits for an answer gets none. */
    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing a link failed", e);
        }
        open.values().forEach(waiting -> waiting.completeExceptionally(new IOException("the link ended")));
    }
}
