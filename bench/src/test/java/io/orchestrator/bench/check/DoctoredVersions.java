package io.orchestrator.bench.check;

import io.orchestrator.bench.check.Versions.Event;
import io.orchestrator.bench.check.Versions.File;
import io.orchestrator.bench.check.Versions.Read;
import io.orchestrator.bench.check.Versions.Stored;
import io.orchestrator.bench.check.Versions.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Versions that a test may falsify, of the run of {@link Doctored}: its first task has added a row to {@code raw}, its second has read
 * that and written {@code sums}.
 */
final class DoctoredVersions {

    static final String ROW = "a".repeat(64);
    static final String SUM = "b".repeat(64);

    final List<Version> versions = new ArrayList<>(
            List.of(version("raw", 1, true, Doctored.FIRST, ROW), version("sums", 1, false, Doctored.SECOND, SUM)));
    final List<Read> reads = new ArrayList<>(List.of(
            // Of the attempt that was lost: it began, and read as the next one did.
            new Read(Doctored.LOST, "raw", 1, Doctored.RUN), new Read(Doctored.SECOND, "raw", 1, Doctored.RUN)));
    final List<Event> events = new ArrayList<>(List.of(
            new Event(1, "raw", 1, "line", "by-hand", List.of(2L)),
            new Event(2, "sums", 1, "line", "by-hand", List.of())));
    final Map<String, Stored> objects = new HashMap<>(Map.of(
            ROW,
            new Stored(ROW, 10, "row raw line/by-hand " + Doctored.FIRST + " -"),
            SUM,
            new Stored(SUM, 10, "row sums raw@1 - raw@1"),
            "half.part",
            new Stored("d", 5, "row raw another " + Doctored.LOST + " -")));

    static Version version(String dataset, long number, boolean appends, UUID attempt, String sha256) {
        return new Version(
                dataset,
                number,
                appends ? 1 : number,
                appends,
                attempt,
                Doctored.RUN,
                List.of(new File("file", sha256, 10)));
    }

    Versions all() {
        return new Versions(versions, reads, events, objects);
    }
}
