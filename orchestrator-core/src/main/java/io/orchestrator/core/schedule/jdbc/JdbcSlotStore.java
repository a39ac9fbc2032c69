package io.orchestrator.core.schedule.jdbc;

import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.SlotStore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Slots in PostgreSQL, one row for each DAG and build. */
public final class JdbcSlotStore implements SlotStore {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public JdbcSlotStore(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Override
    public void save(KnownSlots slots) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql(SlotSql.UPSERT)
                    .param("dagId", slots.dagId())
                    .param("build", slots.build())
                    .param("after", stored(slots.after()))
                    .param(
                            "slots",
                            slots.slots().stream().map(Instant::toString).toArray(String[]::new))
                    .param("ended", slots.ended())
                    .param("error", slots.error())
                    .param("failures", slots.failures())
                    .param("askedAt", stored(slots.askedAt()))
                    .update();
            jdbc.sql(SlotSql.DROP_OTHERS)
                    .param("dagId", slots.dagId())
                    .param("build", slots.build())
                    .update();
        });
    }

    private static OffsetDateTime stored(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public Optional<KnownSlots> find(String dagId, String build) {
        return jdbc.sql(SlotSql.SELECT)
                .params(dagId, build)
                .query((row, n) -> SlotSql.slots(new Row(row)))
                .optional();
    }

    @Override
    public Optional<KnownSlots> inForce(String dagId) {
        return jdbc.sql(SlotSql.SELECT_IN_FORCE)
                .param(dagId)
                .query((row, n) -> SlotSql.slots(new Row(row)))
                .optional();
    }
}
