package io.orchestrator.web.worker;

import io.orchestrator.web.security.Secrets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose token is it? Tokens are looked up by their hash, so how long that takes tells nothing about a token.
 *
 * <p>A session's token stays known after the session's end: the engine is who says that a session is over.
 */
@Component
class SessionTokens {

    private static final int KEPT = 10_000;

    private final JdbcClient database;
    private final Map<String, UUID> sessions = new ConcurrentHashMap<>();

    SessionTokens(JdbcClient database) {
        this.database = database;
    }

    /** Whether a token lets a worker register. */
    boolean registers(String token) {
        return database.sql("SELECT EXISTS (SELECT FROM worker_token WHERE token_hash = :hash AND revoked_at IS NULL)")
                .param("hash", Secrets.hash(token))
                .query(Boolean.class)
                .single();
    }

    void remember(String hash, UUID sessionId) {
        if (sessions.size() >= KEPT) {
            sessions.clear();
        }
        sessions.put(hash, sessionId);
    }

    /** The session that a token belongs to; registered with this server or with another one. */
    Optional<UUID> session(String token) {
        var hash = Secrets.hash(token);
        var known = sessions.get(hash);
        if (known != null) {
            return Optional.of(known);
        }
        var found = database.sql("SELECT session_id FROM worker_session WHERE token_hash = :hash")
                .param("hash", hash)
                .query(UUID.class)
                .optional();
        found.ifPresent(sessionId -> remember(hash, sessionId));
        return found;
    }
}
