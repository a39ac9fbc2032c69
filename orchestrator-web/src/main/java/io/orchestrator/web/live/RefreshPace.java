package io.orchestrator.web.live;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How often open pages may refresh themselves. One page beside an engine that has little to do follows every change; many pages
 * beside one that has much to do share a small part of a processor, for what they take is missing there. Thread-safe.
 */
@Component
class RefreshPace extends OncePerRequestFilter {

    static final Duration SHORTEST = Duration.ofMillis(200);
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** Of one processor, for all pages, while nothing changes. */
    private static final double SHARE = 0.5;
    /** Changed runs a second that halve the share. */
    private static final double HALVING = 10;
    /** What the newest refresh counts for in the mean of all. */
    private static final double WEIGHT = 0.1;

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private double nanosOfARefresh;
    private double changesPerSecond;
    private long changes;
    private long since;

    @Autowired
    RefreshPace() {
        this(System::nanoTime);
    }

    RefreshPace(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader("HX-Request") == null || !HttpMethod.GET.matches(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var begun = nanos.getAsLong();
        try {
            chain.doFilter(request, response);
        } finally {
            refreshed(nanos.getAsLong() - begun);
        }
    }

    /** A part of a page was made anew. */
    synchronized void refreshed(long tookNanos) {
        nanosOfARefresh += WEIGHT * (tookNanos - nanosOfARefresh);
    }

    /** A run has changed. */
    synchronized void changed() {
        changes++;
        look();
    }

    /** @param pages how many are open */
    synchronized Duration rest(int pages) {
        look();
        var share = SHARE / (1 + changesPerSecond / HALVING);
        var wanted = (long) Math.min(LONGEST.toNanos(), nanosOfARefresh * pages / share);
        return Duration.ofNanos(Math.max(SHORTEST.toNanos(), wanted));
    }

    /** Counts seconds as they go by; whatever is older than two weighs little. */
    private void look() {
        var passed = nanos.getAsLong() - since;
        if (passed >= SECOND) {
            changesPerSecond = (changesPerSecond / (passed / SECOND) + changes * SECOND / passed) / 2;
            changes = 0;
            since += passed;
        }
    }
}
