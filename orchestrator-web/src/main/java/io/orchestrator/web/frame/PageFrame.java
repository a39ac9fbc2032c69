package io.orchestrator.web.frame;

import io.orchestrator.web.dag.ImportErrorRows;
import io.orchestrator.web.dag.VisibleErrors;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Role;
import java.util.List;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Gives the layout template what stands around every page, whatever its controller. */
@Component("pageFrame")
public class PageFrame {

    private final ImportErrorRows importErrors;
    private final VisibleErrors visible;
    private final RoleHierarchy roles;

    PageFrame(ImportErrorRows importErrors, VisibleErrors visible, RoleHierarchy roles) {
        this.importErrors = importErrors;
        this.visible = visible;
        this.roles = roles;
    }

    /** What the frame around a page shows. */
    public View view() {
        var login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null) {
            return new View("", "", 0, List.of());
        }
        var role = Access.granted().anywhere().key();
        return new View(
                login.getName(),
                role,
                importErrors.count(visible.filter()),
                Navigation.of(needed -> may(login, needed.name())));
    }

    /** Whether the person at the page may change anything; what they may not do is not shown, and refused anyway. */
    public boolean operator() {
        var login = SecurityContextHolder.getContext().getAuthentication();
        return login != null && may(login, "OPERATOR");
    }

    /** Whether the person may change what all DAGs share. */
    public boolean editor() {
        return Access.granted().everywhere().includes(Role.EDITOR);
    }

    /** Whether the person may read what everybody did. */
    public boolean auditor() {
        return Access.granted().everywhere().includes(Role.ADMIN);
    }

    private boolean may(Authentication login, String role) {
        return roles.getReachableGrantedAuthorities(login.getAuthorities()).stream()
                .anyMatch(granted -> ("ROLE_" + role).equals(granted.getAuthority()));
    }

    /** @param importErrors how many there are now */
    public record View(String user, String role, long importErrors, List<Navigation.Menu> menus) {

        /** What of a section needs attention; 0: nothing does, and nothing is shown. */
        public long count(Navigation.Entry entry) {
            return entry.section().equals("import-errors") ? importErrors : 0;
        }

        /** The same for all of a menu. */
        public long count(Navigation.Menu menu) {
            return menu.entries().stream().mapToLong(this::count).sum();
        }
    }
}
