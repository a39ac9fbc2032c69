package io.orchestrator.bench.chaos;

import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.postgres.PostgresFailed;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code bin/chaos}: exit status 0 when nothing was wrong, 1 when something was, 2 when it could not be done. */
public final class ChaosMain {

    private ChaosMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            ChaosOptions options = ChaosOptions.parse(arguments);
            Path folder = folder(options);
            Report report = new Chaos(options, folder).run();
            System.out.println(report.text());
            if (report.passed() && options.folder() == null) {
                delete(folder);
            } else {
                System.out.println("chaos: logs, journal and database are kept in " + folder);
            }
            return report.passed() ? 0 : 1;
        } catch (IllegalArgumentException | ClusterFailed | PostgresFailed failure) {
            System.err.println("chaos: " + failure.getMessage());
        } catch (IOException | SQLException failure) {
            System.err.println("chaos: it broke off: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 2;
    }

    private static Path folder(ChaosOptions options) throws IOException {
        Path folder = options.folder() == null
                ? Files.createTempDirectory("orchestrator-chaos-")
                : Files.createDirectories(options.folder());
        ServerAccount.current().letThrough(folder);
        return folder;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
