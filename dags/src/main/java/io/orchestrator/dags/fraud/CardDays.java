package io.orchestrator.dags.fraud;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.kafka.Slice;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts payments by card and day, in a session of DuckDB. */
final class CardDays implements AutoCloseable {

    /** What was read of the topic; the time of a payment is a text with a Z. */
    private static final String RECORDS = """
            CREATE VIEW record AS
            SELECT "partition", "offset", value.id, value.card, value."at"::TIMESTAMP AS "at", value.cents, value.abroad
            FROM read_json([%s], format = 'newline_delimited', columns = {"partition": 'INTEGER', "offset": 'BIGINT',
                value: 'STRUCT(id VARCHAR, card VARCHAR, "at" VARCHAR, cents BIGINT, abroad BOOLEAN)'})""";

    private static final String COUNTED = """
            SELECT card, date_trunc('day', "at")::TIMESTAMP AS day, %s AS made,
                   count(*) AS payments, sum(cents)::BIGINT AS cents, max(cents) AS largest, count(*) FILTER (abroad) AS abroad
            FROM (SELECT * FROM record WHERE %s
                  QUALIFY row_number() OVER (PARTITION BY id ORDER BY "partition", "offset") = 1)
            GROUP BY ALL""";

    private static final String ADDED = """
            SELECT card, day, n.made, n.payments + coalesce(b.payments, 0) AS payments, n.cents + coalesce(b.cents, 0) AS cents,
                   greatest(n.largest, b.largest) AS largest, n.abroad + coalesce(b.abroad, 0) AS abroad
            FROM (%s) n LEFT JOIN (%s) b USING (card, day)""";

    private final DuckDb duckDb;
    private final DatasetVersion events;

    private CardDays(DuckDb duckDb, DatasetVersion events) {
        this.duckDb = duckDb;
        this.events = events;
    }

    /** Of all payments that were read up to a version. */
    static CardDays of(TaskContext context, DatasetVersion events) throws SQLException {
        DuckDb duckDb = DuckDb.open(context);
        duckDb.run(RECORDS.formatted(
                events.paths().stream().map(path -> Sql.text(path.toString())).collect(Collectors.joining(", "))));
        return new CardDays(duckDb, events);
    }

    /**
     * When rows are said to be made: later for a later version, and a batch is later than a slice that knew the same. It does not depend
     * on when a task runs, so a retry writes the same.
     */
    private Instant made(boolean batch) {
        return events.publishedAt().plus(2 * events.number() + (batch ? 1 : 0), ChronoUnit.MICROS);
    }

    /** All cards and days anew. */
    long recount(Staging features) throws SQLException {
        return write(COUNTED.formatted(timestamp(made(true)), "true"), features);
    }

    /** The cards and days that a slice has payments of, anew from all their payments: what is late or comes twice is in its place. */
    long recount(Slice slice, Staging features) throws SQLException {
        String touched =
                "(card, date_trunc('day', \"at\")) IN (SELECT (card, date_trunc('day', \"at\")) FROM record WHERE "
                        + of(slice) + ")";
        return write(COUNTED.formatted(timestamp(made(false)), touched), features);
    }

    /**
     * Adds a slice to what the features say already, without a look at older payments: quick, but what came in an earlier slice too is
     * counted again, until the next batch.
     *
     * @param before the features so far; of a slice that was added already they are passed over
     */
    long add(Slice slice, Optional<DatasetVersion> before, Staging features) throws SQLException {
        String fresh = COUNTED.formatted(timestamp(made(false)), of(slice));
        if (before.isEmpty()) {
            return write(fresh, features);
        }
        duckDb.view("before", before.get());
        String older = "(SELECT * FROM \"before\" WHERE made < " + timestamp(made(false)) + ")";
        return write(ADDED.formatted(fresh, newest(older)), features);
    }

    /**
     * The rows that count.
     *
     * @param relation a view, or a query in brackets, with rows of features
     */
    static String newest(String relation) {
        return "SELECT * FROM " + relation
                + " QUALIFY row_number() OVER (PARTITION BY card, day ORDER BY made DESC) = 1";
    }

    private long write(String query, Staging features) throws SQLException {
        return CardRisk.VIEW.materialize(duckDb, "(" + query + ")", features);
    }

    private static String of(Slice slice) {
        return slice.parts().stream()
                .map(part -> "(\"partition\" = %d AND \"offset\" >= %d AND \"offset\" < %d)"
                        .formatted(part.partition(), part.from(), part.to()))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String timestamp(Instant time) {
        return "'" + time + "'::TIMESTAMP";
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }
}
