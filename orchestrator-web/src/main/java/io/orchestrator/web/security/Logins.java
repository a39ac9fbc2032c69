package io.orchestrator.web.security;

import java.util.Objects;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;

/** Checks a name and a password here, and what the identity provider says with the provider. */
final class Logins implements AuthenticationManager {

    private final AuthenticationManager passwords;
    private final AuthenticationProvider elsewhere = new OidcAuthorizationCodeAuthenticationProvider(
            new RestClientAuthorizationCodeTokenResponseClient(), new OidcUserService());

    Logins(AuthenticationManager passwords) {
        this.passwords = passwords;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        // It gives nothing only for logins of another kind.
        return login instanceof OAuth2LoginAuthenticationToken
                ? Objects.requireNonNull(elsewhere.authenticate(login))
                : passwords.authenticate(login);
    }
}
