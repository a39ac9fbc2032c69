package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OidcClaimsTest {

    private static OidcSettings settings(String rolesClaim, Map<String, List<String>> roles) {
        return new OidcSettings(
                "http://id", "orchestrator", null, List.of("openid"), "preferred_username", rolesClaim, roles, "SSO");
    }

    private static final Map<String, List<String>> ROLES =
            Map.of("viewer", List.of("staff"), "admin", List.of("platform", "root"));

    @Test
    void theGreatestRoleOfAllGroupsCounts() {
        var claims = new OidcClaims(settings("groups", ROLES), Map.of("groups", List.of("staff", "root")));

        assertThat(claims.role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void aFieldOfAClaimMayHaveTheGroups() {
        var nested = Map.<String, Object>of("realm_access", Map.of("roles", List.of("staff")));

        assertThat(new OidcClaims(settings("realm_access.roles", ROLES), nested).role())
                .isEqualTo(Role.VIEWER);
        assertThat(new OidcClaims(settings("groups", ROLES), Map.of("groups", "staff")).role())
                .isEqualTo(Role.VIEWER);
    }

    @Test
    void whatIsNotMappedGivesNothing() {
        for (Object groups : List.of(List.of("STAFF"), List.of(), 7, Map.of("staff", true), "")) {
            assertThat(new OidcClaims(settings("groups", ROLES), Map.of("groups", groups)).role())
                    .as(groups.toString())
                    .isEqualTo(Role.NONE);
        }
        assertThat(new OidcClaims(settings("a.b.c", ROLES), Map.of("a", "x")).role())
                .isEqualTo(Role.NONE);
        assertThat(new OidcClaims(settings("groups", ROLES), Map.of("preferred_username", " ")).name())
                .isEmpty();
    }

    @Test
    void aRoleThatThereIsNotStopsTheStart() {
        assertThatThrownBy(() -> OidcClaims.check(settings("groups", Map.of("boss", List.of("x")))))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("orchestrator.oidc.roles.boss");
    }
}
