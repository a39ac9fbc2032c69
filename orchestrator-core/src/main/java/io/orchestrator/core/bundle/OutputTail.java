package io.orchestrator.core.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a process prints, however much it is, and keeps the end. */
final class OutputTail {

    private final InputStream in;
    private final byte[] ring;
    private long total;

    OutputTail(InputStream in, int size) {
        this.in = in;
        this.ring = new byte[size];
    }

    /** Reads to the end; returns early if the process closes its side or is killed. */
    void drain() {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException e) {
            // The stream breaks when the process is killed: what was kept until then is the answer.
        }
    }

    private synchronized void keep(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) ((total + i) % ring.length)] = buffer[i];
        }
        total += length;
    }

    synchronized String text() {
        int kept = (int) Math.min(total, ring.length);
        byte[] bytes = new byte[kept];
        for (int i = 0; i < kept; i++) {
            bytes[i] = ring[(int) ((total - kept + i) % ring.length)];
        }
        // PostgreSQL's text cannot hold a zero character.
        return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
