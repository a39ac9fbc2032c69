package io.orchestrator.web.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Counts attempts to log in: from one address at most ten within five minutes for one user name, until one succeeds. */
final class LoginAttempts {

    static final int ALLOWED = 10;
    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<Key, Deque<Instant>> attempts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    LoginAttempts(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts an attempt before its password is looked at, so that attempts at the same moment count too.
     *
     * @return false: there were too many, do not look at the password
     */
    synchronized boolean admit(String username, String address) {
        var now = clock.instant();
        var recent = attempts.computeIfAbsent(new Key(username, address), key -> new ArrayDeque<>());
        while (!recent.isEmpty() && !recent.getFirst().isAfter(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        if (recent.size() >= ALLOWED) {
            return false;
        }
        recent.addLast(now);
        return true;
    }

    synchronized void succeeded(String username, String address) {
        attempts.remove(new Key(username, address));
    }

    private record Key(String username, String address) {
        Key {
            username = username.toLowerCase(Locale.ROOT);
        }
    }
}
