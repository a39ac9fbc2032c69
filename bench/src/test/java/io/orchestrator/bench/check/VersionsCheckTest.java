package io.orchestrator.bench.check;

import static io.orchestrator.bench.check.Doctored.FIRST;
import static io.orchestrator.bench.check.Doctored.LOST;
import static io.orchestrator.bench.check.Doctored.RUN;
import static io.orchestrator.bench.check.Doctored.SECOND;
import static io.orchestrator.bench.check.DoctoredVersions.ROW;
import static io.orchestrator.bench.check.DoctoredVersions.SUM;
import static io.orchestrator.bench.check.DoctoredVersions.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.bench.check.Versions.Event;
import io.orchestrator.bench.check.Versions.Read;
import io.orchestrator.bench.check.Versions.Stored;
import io.orchestrator.bench.check.Versions.Version;
import io.orchestrator.bench.check.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker bites in what became of datasets: each falsified row or file is found. */
class VersionsCheckTest {

    private final Doctored rows = new Doctored();
    private final DoctoredVersions data = rows.versions;

    private void assertFound(Kind kind, String text) {
        assertThat(Checker.check(rows.history())).anySatisfy(violation -> {
            assertThat(violation.kind()).isEqualTo(kind);
            assertThat(violation.text()).contains(text);
        });
    }

    @Test
    void whatNobodyNamesMayLieInTheLake() {
        data.objects.put("half.part", new Stored("e", 3, ""));
        assertThat(Checker.check(rows.history())).isEmpty();
    }

    @Test
    void aSuccessWithoutAVersionHasLostIt() {
        data.versions.removeIf(version -> version.dataset().equals("sums"));
        assertFound(Kind.LOST, "published 0 versions of sums");
    }

    @Test
    void aVersionOfAnAttemptThatDidNotSucceedIsHalf() {
        data.versions.add(version("sums", 2, false, LOST, SUM));
        assertFound(Kind.HALF, "which is lost");
    }

    @Test
    void aVersionOfAnAttemptThatTheDatabaseDoesNotKnowIsHalf() {
        data.versions.add(version("sums", 2, false, new java.util.UUID(0, 9), SUM));
        assertFound(Kind.HALF, "which is not there");
    }

    @Test
    void twoVersionsOfOneSuccessAreDoubled() {
        data.versions.add(version("sums", 2, false, SECOND, SUM));
        assertFound(Kind.DOUBLED, "published 2 versions of sums");
    }

    @Test
    void aVersionOfASuccessInQuarantineIsHalf() {
        Doctored.change(
                data.versions,
                version -> version.dataset().equals("sums"),
                version -> new Version("sums", null, null, false, SECOND, RUN, version.files()));
        assertFound(Kind.HALF, "has no number");
    }

    @Test
    void aNumberThatIsLeftOutIsLost() {
        Doctored.change(
                data.versions,
                version -> version.dataset().equals("sums"),
                version -> version("sums", 2, false, SECOND, SUM));
        assertFound(Kind.LOST, "number 1 is not there");
    }

    @Test
    void aNumberThatIsGivenTwiceIsDoubled() {
        data.versions.add(version("sums", 1, false, FIRST, SUM));
        assertFound(Kind.DOUBLED, "sums@1 is there twice");
    }

    @Test
    void aVersionThatForgetsWhatItAddsToIsHalf() {
        Doctored.change(
                data.versions,
                version -> version.dataset().equals("raw"),
                version -> new Version("raw", 1L, 0L, true, FIRST, RUN, version.files()));
        assertFound(Kind.HALF, "begins with version 0, expected 1");
    }

    @Test
    void aVersionWithoutFilesIsHalf() {
        Doctored.change(
                data.versions,
                version -> version.dataset().equals("sums"),
                version -> new Version("sums", 1L, 1L, false, SECOND, RUN, List.of()));
        assertFound(Kind.HALF, "has no files");
    }

    @Test
    void aFileThatIsNotInTheLakeIsHalf() {
        data.objects.remove(ROW);
        assertFound(Kind.HALF, "is not in the lake");
    }

    @Test
    void aFileWithOtherBytesIsHalf() {
        data.objects.put(ROW, new Stored("c".repeat(64), 10, "row raw line/by-hand " + FIRST + " -"));
        assertFound(Kind.HALF, "of version raw@1 is Stored");
    }

    @Test
    void aFileThatIsShorterIsHalf() {
        data.objects.put(ROW, new Stored(ROW, 9, "row raw line/by-hand " + FIRST + " -"));
        assertFound(Kind.HALF, "of version raw@1 is Stored");
    }

    @Test
    void aFileOfAnotherAttemptIsStale() {
        data.objects.put(ROW, new Stored(ROW, 10, "row raw line/by-hand " + LOST + " -"));
        assertFound(Kind.STALE, "has what another one wrote");
    }

    @Test
    void whatWasAddedTwiceIsDoubled() {
        data.versions.add(version("raw", 2, true, FIRST, ROW));
        assertFound(Kind.DOUBLED, "was added by version raw@1 and by version raw@2");
    }

    @Test
    void aReadThatWasNotWrittenDownIsWrong() {
        data.reads.removeIf(read -> read.attempt().equals(SECOND));
        assertFound(Kind.WRONG, "does not say that attempt " + SECOND);
    }

    @Test
    void aRunThatSeesTwoVersionsIsWrong() {
        data.reads.add(new Read(FIRST, "raw", 2, RUN));
        assertFound(Kind.WRONG, "has read versions [1, 2] of raw");
    }

    @Test
    void aRunThatDoesNotSeeItsOwnVersionIsWrong() {
        data.versions.add(version("raw", 2, true, SECOND, SUM));
        assertFound(Kind.WRONG, "expected one: 2");
    }

    @Test
    void aRunThatDoesNotSeeTheVersionThatStartedItIsWrong() {
        data.reads.add(new Read(LOST, "raw", 7, 2));
        assertFound(Kind.WRONG, "run 2 has read versions [7] of raw, expected one: 1");
    }

    @Test
    void aVersionWithoutAnEventHasLostIt() {
        data.events.removeIf(event -> event.dataset().equals("sums"));
        assertFound(Kind.LOST, "sums@1 has 0 events");
    }

    @Test
    void twoEventsOfAVersionAreDoubled() {
        data.events.add(new Event(3, "sums", 1, "line", "by-hand", List.of()));
        assertFound(Kind.DOUBLED, "sums@1 has 2 events");
    }

    @Test
    void anEventOfAVersionThatIsNotThereIsHalf() {
        data.events.add(new Event(3, "sums", 2, "line", "by-hand", List.of()));
        assertFound(Kind.HALF, "sums@2, which is not there");
    }

    @Test
    void anEventThatTwoRunsTookIsDoubled() {
        Doctored.change(
                data.events,
                event -> event.dataset().equals("raw"),
                event -> new Event(1, "raw", 1, "line", "by-hand", List.of(2L, 3L)));
        assertFound(Kind.DOUBLED, "taken by the runs [2, 3]");
    }

    @Test
    void anEventThatNoRunTookIsUnfinished() {
        data.events.add(new Event(3, "raw", 2, "line", "by-hand", List.of()));
        assertFound(Kind.UNFINISHED, "taken by the runs []");
    }
}
