package io.orchestrator.web.security;

import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Somebody who is logged in, with what they may do at this moment.
 *
 * @param since when they logged in, or got their token
 */
public record Person(String name, Grants grants, Instant since) implements Principal, Serializable {

    @Override
    public String getName() {
        return name;
    }

    Authentication asLogin() {
        return asLogin(grants.anywhere());
    }

    /** What pages show depends on the role on the DAG that they are about. */
    Authentication asLogin(Role here) {
        return UsernamePasswordAuthenticationToken.authenticated(
                this, null, AuthorityUtils.createAuthorityList("ROLE_" + here.name()));
    }

    @Override
    public String toString() {
        return name;
    }
}
