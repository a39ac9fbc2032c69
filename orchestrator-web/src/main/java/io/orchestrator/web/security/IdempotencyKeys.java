package io.orchestrator.web.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was answered to requests with a key, for a day, on every server. */
@Component
class IdempotencyKeys {

    private static final Duration LIFE = Duration.ofHours(24);
    /** No request takes as long: who has not answered by then never will, as its server has stopped in the middle. */
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(5);

    private static final String BEGIN = """
            INSERT INTO idempotency_key (username, key, request, created_at) VALUES (:username, :key, :request, :now)
            ON CONFLICT DO NOTHING
            """;
    private static final String END =
            "UPDATE idempotency_key SET status = :status, answer = :answer WHERE username = :username AND key = :key";

    private final JdbcClient database;
    private final Clock clock;

    IdempotencyKeys(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An earlier request.
     *
     * @param status null: it was not answered yet
     * @param abandoned it was not answered, and never will be
     */
    record Earlier(String request, @Nullable Integer status, String answer, boolean abandoned) {}

    /** Empty: it is the first with this key, and is to be carried out. */
    Optional<Earlier> begin(String username, String key, String request) {
        var now = clock.instant();
        database.sql("DELETE FROM idempotency_key WHERE created_at <= :end")
                .param("end", Timestamp.from(now.minus(LIFE)))
                .update();
        var first = database.sql(BEGIN)
                        .param("username", username)
                        .param("key", key)
                        .param("request", request)
                        .param("now", Timestamp.from(now))
                        .update()
                > 0;
        return first
                ? Optional.empty()
                : database.sql("SELECT request, status, answer, status IS NULL AND created_at < :late AS abandoned"
                                + " FROM idempotency_key WHERE username = :username AND key = :key")
                        .param("username", username)
                        .param("key", key)
                        .param("late", Timestamp.from(now.minus(LONGEST_REQUEST)))
                        .query((row, number) -> new Earlier(
                                row.getString("request"),
                                row.getObject("status", Integer.class),
                                String.valueOf(row.getString("answer")),
                                row.getBoolean("abandoned")))
                        .optional();
    }

    void end(String username, String key, int status, String answer) {
        database.sql(END)
                .param("status", status)
                .param("answer", answer)
                .param("username", username)
                .param("key", key)
                .update();
    }

    /** It failed here, and may be tried again. */
    void forget(String username, String key) {
        database.sql("DELETE FROM idempotency_key WHERE username = :username AND key = :key")
                .param("username", username)
                .param("key", key)
                .update();
    }
}
