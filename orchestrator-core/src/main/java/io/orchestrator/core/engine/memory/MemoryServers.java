package io.orchestrator.core.engine.memory;

import io.orchestrator.core.engine.EngineStore.LeaseLost;
import io.orchestrator.core.engine.Mail;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.server.ServerRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Servers with their leases, and the mail between them. */
final class MemoryServers {

    private record Leased(ServerRecord server, Instant leaseUntil) {
        boolean isOpen() {
            return server.state() == State.LIVE || server.state() == State.DRAINING;
        }

        Leased in(State state) {
            ServerRecord s = server;
            return new Leased(
                    new ServerRecord(s.serverId(), s.url(), s.place(), s.pid(), s.version(), state), leaseUntil);
        }
    }

    private record Posted(Mail.Letter letter, boolean taken, Mail.@Nullable Answer answer) {}

    private final InstantSource clock;
    private final Map<UUID, Leased> servers = new LinkedHashMap<>();
    private final Map<UUID, Posted> mail = new LinkedHashMap<>();

    MemoryServers(InstantSource clock) {
        this.clock = clock;
    }

    Instant open(ServerRecord server, Duration lease) {
        RowChecks.require(!servers.containsKey(server.serverId()), "is there already", server);
        servers.put(server.serverId(), new Leased(server, clock.instant().plus(lease)));
        return clock.instant();
    }

    Instant renew(UUID serverId, Duration lease) {
        check(serverId);
        Instant now = clock.instant();
        servers.computeIfPresent(serverId, (id, stored) -> new Leased(stored.server(), now.plus(lease)));
        return now;
    }

    void move(UUID serverId, State state) {
        servers.computeIfPresent(serverId, (id, stored) -> stored.isOpen() ? stored.in(state) : stored);
    }

    /** The fence between servers. */
    void check(UUID serverId) {
        if (!isOpen(serverId)) {
            throw new LeaseLost(serverId);
        }
    }

    boolean isOpen(@Nullable UUID serverId) {
        Leased stored = serverId == null ? null : servers.get(serverId);
        return stored != null && stored.isOpen();
    }

    boolean isLive(UUID serverId) {
        Leased stored = servers.get(serverId);
        return stored != null && stored.server().state() == State.LIVE;
    }

    List<ServerRecord> open() {
        Instant now = clock.instant();
        servers.replaceAll(
                (id, stored) -> stored.isOpen() && stored.leaseUntil().isBefore(now) ? stored.in(State.LOST) : stored);
        return servers.values().stream()
                .filter(Leased::isOpen)
                .map(Leased::server)
                .toList();
    }

    void post(List<Mail.Letter> letters, List<Mail.Answer> answers) {
        letters.forEach(letter -> mail.put(letter.id(), new Posted(letter, false, null)));
        answers.forEach(answer ->
                mail.computeIfPresent(answer.id(), (id, posted) -> new Posted(posted.letter(), true, answer)));
    }

    List<Mail.Letter> takeMail(Collection<String> dagIds) {
        List<Mail.Letter> taken = new ArrayList<>();
        mail.replaceAll((id, posted) -> {
            if (posted.taken() || !dagIds.contains(posted.letter().dagId())) {
                return posted;
            }
            taken.add(posted.letter());
            return new Posted(posted.letter(), true, null);
        });
        return List.copyOf(taken);
    }

    List<Mail.Answer> takeAnswers(UUID asker) {
        List<Mail.Answer> taken = new ArrayList<>();
        mail.values().removeIf(posted -> {
            boolean ours = posted.letter().asker().equals(asker) && posted.answer() != null;
            if (ours) {
                taken.add(posted.answer());
            }
            return ours;
        });
        return List.copyOf(taken);
    }
}
