package io.orchestrator.runner.log;

import io.orchestrator.protocol.Limits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a message into lines of bearable length. */
public final class LogText {

    private static final String CUT = " … [cut, ";

    private LogText() {}

    /** The message's lines, then those of the stack trace. */
    static List<String> lines(String message, @Nullable Throwable thrown) {
        if (thrown == null && message.indexOf('\n') < 0) {
            return List.of(cut(message));
        }
        StringWriter text = new StringWriter();
        text.write(message);
        if (thrown != null) {
            text.write('\n');
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString().lines().map(LogText::cut).toList();
    }

    /** At most {@link Limits#LOG_LINE} bytes, then a marker. */
    static String cut(String line) {
        // One char is at most three bytes of UTF-8.
        if (line.length() <= Limits.LOG_LINE / 3) {
            return line;
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= Limits.LOG_LINE ? line : cut(bytes, Limits.LOG_LINE, bytes.length);
    }

    /**
     * @param length how many of the bytes are there
     * @param total how many there were
     */
    static String cut(byte[] bytes, int length, long total) {
        int end = length;
        // Not in the middle of a character.
        while (end > 0 && end < bytes.length && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT + (total - end) + " more bytes]";
    }

    /** Where a line ends that was cut; -1: it was not. */
    public static int endOfCut(String line) {
        return line.length() > Limits.LOG_LINE / 3 && line.endsWith(" more bytes]") ? line.lastIndexOf(CUT) : -1;
    }
}
