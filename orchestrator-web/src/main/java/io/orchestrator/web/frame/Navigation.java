package io.orchestrator.web.frame;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.security.Role;
import java.util.List;
import java.util.function.Predicate;

/** Where every page leads: whoever adds a section of pages adds one line to this list. */
final class Navigation {

    /** The menu that holds a line; the sections people use all day stand in the bar itself. */
    private static final String BAR = "";

    private static final String DATA = "Data";
    private static final String OPERATE = "Operate";
    private static final String ADMIN = "Admin";

    private static final List<Entry> ENTRIES = List.of(
            new Entry(BAR, "home", "Home", "/", "home", Role.VIEWER),
            new Entry(BAR, "dags", "DAGs", Links.DAGS, "dags", Role.VIEWER),
            new Entry(DATA, "datasets", "Datasets", "/datasets", "versions", Role.VIEWER),
            new Entry(DATA, "models", "Models", "/models", "chart", Role.VIEWER),
            new Entry(DATA, "drift", "Drift", "/drift", "compare", Role.VIEWER),
            new Entry(DATA, "features", "Features", "/features", "pools", Role.VIEWER),
            new Entry(OPERATE, "assets", "Assets", "/assets", "list", Role.VIEWER),
            new Entry(OPERATE, "workers", "Workers", "/workers", "workers", Role.VIEWER),
            new Entry(OPERATE, "pools", "Pools", "/pools", "pools", Role.VIEWER),
            new Entry(OPERATE, "import-errors", "Import errors", "/import-errors", "warning", Role.VIEWER),
            new Entry(ADMIN, "users", "Users", "/users", "user", Role.ADMIN),
            new Entry(ADMIN, "permissions", "Permissions", "/permissions", "list", Role.ADMIN),
            new Entry(OPERATE, "notifications", "Notifications", "/notifications", "info", Role.EDITOR),
            new Entry(ADMIN, "connections", "Connections", "/connections", "external", Role.EDITOR),
            new Entry(ADMIN, "variables", "Variables", "/variables", "list", Role.EDITOR),
            new Entry(ADMIN, "audit", "Audit log", "/audit", "audit", Role.ADMIN));

    private Navigation() {}

    /**
     * @param section what the pages name as theirs, so that the entry is marked on them
     * @param icon an id in {@code icons.svg}
     * @param role who sees it; whoever has no such role is refused the page anyway
     */
    public record Entry(String menu, String section, String label, String href, String icon, Role role) {}

    /** @param name empty: the bar itself */
    public record Menu(String name, List<Entry> entries) {
        public boolean has(String section) {
            return entries.stream().anyMatch(entry -> entry.section().equals(section));
        }
    }

    /** The bar and the menus beside it, without what this person may not see; an empty menu is left out. */
    static List<Menu> of(Predicate<Role> may) {
        return List.of(BAR, DATA, OPERATE, ADMIN).stream()
                .map(name -> new Menu(
                        name,
                        ENTRIES.stream()
                                .filter(entry -> entry.menu().equals(name) && may.test(entry.role()))
                                .toList()))
                .filter(menu -> !menu.entries().isEmpty())
                .toList();
    }
}
