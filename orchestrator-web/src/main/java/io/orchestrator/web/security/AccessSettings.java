package io.orchestrator.web.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets in on the first start.
 *
 * @param adminUser the name of the first user
 * @param adminPassword the first user's password, at least 12 characters; null: see {@code adminPasswordFile}
 * @param adminPasswordFile a file that holds nothing but the first user's password, or null
 * @param workerToken what workers show to register; null: see {@code workerTokenFile}
 * @param workerTokenFile a file that holds nothing but such a token, or null: only tokens that are in the database count
 * @param tlsEndsElsewhere whatever stands before the server speaks TLS: it may be reached from elsewhere without its own
 */
@ConfigurationProperties("orchestrator")
record AccessSettings(
        @DefaultValue("admin") String adminUser,
        @Nullable String adminPassword,
        @Nullable String adminPasswordFile,
        @Nullable String workerToken,
        @Nullable String workerTokenFile,
        @DefaultValue("false") boolean tlsEndsElsewhere) {

    @Override
    public String toString() {
        return "AccessSettings[adminUser=%s]".formatted(adminUser);
    }
}
