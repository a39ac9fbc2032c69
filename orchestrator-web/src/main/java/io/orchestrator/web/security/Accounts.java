package io.orchestrator.web.security;

import io.orchestrator.web.audit.AuditLog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.JsonNodeFactory;

/** What admins do with users, and everybody with tokens: checked, and noted in the audit log in the same transaction. */
@Component
public class Accounts {

    static final int SHORTEST_PASSWORD = 12;
    /** What bcrypt looks at, in bytes. */
    static final int LONGEST_PASSWORD = 72;

    private static final int LONGEST_TOKEN_NAME = 100;
    private static final Duration LONGEST_TOKEN = Duration.ofDays(366);

    private final Users users;
    private final ApiTokens tokens;
    private final PasswordEncoder passwords;
    private final AuditLog audit;
    private final Clock clock;

    Accounts(Users users, ApiTokens tokens, PasswordEncoder passwords, AuditLog audit, Clock clock) {
        this.users = users;
        this.tokens = tokens;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Something was asked for that cannot be.
     */
    public static final class Refused extends RuntimeException {

        private final String field;
        private final boolean missing;

        private Refused(String field, String sentence, boolean missing) {
            super(sentence, null, false, false);
            this.field = field;
            this.missing = missing;
        }

        static Refused of(String field, String sentence) {
            return new Refused(field, sentence, false);
        }

        static Refused missing(String sentence) {
            return new Refused("", sentence, true);
        }

        /** Which field is wrong. */
        public String field() {
            return field;
        }

        /** What it is about is not there. */
        public boolean isMissing() {
            return missing;
        }

        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    static boolean isName(String username) {
        return username.matches("[\\p{L}\\p{N}_.@+-]{1,%d}".formatted(Users.LONGEST_NAME));
    }

    @Transactional
    public void create(String username, String password, Role role, String actor) {
        if (!isName(username)) {
            throw Refused.of(
                    "username", "Expected 1 to %d letters, digits and _ . @ + -".formatted(Users.LONGEST_NAME));
        }
        checkPassword(password);
        if (!users.add(username, passwords.encode(password), role)) {
            throw Refused.of("username", "There is a user '%s' already".formatted(username));
        }
        note(actor, "user.create", Map.of("user", username, "role", role.key()));
    }

    @Transactional
    public void setRole(String username, Role role, String actor) {
        if (role != Role.ADMIN) {
            keepAnAdmin(username);
        }
        found(username, users.setRole(username, role));
        note(actor, "user.set_role", Map.of("user", username, "role", role.key()));
    }

    @Transactional
    public void setEnabled(String username, boolean enabled, String actor) {
        if (!enabled) {
            keepAnAdmin(username);
        }
        found(username, users.setEnabled(username, enabled));
        note(actor, enabled ? "user.enable" : "user.disable", Map.of("user", username));
    }

    @Transactional
    public void setPassword(String username, String password, String actor) {
        checkPassword(password);
        found(username, users.setPassword(username, passwords.encode(password), clock.instant()));
        note(actor, "user.set_password", Map.of("user", username));
    }

    @Transactional
    public void endLogins(String username, String actor) {
        found(username, users.endLogins(username, clock.instant()));
        note(actor, "user.end_logins", Map.of("user", username));
    }

    @Transactional
    public void remove(String username, String actor) {
        keepAnAdmin(username);
        found(username, users.remove(username));
        note(actor, "user.remove", Map.of("user", username));
    }

    /** @param role null or NONE: what was granted there is taken back */
    @Transactional
    public void grant(String username, Grants.Kind kind, String name, Role role, String actor) {
        if (name.isBlank()) {
            throw Refused.of("name", "It is missing: expected a DAG's id or a label");
        }
        if (role == Role.ADMIN) {
            throw Refused.of("role", "Admins are admins everywhere: expected none, viewer, operator or editor");
        }
        found(username, users.all().stream().anyMatch(user -> user.username().equals(username)));
        users.grant(username, kind, name, role == Role.NONE ? null : role);
        note(
                actor,
                "user.grant",
                Map.of(
                        "user",
                        username,
                        "kind",
                        kind.name().toLowerCase(Locale.ROOT),
                        "name",
                        name,
                        "role",
                        role.key()));
    }

    List<Users.Listed> all() {
        return users.all();
    }

    @Transactional
    public ApiTokens.Issued issue(String username, ApiTokens.Purpose purpose) {
        var name = purpose.name();
        if (name == null || name.isBlank() || name.length() > LONGEST_TOKEN_NAME) {
            throw Refused.of(
                    "name", "Expected 1 to %d characters that say what it is for".formatted(LONGEST_TOKEN_NAME));
        }
        if (!purpose.life().isPositive() || purpose.life().compareTo(LONGEST_TOKEN) > 0) {
            throw Refused.of("days", "Expected 1 to %d days".formatted(LONGEST_TOKEN.toDays()));
        }
        if (purpose.role() == Role.NONE) {
            throw Refused.of("role", "Expected viewer, operator, editor or admin");
        }
        var issued = tokens.issue(username, purpose);
        note(
                username,
                "token.create",
                Map.of(
                        "token",
                        issued.tokenId().toString(),
                        "name",
                        name,
                        "role",
                        purpose.role().key()));
        return issued;
    }

    /** @param owner whose it must be; null: whosever */
    @Transactional
    public void revoke(UUID tokenId, @Nullable String owner, String actor) {
        if (!tokens.revoke(tokenId, owner)) {
            throw Refused.missing("There is no such token of yours any more");
        }
        note(actor, "token.revoke", Map.of("token", tokenId.toString()));
    }

    static void checkPassword(String password) {
        var size = password.getBytes(StandardCharsets.UTF_8).length;
        if (password.length() < SHORTEST_PASSWORD || size > LONGEST_PASSWORD) {
            throw Refused.of(
                    "password",
                    "It has %d characters (%d bytes): expected at least %d characters and at most %d bytes"
                            .formatted(password.length(), size, SHORTEST_PASSWORD, LONGEST_PASSWORD));
        }
    }

    private void keepAnAdmin(String username) {
        if (users.otherAdmins(username) == 0) {
            throw Refused.of("username", "'%s' is the last admin: make another one first".formatted(username));
        }
    }

    private static void found(String username, boolean found) {
        if (!found) {
            throw Refused.missing("There is no user '%s' of whom that can be changed".formatted(username));
        }
    }

    private void note(String actor, String action, Map<String, String> about) {
        var detail = JsonNodeFactory.instance.objectNode();
        about.keySet().stream().sorted().forEach(key -> detail.put(key, about.get(key)));
        audit.add(AuditLog.Deed.of(actor, action).with(detail));
    }
}
