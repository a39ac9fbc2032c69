package io.orchestrator.web.security;

import io.orchestrator.web.audit.AuditLog;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Lets in whom the identity provider vouches for, with the role that its claims give, and nobody whose claims give none. From
 * then on they are users like all others: what is taken from them here counts at their next request.
 */
@Component
class OidcLogin extends SavedRequestAwareAuthenticationSuccessHandler {

    private final OidcSettings settings;
    private final Users users;
    private final People people;
    private final AuditLog audit;
    private final Clock clock;
    private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    OidcLogin(OidcSettings settings, Users users, People people, AuditLog audit, Clock clock) {
        this.settings = settings;
        this.users = users;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication login)
            throws ServletException, IOException {
        var claims =
                new OidcClaims(settings, login.getPrincipal() instanceof OidcUser user ? user.getClaims() : Map.of());
        var person = admitted(claims);
        note(person.isPresent() ? "login" : "login.refuse", claims, request.getRemoteAddr());
        if (person.isEmpty()) {
            SecurityContextHolder.clearContext();
            request.getSession().invalidate();
            response.sendRedirect(request.getContextPath() + "/login?refused");
            return;
        }
        var context = SecurityContextHolder.createEmptyContext();
        var admitted = person.get().asLogin();
        context.setAuthentication(admitted);
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
        if (login.getPrincipal() instanceof OidcUser user) {
            OidcSignOut.keep(request, user.getIdToken().getTokenValue());
        }
        super.onAuthenticationSuccess(request, response, admitted);
    }

    /** Nobody takes over a local user, nor somebody who had the name at the provider before. */
    private Optional<Person> admitted(OidcClaims claims) {
        var name = claims.name().filter(Accounts::isName);
        var subject = claims.subject();
        if (name.isEmpty() || subject.isEmpty()) {
            return Optional.empty();
        }
        var role = claims.role();
        var now = clock.instant();
        // Who has no role everywhere may have been granted one on some DAGs.
        var known = people.find(name.get(), now);
        if (role == Role.NONE
                && known.filter(person -> !person.grants().some().isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        return users.fromElsewhere(name.get(), subject.get(), role) ? people.find(name.get(), now) : Optional.empty();
    }

    private void note(String action, OidcClaims claims, String address) {
        var detail = JsonNodeFactory.instance
                .objectNode()
                .put("address", address)
                .put("by", "oidc")
                .put("role", claims.role().key());
        audit.add(AuditLog.Deed.of(claims.name().orElse("?"), action).with(detail));
    }
}
