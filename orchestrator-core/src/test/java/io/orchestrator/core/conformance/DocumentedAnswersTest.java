package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentedAnswersTest {

    @Test
    void whatAuthorsReadNamesEveryDifference() throws IOException {
        String read = Files.readString(Path.of("../docs/authoring.md")).replaceAll("\\s+", " ");

        assertThat(DocumentedAnswers.reasons())
                .allSatisfy(reason -> assertThat(read).contains(reason));
    }
}
