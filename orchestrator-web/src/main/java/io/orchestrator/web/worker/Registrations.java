package io.orchestrator.web.worker;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.IdSource;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Session;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.engine.CoreSettings;
import io.orchestrator.web.security.Secrets;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives sessions to workers that speak a version of the protocol that this server speaks. */
@Component
class Registrations {

    /** What this server speaks. */
    private static final List<Integer> VERSIONS = List.of(1);

    private static final int LONGEST_TEXT = 255;
    private static final int MOST_QUEUES = 100;
    private static final int MOST_SLOTS = 10_000;

    private final Commands commands;
    private final SessionTokens tokens;
    private final IdSource ids;
    private final Clock clock;
    private final CoreSettings settings;

    Registrations(Commands commands, SessionTokens tokens, IdSource ids, Clock clock, CoreSettings settings) {
        this.commands = commands;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
    }

    Session register(Register register) {
        check(register);
        var version = version(register);
        var sessionId = ids.uuid(clock.instant());
        var token = Secrets.newToken();
        var hash = Secrets.hash(token);
        var servers = commands.await(new Command.OpenSession(sessionId, register, version, hash));
        tokens.remember(hash, sessionId);
        return new Session(
                sessionId,
                version,
                token,
                settings.lease().toMillis(),
                settings.heartbeat().toMillis(),
                servers);
    }

    private static int version(Register register) {
        return VERSIONS.stream()
                .filter(register.protocolVersions()::contains)
                .max(Integer::compare)
                .orElseThrow(() -> new Refused(
                        400,
                        "unsupported_version",
                        "The worker speaks versions %s of the worker protocol, this server speaks %s: use a worker of this server's release, or of the one before"
                                .formatted(register.protocolVersions(), VERSIONS)));
    }

    // Null checks: JSON may leave out whatever it likes.
    private static void check(Register register) {
        if (register.protocolVersions() == null) {
            throw Refused.badRequest("protocolVersions is missing: expected the versions that the worker speaks");
        }
        checkText("name", register.name());
        checkText("host", register.host());
        checkText("version", register.version());
        var queues = register.queues();
        if (queues == null || queues.isEmpty() || queues.size() > MOST_QUEUES) {
            throw Refused.badRequest("queues must name 1 to %d queues".formatted(MOST_QUEUES));
        }
        queues.forEach(queue -> checkText("queues", queue));
        var capabilities = register.capabilities();
        if (capabilities != null) {
            if (capabilities.size() > MOST_QUEUES) {
                throw Refused.badRequest(
                        "capabilities has %d entries; expected at most %d".formatted(capabilities.size(), MOST_QUEUES));
            }
            capabilities.forEach(capability -> checkText("capabilities", capability));
        }
        if (register.slots() < 1 || register.slots() > MOST_SLOTS) {
            throw Refused.badRequest("slots is %d; expected 1 to %d".formatted(register.slots(), MOST_SLOTS));
        }
        if (register.prefetch() < 0 || register.prefetch() > MOST_SLOTS) {
            throw Refused.badRequest("prefetch is %d; expected 0 to %d".formatted(register.prefetch(), MOST_SLOTS));
        }
    }

    private static void checkText(String field, @Nullable String text) {
        if (text == null
                || text.isBlank()
                || text.length() > LONGEST_TEXT
                || text.chars().anyMatch(Character::isISOControl)) {
            throw Refused.badRequest("%s must be a text of 1 to %d characters without control characters"
                    .formatted(field, LONGEST_TEXT));
        }
    }
}
