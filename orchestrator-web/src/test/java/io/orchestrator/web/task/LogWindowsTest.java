package io.orchestrator.web.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.worker.LogChunks.Chunk;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.web.FakeLogStore;
import io.orchestrator.web.pages.SampleLogs;
import io.orchestrator.web.task.LogWindows.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reading a log by the numbers of its lines, across the pieces it came in. */
class LogWindowsTest {

    private static final long RUN = 1;
    private static final UUID ATTEMPT = new UUID(1, 1);
    private static final int IN_A_PIECE = 300;

    private final FakeLogStore store = new FakeLogStore();
    private final LogWindows windows = new LogWindows(store, new AttemptLogs(store));

    @Test
    void lines_come_by_their_number_across_pieces() {
        pieces(5);
        var window = windows.lines(RUN, ATTEMPT, 299, 302);
        assertThat(numbers(window))
                .isEqualTo(IntStream.range(299, 601).mapToObj(i -> (long) i).toList());
        assertThat(window.lines().getFirst().line().text()).isEqualTo("line 299");
        assertThat(window.lines().getLast().line().text()).isEqualTo("line 600");
        assertThat(window.next()).isEqualTo(601);
        assertThat(window.total()).isEqualTo(1_500);
    }

    @Test
    void the_last_lines_come_without_a_number() {
        pieces(5);
        assertThat(numbers(windows.lines(RUN, ATTEMPT, -1, 2))).containsExactly(1_498L, 1_499L);
        assertThat(windows.lines(RUN, new UUID(9, 9), -1, 2).total()).isZero();
    }

    @Test
    void behind_the_end_is_nothing_until_more_is_written() {
        pieces(1);
        assertThat(windows.lines(RUN, ATTEMPT, 300, 10).lines()).isEmpty();
        store.append(List.of(piece(1, "more")));
        assertThat(windows.lines(RUN, ATTEMPT, 300, 10)
                        .lines()
                        .getFirst()
                        .line()
                        .text())
                .isEqualTo("more");
    }

    @Test
    void a_damaged_piece_does_not_move_the_numbers_of_those_after_it() {
        pieces(1);
        store.append(List.of(new Chunk(RUN, ATTEMPT, 1, IN_A_PIECE, new byte[] {1}), piece(2, "after it")));
        assertThat(windows.lines(RUN, ATTEMPT, 600, 1).lines().getFirst().line().text())
                .isEqualTo("after it");
        assertThat(windows.lines(RUN, ATTEMPT, 300, 1).lines().getFirst().line().text())
                .contains("cannot be");
    }

    @Test
    void a_search_finds_level_and_text_in_any_case_and_tells_where_it_is() {
        pieces(3);
        var errors = windows.matches(RUN, ATTEMPT, 0, new Filter(4, ""));
        assertThat(numbers(errors)).containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L);
        assertThat(numbers(windows.matches(RUN, ATTEMPT, 0, new Filter(0, "line 77"))))
                .hasSize(11);
        assertThat(errors.next()).isEqualTo(900);
    }

    @Test
    void a_search_in_a_long_log_stops_and_goes_on_where_it_was() {
        for (int i = 0; i < 400; i++) {
            store.append(List.of(piece(
                    i, IntStream.range(0, IN_A_PIECE).mapToObj(n -> "same").toArray(String[]::new))));
        }
        var first = windows.matches(RUN, ATTEMPT, 0, new Filter(0, "not there"));
        assertThat(first.next()).isEqualTo(LogWindows.LOOKED_AT);
        assertThat(windows.matches(RUN, ATTEMPT, first.next(), new Filter(0, "not there"))
                        .next())
                .isEqualTo(first.total());
    }

    private void pieces(int number) {
        for (int i = 0; i < number; i++) {
            int from = i * IN_A_PIECE;
            store.append(List.of(piece(
                    i,
                    IntStream.range(from, from + IN_A_PIECE)
                            .mapToObj(n -> "line " + n)
                            .toArray(String[]::new))));
        }
    }

    private static Chunk piece(int sequence, String... texts) {
        List<LogLine> lines = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            lines.add(new LogLine(Instant.EPOCH, i % 100 == 0 ? "ERROR" : "INFO", "Some.Source", texts[i]));
        }
        return SampleLogs.piece(RUN, ATTEMPT, sequence, lines);
    }

    private static List<Long> numbers(LogWindows.Window window) {
        return window.lines().stream().map(LogWindows.Numbered::number).toList();
    }
}
