package io.orchestrator.cli;

import io.orchestrator.sdk.DatasetStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The files of datasets. */
@Command(
        name = "lake",
        addMethodSubcommands = false,
        description = "Cleans the folder or bucket with the files of datasets.")
final class LakeCommands extends Group {

    private static final Duration GRACE = Duration.ofDays(1);

    @Command(
            description = {
                "Deletes files that are older than a day and that no version of a dataset names.",
                "In a bucket it sets them aside, and deletes those that were set aside more than a day before."
            },
            mixinStandardHelpOptions = true)
    int clean(
            @Parameters(paramLabel = "LAKE", description = "as workers have it: a folder, or s3://BUCKET/FOLDER")
                    String lake,
            @Option(names = "--dry-run", description = "Only tells how many it would delete.") boolean dryRun) {
        try {
            long gone = open(lake).clean(this::unnamed, GRACE, dryRun);
            show().done((dryRun
                            ? "%d files that no version names would go."
                            : "%d files that no version names are gone.")
                    .formatted(gone));
            return 0;
        } catch (Failure failure) {
            throw failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.REFUSED, "Interrupted while the lake %s was cleaned.".formatted(lake));
        } catch (IOException | RuntimeException e) {
            throw new Failure(Failure.REFUSED, "The lake %s cannot be cleaned: %s.".formatted(lake, e.getMessage()));
        }
    }

    private static DatasetStore open(String lake) {
        if (!DatasetStore.isAddress(lake)) {
            return new LakeFolder(Path.of(lake));
        }
        // A client of buckets would say that it has nowhere to log to.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        URI address = URI.create(lake);
        return DatasetStore.open(address, LakeCommands.class.getClassLoader())
                .orElseThrow(() -> new IllegalArgumentException(
                        "nothing here can open lakes of %s; expected a folder or s3://BUCKET/FOLDER"
                                .formatted(address.getScheme())));
    }

    private Set<String> unnamed(Collection<String> sha256) {
        var body = Server.object();
        sha256.forEach(body.putArray("sha256")::add);
        return server().post("/api/orchestrator/v1/lake/unnamed", body)
                .path("sha256")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }
}
