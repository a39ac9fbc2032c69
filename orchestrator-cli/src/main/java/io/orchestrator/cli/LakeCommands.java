package io.orchestrator.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files of datasets. */
@Command(name = "lake", addMethodSubcommands = false, description = "Cleans the folder with the files of datasets.")
final class LakeCommands extends Group {

    @Command(
            description = "Deletes files that are older than a day and that no version of a dataset names.",
            mixinStandardHelpOptions = true)
    int clean(
            @Parameters(paramLabel = "FOLDER", description = "the workers' lake") Path folder,
            @Option(names = "--dry-run", description = "Only tells how many it would delete.") boolean dryRun) {
        try {
            long gone = new LakeCleaner(folder, server(), dryRun).clean();
            show().done((dryRun ? "%d files would be deleted." : "%d files are deleted.").formatted(gone));
            return 0;
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "The lake %s cannot be cleaned: %s.".formatted(folder, e));
        }
    }
}
