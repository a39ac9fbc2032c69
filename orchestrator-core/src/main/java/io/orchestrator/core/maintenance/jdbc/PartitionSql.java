package io.orchestrator.core.maintenance.jdbc;

/** Statements on the partitions of what lies below a run. */
final class PartitionSql {

    /** A new partition locks its table, and whoever comes later waits behind us: rather give up until the next pass. */
    static final String WAIT_BRIEFLY = """
            SET LOCAL lock_timeout = '2s'""";

    /** Makes one window's partitions; false: they are there, or the default partitions have rows of it. */
    static final String CREATE = """
            SELECT create_run_partitions(?, ?, ?) AS created""";

    private PartitionSql() {}
}
