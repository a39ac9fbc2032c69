package io.orchestrator.web.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What somebody may do where.
 *
 * @param everywhere on every DAG, and on what DAGs share
 * @param some on some DAGs beyond that
 */
public record Grants(Role everywhere, List<Grant> some) {

    public static final Grants NONE = new Grants(Role.NONE, List.of());

    public Grants {
        some = List.copyOf(some);
    }

    /** By what a grant chooses DAGs. */
    public enum Kind {
        DAG,
        LABEL
    }

    /**
     * A role on some DAGs.
     *
     * @param name the DAG's id, or the label that DAGs have
     */
    public record Grant(Kind kind, String name, Role role) {

        boolean isFor(String dagId, Collection<String> labels) {
            return switch (kind) {
                case DAG -> name.equals(dagId);
                case LABEL -> labels.contains(name);
            };
        }
    }

    public Role on(String dagId, Collection<String> labels) {
        return some.stream()
                .filter(grant -> grant.isFor(dagId, labels))
                .map(Grant::role)
                .reduce(everywhere, Role::orMore);
    }

    /** The most that one may do on any DAG. */
    public Role anywhere() {
        return some.stream().map(Grant::role).reduce(everywhere, Role::orMore);
    }

    /** The names of the DAGs or labels with at least this role. */
    List<String> names(Kind kind, Role least) {
        return some.stream()
                .filter(grant -> grant.kind() == kind && grant.role().includes(least))
                .map(Grant::name)
                .toList();
    }

    Grants atMost(Role role) {
        return new Grants(
                everywhere.atMost(role),
                some.stream()
                        .map(grant -> new Grant(
                                grant.kind(), grant.name(), grant.role().atMost(role)))
                        .toList());
    }

    /** For these DAGs alone. What is granted on a label stays granted on a DAG only if both name the same. */
    Grants only(Kind kind, String name) {
        var role = everywhere;
        var kept = new ArrayList<Grant>();
        for (var grant : some) {
            if (grant.kind() == kind && grant.name().equals(name)) {
                role = role.orMore(grant.role());
            }
        }
        if (role != Role.NONE) {
            kept.add(new Grant(kind, name, role.atMost(Role.EDITOR)));
        }
        return new Grants(Role.NONE, kept);
    }
}
