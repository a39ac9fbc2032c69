package io.orchestrator.worker;

import io.orchestrator.worker.drain.DrainSettings;
import io.orchestrator.worker.runner.RunnerSettings;
import io.orchestrator.worker.slot.SlotSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about a worker; {@link SettingsReader} has the names, the defaults and the checks.
 *
 * @param servers at least one; through them the worker learns of the others
 * @param token what registers this worker; never shown
 * @param queues at least one
 * @param capabilities what this worker has that some tasks require
 * @param prefetch how many attempts wait here beyond those that run
 * @param work the folder for jars, runners and sockets; one worker at a time
 * @param journal the file that gets a line for each event, or null
 * @param jarCacheBytes how much of jars is kept that no build of late needs
 * @param leaseMargin how much earlier than the lease attempts are ended
 * @param callLimit the longest that one call may take
 * @param silence after so long without a line the message connection is taken for dead
 */
public record WorkerSettings(
        List<URI> servers,
        String token,
        List<String> queues,
        List<String> capabilities,
        int prefetch,
        Path work,
        @Nullable Path journal,
        long jarCacheBytes,
        Duration leaseMargin,
        Duration callLimit,
        Duration silence,
        SlotSettings slots,
        RunnerSettings runners,
        DrainSettings drain) {

    /** How many bytes of unsent log lines a worker keeps. */
    static final long LOG_MEMORY = 64L * 1024 * 1024;

    public WorkerSettings {
        servers = List.copyOf(servers);
        queues = List.copyOf(queues);
        capabilities = List.copyOf(capabilities);
    }

    @Override
    public String toString() {
        return "name=" + slots.worker() + ", servers=" + servers + ", queues=" + queues
                + ", capabilities=" + capabilities + ", slots=" + slots.slots()
                + ", prefetch=" + prefetch + ", work=" + work;
    }
}
