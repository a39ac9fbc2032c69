package io.orchestrator.web.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * What the tasks of one run have written down, in the order in which it happened.
 *
 * @param lines only whole ones
 */
record Journal(List<Line> lines) {

    /**
     * One word of a task.
     *
     * @param pid the process of its runner
     * @param what {@code begin} or {@code end}
     */
    record Line(String runId, String task, int tryNumber, UUID attempt, long pid, String what) {

        static Line of(String text) {
            String[] words = text.split(" ");
            return new Line(
                    words[0],
                    words[1],
                    Integer.parseInt(words[2]),
                    UUID.fromString(words[3]),
                    Long.parseLong(words[4]),
                    words[5]);
        }
    }

    /** Empty as long as there is no file. */
    static Journal read(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        return new Journal(text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Line::of)
                .toList());
    }

    List<Line> begins(String task) {
        return of(task, "begin");
    }

    List<Line> ends(String task) {
        return of(task, "end");
    }

    private List<Line> of(String task, String what) {
        return lines.stream()
                .filter(line -> line.task().equals(task) && line.what().equals(what))
                .toList();
    }

    /** What follows after an attempt of a task wrote its end; all of it when it never did. */
    List<Line> after(UUID attempt) {
        int end = lines.stream()
                .filter(line -> line.attempt().equals(attempt) && line.what().equals("end"))
                .findFirst()
                .map(lines::indexOf)
                .orElse(-1);
        return lines.subList(end + 1, lines.size());
    }
}
