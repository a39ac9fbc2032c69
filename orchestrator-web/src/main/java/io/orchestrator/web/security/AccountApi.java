package io.orchestrator.web.security;

import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** Users and tokens for programs and the command line. */
@ApiEndpoint
@RequestMapping("/api/orchestrator/v1")
class AccountApi {

    private static final int USUAL_DAYS = 90;

    private final Accounts accounts;
    private final ApiTokens tokens;

    AccountApi(Accounts accounts, ApiTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    record UserList(List<Users.Listed> users, int totalEntries) {}

    record TokenList(List<ApiTokens.Listed> tokens, int totalEntries) {}

    @GetMapping("/users")
    @Needs(Right.ADMINISTER)
    UserList users() {
        var all = accounts.all();
        return new UserList(all, all.size());
    }

    @Accepts(body = {"username", "password", "role"})
    @PostMapping("/users")
    @Needs(Right.ADMINISTER)
    @ResponseStatus(HttpStatus.CREATED)
    Users.Listed create(@RequestBody JsonNode json, Principal admin) {
        var body = Body.of(json, Set.of("username", "password", "role"));
        var username = needed(body.text("username"), "username");
        accounts.create(
                username,
                needed(body.text("password"), "password"),
                word(needed(body.text("role"), "role"), "role", Role::of),
                admin.getName());
        return user(username);
    }

    @Accepts(body = {"role", "enabled", "password"})
    @PatchMapping("/users/{username}")
    @Needs(Right.ADMINISTER)
    Users.Listed change(@PathVariable String username, @RequestBody JsonNode json, Principal admin) {
        var body = Body.of(json, Set.of("role", "enabled", "password"));
        body.text("role").ifPresent(role -> accounts.setRole(username, word(role, "role", Role::of), admin.getName()));
        body.flag("enabled").ifPresent(enabled -> accounts.setEnabled(username, enabled, admin.getName()));
        body.text("password").ifPresent(password -> accounts.setPassword(username, password, admin.getName()));
        return user(username);
    }

    @DeleteMapping("/users/{username}")
    @Needs(Right.ADMINISTER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String username, Principal admin) {
        accounts.remove(username, admin.getName());
    }

    @PostMapping("/users/{username}/endLogins")
    @Needs(Right.ADMINISTER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endLogins(@PathVariable String username, Principal admin) {
        accounts.endLogins(username, admin.getName());
    }

    /** A role on some DAGs; {@code none} takes back what was granted there. */
    @Accepts(body = "role")
    @PutMapping("/users/{username}/grants/{kind}/{name}")
    @Needs(Right.ADMINISTER)
    Users.Listed grant(
            @PathVariable String username,
            @PathVariable String kind,
            @PathVariable String name,
            @RequestBody JsonNode json,
            Principal admin) {
        var role = needed(Body.of(json, Set.of("role")).text("role"), "role");
        accounts.grant(username, kind(kind), name, word(role, "role", Role::of), admin.getName());
        return user(username);
    }

    /** One's own tokens; an admin may ask for everybody's. */
    @Accepts(query = "all")
    @GetMapping("/tokens")
    @Needs(Right.LOGIN)
    TokenList tokens(HttpServletRequest request, Principal user) {
        var everybodys = Query.of(request, Set.of("all")).flag("all").orElse(false)
                && Access.granted().everywhere() == Role.ADMIN;
        var all = tokens.list(everybodys ? null : user.getName());
        return new TokenList(all, all.size());
    }

    @Accepts(body = {"name", "role", "days", "dag_id", "label"})
    @PostMapping("/tokens")
    @Needs(Right.LOGIN)
    @ResponseStatus(HttpStatus.CREATED)
    ApiTokens.Issued issue(@RequestBody JsonNode json, Principal user) {
        var body = Body.of(json, Set.of("name", "role", "days", "dag_id", "label"));
        var dag = body.text("dag_id");
        var label = body.text("label");
        if (dag.isPresent() && label.isPresent()) {
            throw Body.invalid("label", "A token is for one DAG or for one label: leave one of them out");
        }
        var role = word(body.text("role").orElse("viewer"), "role", Role::of);
        var kind = dag.isPresent() ? Grants.Kind.DAG : label.isPresent() ? Grants.Kind.LABEL : null;
        // A token makes no token that may do more than itself.
        var most = Access.granted().anywhere();
        return accounts.issue(
                user.getName(),
                new ApiTokens.Purpose(
                        needed(body.text("name"), "name"),
                        role.atMost(most),
                        kind,
                        dag.or(() -> label).orElse(null),
                        Duration.ofDays(body.integer("days").orElse(USUAL_DAYS))));
    }

    @DeleteMapping("/tokens/{tokenId}")
    @Needs(Right.LOGIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID tokenId, Principal user) {
        var admin = Access.granted().everywhere() == Role.ADMIN;
        accounts.revoke(tokenId, admin ? null : user.getName(), user.getName());
    }

    private Users.Listed user(String username) {
        return accounts.all().stream()
                .filter(user -> user.username().equals(username))
                .findFirst()
                .orElseThrow(() -> ApiRefusal.notFound("There is no user '%s'".formatted(username)));
    }

    private static Grants.Kind kind(String text) {
        return word(text, "kind", word -> Grants.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private static <T> T word(String text, String field, Function<String, T> of) {
        try {
            return of.apply(text);
        } catch (IllegalArgumentException e) {
            throw Body.invalid(
                    field,
                    "'%s' is none of: %s"
                            .formatted(
                                    text,
                                    field.equals("role") ? "none, viewer, operator, editor, admin" : "dag, label"));
        }
    }

    private static String needed(Optional<String> given, String field) {
        return given.orElseThrow(() -> Body.invalid(field, "It is missing: expected a text"));
    }
}
