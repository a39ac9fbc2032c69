package io.orchestrator.core.bundle;

import io.orchestrator.core.schedule.WantedSlots;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.BundleManifest.Jar;
import io.orchestrator.protocol.graph.SlotAnswer;
import io.orchestrator.protocol.graph.SlotQuestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks a timetable in Java for slots, in a {@link DescribingJvm} with the jars of its build. */
final class AskTimetable {

    private final BundleStore store;
    private final DescribingJvm jvm;

    AskTimetable(BundleStore store, DescribingJvm jvm) {
        this.store = store;
        this.jvm = jvm;
    }

    /**
     * @return with a sentence if the child JVM gave nothing
     * @throws IOException if a jar cannot be read or the child JVM cannot be started: that is no fault of the timetable
     */
    SlotAnswer ask(WantedSlots wanted) throws IOException, InterruptedException {
        BundleManifest manifest = store.manifest(wanted.build())
                .orElseThrow(() -> new IOException("the build %s is not stored any more".formatted(wanted.build())));
        try (WorkFolder work = WorkFolder.create()) {
            List<Path> dagJars = new ArrayList<>();
            List<Path> libraries = new ArrayList<>();
            for (Jar jar : manifest.jars()) {
                (jar.dags() ? dagJars : libraries).add(copy(jar, work.path()));
            }
            return answer(
                    wanted.question(),
                    jvm.run(
                            (folder, result) -> command(wanted.question(), folder, result),
                            dagJars,
                            libraries,
                            SlotAnswer.class));
        }
    }

    private Path copy(Jar jar, Path folder) throws IOException {
        Path file = folder.resolve(jar.sha256() + ".jar");
        try (InputStream content = store.jar(jar.sha256())
                .orElseThrow(() -> new IOException("the jar %s is not stored any more".formatted(jar.name())))
                .content()) {
            Files.copy(content, file);
        }
        return file;
    }

    private static List<String> command(SlotQuestion question, Path folder, Path result) throws IOException {
        Path file = folder.resolve("question.json");
        Files.write(file, Json.MAPPER.writeValueAsBytes(question));
        return List.of("io.orchestrator.runner.SlotsMain", "--question", file.toString(), "--out", result.toString());
    }

    private static SlotAnswer answer(SlotQuestion question, DescribingJvm.Outcome<SlotAnswer> outcome) {
        return switch (outcome) {
            case DescribingJvm.Outcome.Told<SlotAnswer> told -> told.result();
            case DescribingJvm.Outcome.Failed<SlotAnswer> failed ->
                new SlotAnswer(
                        question.after(),
                        List.of(),
                        false,
                        "the timetable of DAG '%s' gave no slots. %s".formatted(question.dagId(), failed.reason()));
        };
    }
}
