package io.orchestrator.web.security;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the claims of an identity provider mean here. Pure. */
final class OidcClaims {

    private final OidcSettings settings;
    private final Map<String, Object> claims;

    OidcClaims(OidcSettings settings, Map<String, Object> claims) {
        this.settings = settings;
        this.claims = claims;
    }

    /** Who it is, for ever; empty: it does not say. */
    Optional<String> subject() {
        return text(claims.get("sub"));
    }

    Optional<String> name() {
        return text(claims.get(settings.nameClaim()));
    }

    /** The greatest role that one of the user's groups gives; NONE: none of them gives any. */
    Role role() {
        var groups = groups();
        return settings.roles().entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(groups::contains))
                .map(entry -> Role.of(entry.getKey()))
                .reduce(Role.NONE, Role::orMore);
    }

    /** @throws StartRefused if the settings give a role that there is not */
    static void check(OidcSettings settings) {
        for (var role : settings.roles().keySet()) {
            try {
                Role.of(role);
            } catch (IllegalArgumentException e) {
                throw new StartRefused(
                        "orchestrator.oidc.roles.%s: there is no role '%s'. Roles are viewer, operator, editor and admin."
                                .formatted(role, role.toLowerCase(Locale.ROOT)));
            }
        }
    }

    private List<String> groups() {
        @Nullable Object value = claims;
        for (var name : settings.rolesClaim().split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return switch (value) {
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            case String one -> List.of(one);
            case null, default -> List.of();
        };
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
