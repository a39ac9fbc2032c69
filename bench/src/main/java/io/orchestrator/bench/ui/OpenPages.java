package io.orchestrator.bench.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pages that are open and refresh themselves as {@code live.js} does, without the browsers, which would be elsewhere: each has a
 * stream of events, and asks for its part when something has changed.
 */
final class OpenPages implements AutoCloseable {

    private static final long SHORTEST_MILLIS = 200;

    private final List<InputStream> streams = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong refreshes = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param topic the address of the events
     * @param part the address of what refreshes itself
     */
    record Open(String topic, String part) {}

    /** Returns when all are open. */
    OpenPages(List<Person> people, List<Open> pages) throws Exception {
        CountDownLatch opened = new CountDownLatch(pages.size());
        for (int i = 0; i < pages.size(); i++) {
            Open open = pages.get(i);
            Person person = people.get(i % people.size());
            InputStream stream = person.listen(open.topic());
            streams.add(stream);
            Semaphore changed = new Semaphore(0);
            threads.add(Thread.ofVirtual().start(() -> hear(stream, changed)));
            threads.add(Thread.ofVirtual().start(() -> refresh(person, open, changed)));
            opened.countDown();
        }
        opened.await();
    }

    private static void hear(InputStream stream, Semaphore changed) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:changed")) {
                    changed.release();
                }
            }
        } catch (IOException closed) {
            // The page was closed.
            changed.drainPermits();
        }
    }

    private void refresh(Person person, Open open, Semaphore changed) {
        try {
            while (!closed) {
                changed.acquire();
                changed.drainPermits();
                if (person.get(open.part(), true).status() == 200) {
                    refreshes.incrementAndGet();
                }
                TimeUnit.MILLISECONDS.sleep(SHORTEST_MILLIS);
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many times a page has refreshed itself. */
    long refreshes() {
        return refreshes.get();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (InputStream stream : streams) {
            stream.close();
        }
        threads.forEach(Thread::interrupt);
    }
}
