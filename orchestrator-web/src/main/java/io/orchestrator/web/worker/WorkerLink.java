package io.orchestrator.web.worker;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.lines.LineReader;
import io.orchestrator.protocol.worker.Link;
import io.orchestrator.protocol.worker.ServerLine;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's link: reads its calls on the thread that the web server gives, and writes what is to be said to it on one of
 * its own. Public because the web server makes it.
 */
public final class WorkerLink implements HttpUpgradeHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLink.class);

    private static final ServerLine CLOSED = new ServerLine.Closed("there is a newer link, or the server is leaving");

    private @Nullable Ends ends;

    /**
     * What a link joins.
     *
     * @param calls takes each line that comes in
     * @param connection what is to be written
     * @param mayHold false: this server has no lease any more, and the link ends
     * @param over called once, when the link has ended
     */
    record Ends(
            Consumer<LineReader.Line> calls,
            HeldConnection connection,
            Duration ping,
            BooleanSupplier mayHold,
            Runnable over) {}

    /** To be called before the web server begins the link. */
    void join(Ends joined) {
        ends = joined;
    }

    @Override
    public void init(WebConnection web) {
        Ends joined = ends;
        if (joined == null) {
            throw new IllegalStateException("The link was not joined to anything");
        }
        Thread writer = Thread.ofVirtual().name("worker-link").start(() -> write(web, joined));
        try {
            LineReader lines = new LineReader(web.getInputStream(), Link.LONGEST_CALL);
            for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                joined.calls().accept(line);
            }
        } catch (IOException e) {
            LOG.debug("a worker's link broke", e);
        } finally {
            joined.over().run();
            joined.connection().end();
            writer.interrupt();
            close(web);
        }
    }

    /** Ends when the worker hangs up, when a newer link replaces this one, or when this server has no lease any more. */
    private static void write(WebConnection web, Ends joined) {
        try {
            OutputStream out = web.getOutputStream();
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (var batch = joined.connection().next(joined.ping());
                    !batch.isEmpty() && joined.mayHold().getAsBoolean();
                    batch = joined.connection().next(joined.ping())) {
                for (var line : batch) {
                    lines.writeBytes(Json.MAPPER.writeValueAsBytes(line));
                    lines.write('\n');
                }
                out.write(lines.toByteArray());
                out.flush();
                lines.reset();
            }
            // Nothing but its end wakes the thread that reads, so the worker is asked to hang up.
            out.write(Json.MAPPER.writeValueAsBytes(CLOSED));
            out.write('\n');
            out.flush();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a worker's link broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(WebConnection web) {
        try {
            web.close();
        } catch (Exception e) {
            LOG.debug("closing a worker's link failed", e);
        }
    }

    @Override
    public void destroy() {
        Ends joined = ends;
        if (joined != null) {
            joined.over().run();
        }
    }
}
