package io.orchestrator.bench.ui;

import io.orchestrator.bench.cluster.ClassBundle;
import io.orchestrator.bench.ui.dags.Brief;
import io.orchestrator.bench.ui.dags.Mapped;
import io.orchestrator.bench.ui.dags.Small000;
import io.orchestrator.bench.ui.dags.Steps;
import io.orchestrator.bench.ui.dags.Thousand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The DAGs that pages show. */
final class UiBundle {

    static final int DAGS = 500;

    private static final String NAME = "ui";
    private static final int SMALL = DAGS - 4;

    private UiBundle() {}

    /** Does nothing where it lies already. */
    static void drop(Path dropBox) throws IOException {
        if (Files.exists(dropBox.resolve(NAME))) {
            return;
        }
        try (ClassBundle bundle = ClassBundle.in(dropBox, NAME)) {
            bundle.add(Thousand.class).add(Mapped.class).add(Steps.class).add(Brief.class);
            bundle.addCopies(Small000.class, SMALL);
        }
    }
}
