package io.orchestrator.web.database;

import io.orchestrator.core.maintenance.jdbc.RunRetention;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Takes away the runs of before a date, whole windows of 30 days: shows first what would go. Servers may go on meanwhile. */
final class CleanRuns {

    private static final int NOT_UNDERSTOOD = 2;

    private final RunRetention retention;

    CleanRuns(DataSource database) {
        this.retention = new RunRetention(database, new SecureRandom());
    }

    /** @return 0: done, or shown; 2: not understood */
    int run(List<String> arguments) {
        var before = before(arguments);
        if (before.isEmpty()) {
            System.err.println(
                    "orchestrator: db clean needs a date, such as --before 2026-01-31: runs of before it may go");
            return NOT_UNDERSTOOD;
        }
        var windows = retention.windows(before.get());
        var sure = arguments.contains("--yes");
        for (var window : windows) {
            System.out.println(line(window, sure));
        }
        if (windows.isEmpty()) {
            System.out.println("There are no runs in 30 days that ended by then.");
        } else if (!sure) {
            System.out.println("Nothing is taken away yet: say --yes to do it.");
        }
        return 0;
    }

    private String line(RunRetention.Window window, boolean sure) {
        var days = "%s to %s: ".formatted(window.from(), window.until());
        if (window.open()) {
            return days + "%d runs stay, because some have not ended".formatted(window.runs());
        }
        var gone = !window.isDue() ? 0 : sure ? retention.drop(window, "db clean") : window.runs() - window.kept();
        return days
                + "%d of %d runs %s; the others are held, or the newest of their DAGs"
                        .formatted(gone, window.runs(), sure ? "are gone" : "would go");
    }

    /** {@code --before DATE} or {@code --before=DATE}; empty: there is none, or it is no date. */
    private static Optional<LocalDate> before(List<String> arguments) {
        var at = arguments.indexOf("--before");
        var text = at >= 0 && at + 1 < arguments.size()
                ? Optional.of(arguments.get(at + 1))
                : arguments.stream()
                        .filter(argument -> argument.startsWith("--before="))
                        .map(argument -> argument.substring("--before=".length()))
                        .findFirst();
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
