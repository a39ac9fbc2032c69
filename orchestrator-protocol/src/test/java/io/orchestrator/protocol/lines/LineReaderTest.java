package io.orchestrator.protocol.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void linesLoseTheirEndAndTheLastNeedsNone() throws IOException {
        assertThat(read("a\nb\r\n\nlast", 100)).containsExactly("a", "b", "", "last");
        assertThat(read("", 100)).isEmpty();
    }

    @Test
    void aLineBeyondTheBoundIsCutAndTheNextOneIsWhole() throws IOException {
        assertThat(read("0123456789\nnext\n", 4)).containsExactly("0123 cut", "next");
        assertThat(read("0123\n01234\n", 4)).containsExactly("0123", "0123 cut");
        assertThat(read("x".repeat(100_000) + "\nend", 4)).containsExactly("xxxx cut", "end");
    }

    @Test
    void linesOfAnyLengthArriveWholeHoweverTheyAreSplit() throws IOException {
        Random random = new Random(7);
        List<String> lines = IntStream.range(0, 500)
                .mapToObj(i -> "x".repeat(random.nextInt(20) == 0 ? random.nextInt(40_000) : random.nextInt(50)))
                .toList();

        assertThat(read(String.join("\n", lines) + "\n", 50_000)).isEqualTo(lines);
    }

    private static List<String> read(String text, int longest) throws IOException {
        InputStream trickle = new Trickle(text.getBytes(StandardCharsets.UTF_8));
        LineReader reader = new LineReader(trickle, longest);
        List<String> lines = new ArrayList<>();
        for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(new String(line.bytes(), StandardCharsets.UTF_8) + (line.cut() ? " cut" : ""));
        }
        return lines;
    }

    /** Gives pieces of changing size, as a socket does. */
    private static final class Trickle extends ByteArrayInputStream {
        private final Random random = new Random(11);

        Trickle(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(3000)));
        }
    }
}
