package io.orchestrator.serving;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets in whoever has a token that the server lets in. Its answer is kept for half a minute, so that a prediction does not wait for
 * it; a token that was good stays so for ten minutes while no server answers.
 */
final class ApiClients implements Clients {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final Api api;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    ApiClients(Api api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    private record Known(boolean good, Instant at) {}

    @Override
    public boolean mayAsk(String token) throws IOException, InterruptedException {
        Instant now = clock.instant();
        Known before = known.get(token);
        if (before != null && now.isBefore(before.at().plus(FRESH))) {
            return before.good();
        }
        try {
            boolean good = api.send("/api/v2/pools?limit=1", token, null).status() == Api.OK;
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(token, new Known(good, now));
            return good;
        } catch (IOException e) {
            if (before != null && before.good() && now.isBefore(before.at().plus(OUTAGE))) {
                return true;
            }
            throw e;
        }
    }
}
