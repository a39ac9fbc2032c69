package io.orchestrator.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Ends a login at the identity provider, too, when its login here ends. The provider wants to see the token that it gave; it is
 * asked by the page that says goodbye, since browsers let no form lead away from here.
 */
@Component
public class OidcSignOut implements LogoutHandler, LogoutSuccessHandler {

    private static final String TOKEN = OidcSignOut.class.getName() + ".token";
    private static final String ADDRESS = OidcSignOut.class.getName() + ".address";
    private static final String GOODBYE = "/login?logout";

    private final OidcProvider provider;

    OidcSignOut(OidcProvider provider) {
        this.provider = provider;
    }

    /** Keeps the provider's word for the end of the login. */
    static void keep(HttpServletRequest request, String idToken) {
        request.getSession().setAttribute(TOKEN, idToken);
    }

    /** Before the session ends: afterwards nobody knows the token any more. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication login) {
        var session = request.getSession(false);
        if (session != null) {
            request.setAttribute(TOKEN, session.getAttribute(TOKEN));
        }
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication login)
            throws IOException {
        if (request.getAttribute(TOKEN) instanceof String token) {
            provider.signOut(token, here(request))
                    .ifPresent(address -> request.getSession().setAttribute(ADDRESS, address));
        }
        response.sendRedirect(request.getContextPath() + GOODBYE);
    }

    private static String here(HttpServletRequest request) {
        return UriComponentsBuilder.fromUriString(UrlUtils.buildFullRequestUrl(request))
                .replacePath(request.getContextPath() + "/login")
                .replaceQuery("logout")
                .toUriString();
    }

    /** Where the page that says goodbye leads on to, once. */
    public static Optional<String> next(@Nullable HttpSession session) {
        if (session == null || !(session.getAttribute(ADDRESS) instanceof String address)) {
            return Optional.empty();
        }
        session.removeAttribute(ADDRESS);
        return Optional.of(address);
    }
}
