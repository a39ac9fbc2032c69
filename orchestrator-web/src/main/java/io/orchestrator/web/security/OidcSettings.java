package io.orchestrator.web.security;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity provider that people may log in with.
 *
 * @param issuer its address, as its tokens name it; null: there is none
 * @param clientSecretFile a file that holds nothing but the secret; null: the client is a public one
 * @param nameClaim which claim is the user's name here
 * @param rolesClaim which claim, or a field of a claim such as {@code realm_access.roles}, has the groups or roles of the user
 * @param roles which values of that claim give a role here, by the role
 * @param label what the login page calls the provider
 */
@ConfigurationProperties("orchestrator.oidc")
record OidcSettings(
        @Nullable String issuer,
        @DefaultValue("orchestrator") String clientId,
        @Nullable String clientSecretFile,
        @DefaultValue({"openid", "profile"}) List<String> scopes,
        @DefaultValue("preferred_username") String nameClaim,
        @DefaultValue("groups") String rolesClaim,
        @DefaultValue Map<String, List<String>> roles,
        @DefaultValue("single sign-on") String label) {

    boolean isThere() {
        return issuer != null && !issuer.isBlank();
    }
}
