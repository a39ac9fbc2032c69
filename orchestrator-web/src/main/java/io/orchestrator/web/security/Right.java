package io.orchestrator.web.security;

/** What an address needs. */
public enum Right {
    /** Nothing: everybody may ask, logged in or not. */
    ANYBODY(Role.NONE),
    /** A login, whatever it may do: what concerns nobody else. */
    LOGIN(Role.NONE),
    /** To look: at the DAG of the address, or at lists of what one may see. */
    SEE(Role.VIEWER),
    /** To look at what tells of all DAGs together: a role on some of them is not enough. */
    WATCH(Role.VIEWER),
    /** To act on the DAG of the address, or on those DAGs of a list where one may. */
    OPERATE(Role.OPERATOR),
    /** To change what all DAGs share. */
    EDIT(Role.EDITOR),
    /** To read what everybody did. */
    AUDIT(Role.ADMIN),
    /** To say who may do what. */
    ADMINISTER(Role.ADMIN);

    private final Role role;

    Right(Role role) {
        this.role = role;
    }

    /** The least role that has it. */
    public Role role() {
        return role;
    }

    /** A role on some DAGs is enough, where the address names none. */
    boolean isOfDags() {
        return this == SEE || this == OPERATE;
    }
}
