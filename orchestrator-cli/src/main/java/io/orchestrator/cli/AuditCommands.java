package io.orchestrator.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What everybody did. */
@Command(
        name = "audit",
        addMethodSubcommands = false,
        description = "Lists the audit log, and looks whether it is whole.")
final class AuditCommands extends Group {

    @Command(description = "Lists what was done, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--user") String user,
            @Option(names = "--dag") String dagId,
            @Option(names = "--limit", defaultValue = "50") int limit) {
        var path =
                "/api/v2/eventLogs" + Server.query("owner", user, "dag_id", dagId, "limit", limit, "order_by", "-id");
        return list(
                path, "event_logs", "event_log_id", "when", "owner", "event", "dag_id", "run_id", "task_id", "extra");
    }

    @Command(
            description = {
                "Looks through the whole log for what was changed or removed; the exit code is 0 if nothing was.",
                "Note the place and the hash that it tells elsewhere: given at the next look, an end that was cut off shows too."
            },
            mixinStandardHelpOptions = true)
    int verify(
            @Option(names = "--place", description = "how many events an earlier look found") Long place,
            @Option(names = "--hash", description = "the hash that it told") String hash) {
        var verdict = server().get("/api/orchestrator/v1/audit/verify" + Server.query("place", place, "hash", hash));
        show().one(verdict, "sound", "events", "last_hash", "waiting", "fault");
        return verdict.path("sound").asBoolean(false) ? 0 : Failure.ENDED_BADLY;
    }
}
