package io.orchestrator.web.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The identity provider, if there is one. It is asked about itself when somebody first logs in with it, not at the start. */
@Component
public class OidcProvider implements ClientRegistrationRepository {

    static final String ID = "oidc";

    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);

    private final OidcSettings settings;
    private volatile @Nullable ClientRegistration known;

    OidcProvider(OidcSettings settings) {
        this.settings = settings;
        OidcClaims.check(settings);
    }

    /** What the login page calls it; empty: there is none. */
    public Optional<String> label() {
        return settings.isThere() ? Optional.of(settings.label()) : Optional.empty();
    }

    /** Whether it could be asked about itself, now or before. */
    public boolean answers() {
        try {
            return findByRegistrationId(ID) != null;
        } catch (IllegalArgumentException | IllegalStateException failure) {
            LOG.warn(
                    "The identity provider {} does not tell about itself: {}", settings.issuer(), failure.getMessage());
            return false;
        }
    }

    /**
     * Where one ends the login at the provider, too; empty: it has no such address, or nobody has logged in with it yet.
     *
     * @param idToken what the provider gave at the login
     * @param back where it sends the browser then, if that is registered there
     */
    Optional<String> signOut(String idToken, String back) {
        return Optional.ofNullable(known)
                .map(registration -> registration
                        .getProviderDetails()
                        .getConfigurationMetadata()
                        .get("end_session_endpoint"))
                .map(address -> UriComponentsBuilder.fromUriString(address.toString())
                        .queryParam("client_id", "{client}")
                        .queryParam("id_token_hint", "{token}")
                        .queryParam("post_logout_redirect_uri", "{back}")
                        .encode()
                        .buildAndExpand(settings.clientId(), idToken, back)
                        .toUriString());
    }

    /** @throws RuntimeException if the provider does not answer, or not as it should */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!settings.isThere() || !id.equals(ID)) {
            return null;
        }
        var registration = known;
        if (registration == null) {
            registration = ClientRegistrations.fromIssuerLocation(Objects.requireNonNull(settings.issuer()))
                    .registrationId(ID)
                    .clientId(settings.clientId())
                    .clientSecret(secret())
                    .scope(settings.scopes())
                    .build();
            known = registration;
        }
        return registration;
    }

    private String secret() {
        if (settings.clientSecretFile() == null) {
            return "";
        }
        try {
            return Files.readString(Path.of(settings.clientSecretFile())).strip();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "orchestrator.oidc.client-secret-file names %s, which cannot be read"
                            .formatted(settings.clientSecretFile()),
                    e);
        }
    }
}
