package io.orchestrator.core.log.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.jdbc.StoreDataSources;
import io.orchestrator.core.jdbc.TestDatabase;
import io.orchestrator.core.log.LogStore;
import io.orchestrator.protocol.worker.LogChunks.Chunk;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcLogStoreTest {

    private static final long RUN = 42L << 20;
    private static final UUID ATTEMPT = new UUID(1, 1);
    private static final UUID UNKNOWN = new UUID(9, 9);

    private static TestDatabase database;
    private static HikariDataSource dataSource;
    private static JdbcLogStore logs;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        database.execute("""
                INSERT INTO task_attempt (run_key, attempt_id, task_id, map_index, try_number, state, session_id, build,
                                          queued_at)
                VALUES (%d, '%s', 'load', -1, 1, 'running', gen_random_uuid(), 'b', now())""".formatted(RUN, ATTEMPT));
        dataSource = StoreDataSources.logs(database.url(), database.user(), database.password(), 2);
        logs = new JdbcLogStore(dataSource, new Random(1));
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @BeforeEach
    void noLogs() {
        database.execute("TRUNCATE log_chunk");
    }

    @Test
    void piecesComeBackInOrder() {
        logs.append(List.of(chunk(2), chunk(0)));
        logs.append(List.of(chunk(1)));

        assertThat(sequences(logs.read(RUN, ATTEMPT, 0, 10))).containsExactly(0, 1, 2);
        Chunk first = logs.read(RUN, ATTEMPT, 0, 1).getFirst();
        assertThat(first.runKey()).isEqualTo(RUN);
        assertThat(first.attemptId()).isEqualTo(ATTEMPT);
        assertThat(first.lines()).isEqualTo(3);
        assertThat(first.gzip()).isEqualTo(chunk(0).gzip());
    }

    @Test
    void howLongEachPieceIsCanBeReadWithoutItsContent() {
        logs.append(List.of(chunk(1), chunk(0)));

        assertThat(logs.pieces(RUN, ATTEMPT)).containsExactly(new LogStore.Piece(0, 3), new LogStore.Piece(1, 3));
        assertThat(logs.pieces(RUN, UNKNOWN)).isEmpty();
    }

    @Test
    void aPieceThatIsSentTwiceIsStoredOnceAsItCameFirst() {
        logs.append(List.of(chunk(0)));
        logs.append(List.of(new Chunk(RUN, ATTEMPT, 0, 99, new byte[] {7}), chunk(1), chunk(1)));

        assertThat(sequences(logs.read(RUN, ATTEMPT, 0, 10))).containsExactly(0, 1);
        assertThat(logs.read(RUN, ATTEMPT, 0, 1).getFirst().lines()).isEqualTo(3);
    }

    @Test
    void aPieceOfAnAttemptThatDoesNotExistIsLeftOut() {
        logs.append(List.of(new Chunk(RUN, UNKNOWN, 0, 1, new byte[] {1}), chunk(0)));

        assertThat(logs.read(RUN, UNKNOWN, 0, 10)).isEmpty();
        assertThat(logs.read(RUN, ATTEMPT, 0, 10)).hasSize(1);
    }

    @Test
    void readingGoesOnFromASequenceNumber() {
        logs.append(IntStream.range(0, 10).mapToObj(JdbcLogStoreTest::chunk).toList());

        assertThat(sequences(logs.read(RUN, ATTEMPT, 4, 3))).containsExactly(4, 5, 6);
        assertThat(logs.read(RUN, ATTEMPT, 10, 3)).isEmpty();
    }

    @Test
    void nothingToAppendIsFine() {
        logs.append(List.of());

        assertThat(logs.read(RUN, ATTEMPT, 0, 10)).isEmpty();
    }

    private static Chunk chunk(int sequence) {
        return new Chunk(RUN, ATTEMPT, sequence, 3, new byte[] {31, (byte) 139, 0, (byte) sequence});
    }

    private static List<Integer> sequences(List<Chunk> chunks) {
        return chunks.stream().map(Chunk::sequence).toList();
    }
}
