package io.orchestrator.web.security;

import io.orchestrator.web.layout.Toast;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of users and of tokens. */
@Controller
class AccountPages {

    private static final List<String> ROLES = List.of("none", "viewer", "operator", "editor", "admin");

    private final Accounts accounts;
    private final ApiTokens tokens;

    AccountPages(Accounts accounts, ApiTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    @GetMapping("/users")
    @Needs(Right.ADMINISTER)
    String users(Model model) {
        model.addAttribute("users", accounts.all());
        model.addAttribute("roles", ROLES);
        return "access/users";
    }

    @PostMapping("/users")
    @Needs(Right.ADMINISTER)
    String create(
            @RequestParam String username,
            @RequestParam String password,
            @RequestParam String role,
            Principal admin,
            RedirectAttributes next) {
        return users(
                next,
                () -> accounts.create(username.strip(), password, Role.of(role), admin.getName()),
                "User %s can log in.".formatted(username.strip()));
    }

    @PostMapping("/users/{username}/role")
    @Needs(Right.ADMINISTER)
    String role(@PathVariable String username, @RequestParam String role, Principal admin, RedirectAttributes next) {
        return users(
                next,
                () -> accounts.setRole(username, Role.of(role), admin.getName()),
                "%s is %s everywhere from now on.".formatted(username, role));
    }

    @PostMapping("/users/{username}/enabled")
    @Needs(Right.ADMINISTER)
    String enabled(
            @PathVariable String username, @RequestParam boolean enabled, Principal admin, RedirectAttributes next) {
        return users(
                next,
                () -> accounts.setEnabled(username, enabled, admin.getName()),
                "%s may %s.".formatted(username, enabled ? "log in again" : "not come in any more, from now on"));
    }

    @PostMapping("/users/{username}/password")
    @Needs(Right.ADMINISTER)
    String password(
            @PathVariable String username, @RequestParam String password, Principal admin, RedirectAttributes next) {
        return users(
                next,
                () -> accounts.setPassword(username, password, admin.getName()),
                "%s has a new password; all logins and tokens of before are over.".formatted(username));
    }

    @PostMapping("/users/{username}/end-logins")
    @Needs(Right.ADMINISTER)
    String endLogins(@PathVariable String username, Principal admin, RedirectAttributes next) {
        return users(
                next,
                () -> accounts.endLogins(username, admin.getName()),
                "All logins and tokens of %s are over.".formatted(username));
    }

    @PostMapping("/users/{username}/grants")
    @Needs(Right.ADMINISTER)
    String grant(
            @PathVariable String username,
            @RequestParam String kind,
            @RequestParam String name,
            @RequestParam String role,
            Principal admin,
            RedirectAttributes next) {
        return users(
                next,
                () -> accounts.grant(
                        username,
                        Grants.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                        name.strip(),
                        Role.of(role),
                        admin.getName()),
                "%s is %s on %s %s.".formatted(username, role, kind, name.strip()));
    }

    private static String users(RedirectAttributes next, Runnable deed, String sentence) {
        return done(next, deed, sentence, "redirect:/users");
    }

    @GetMapping("/tokens")
    @Needs(Right.LOGIN)
    String tokens(Principal person, Model model) {
        var admin = Access.granted().everywhere() == Role.ADMIN;
        model.addAttribute("tokens", tokens.list(admin ? null : person.getName()));
        model.addAttribute("roles", ROLES.subList(1, ROLES.size()));
        return "access/tokens";
    }

    @PostMapping("/tokens")
    @Needs(Right.LOGIN)
    String issue(
            @RequestParam String name,
            @RequestParam String role,
            @RequestParam int days,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String scope,
            Principal person,
            RedirectAttributes next) {
        try {
            var issued = accounts.issue(
                    person.getName(),
                    new ApiTokens.Purpose(
                            name.strip(),
                            Role.of(role),
                            scope.isBlank() ? null : Grants.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                            scope.isBlank() ? null : scope.strip(),
                            Duration.ofDays(days)));
            next.addFlashAttribute("issued", issued.token());
        } catch (Accounts.Refused refused) {
            next.addFlashAttribute(Toast.NAME, Toast.refused(refused.field() + ": " + refused.sentence()));
        } catch (IllegalArgumentException unknown) {
            next.addFlashAttribute(Toast.NAME, Toast.refused("There is no such role or kind."));
        }
        return "redirect:/tokens";
    }

    @PostMapping("/tokens/{tokenId}/revoke")
    @Needs(Right.LOGIN)
    String revoke(@PathVariable UUID tokenId, Principal person, RedirectAttributes next) {
        var admin = Access.granted().everywhere() == Role.ADMIN;
        return done(
                next,
                () -> accounts.revoke(tokenId, admin ? null : person.getName(), person.getName()),
                "The token is revoked: whoever shows it is refused.",
                "redirect:/tokens");
    }

    private static String done(RedirectAttributes next, Runnable deed, String sentence, String page) {
        try {
            deed.run();
            next.addFlashAttribute(Toast.NAME, Toast.done(sentence));
        } catch (Accounts.Refused refused) {
            next.addFlashAttribute(Toast.NAME, Toast.refused(refused.sentence()));
        } catch (IllegalArgumentException unknown) {
            next.addFlashAttribute(Toast.NAME, Toast.refused("There is no such role or kind."));
        }
        return page;
    }
}
