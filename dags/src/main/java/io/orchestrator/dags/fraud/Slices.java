package io.orchestrator.dags.fraud;

import io.orchestrator.dags.Native;
import io.orchestrator.kafka.KafkaSlices;
import io.orchestrator.kafka.Slice;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Continuous;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.Poke;
import io.orchestrator.sdk.Poking;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the topic slice by slice. Each slice goes two ways: Kappa counts what it touches anew from the whole stream, and is right at
 * once; Lambda adds it quickly, and {@link Batch} sets right what that gets wrong.
 */
public final class Slices implements DagSource {

    private static final long MOST = 50_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final long most;

    /** With slices of at most 50,000 records. */
    public Slices() {
        this(MOST);
    }

    Slices(long most) {
        this.most = most;
    }

    @Override
    public Dag dag() {
        return Dag.define("fraud_slices", dag -> {
            dag.description("""
                            Reads synthetic card payments from Kafka, slice after slice, into `fraud.events`, and makes features of \
                            them in `fraud.kappa` and `fraud.lambda`. Starts paused: unpause it when there is a connection `kafka`.
                            """).tags("example", "fraud", "kafka");
            dag.schedule(new Continuous()).startsPaused();
            Input<Connection> kafka = dag.connection(Payments.CONNECTION);
            // Between two looks it is at no worker.
            Task<Slice> slice = dag.sensor(
                            "decide",
                            Poking.every(BETWEEN_LOOKS).softFail(),
                            this::decide,
                            kafka,
                            dag.history(Payments.EVENTS, 1))
                    .retries(2)
                    .retryDelay(BETWEEN_LOOKS);
            Task<?> read = Native.task(dag.action("read", this::read, dag.write(Payments.EVENTS), slice, kafka));
            Native.task(dag.action("kappa", Slices::kappa, dag.write(Payments.KAPPA), dag.read(Payments.EVENTS), slice))
                    .after(read);
            Native.task(dag.action(
                            "speed",
                            Slices::speed,
                            dag.write(Payments.LAMBDA),
                            dag.read(Payments.EVENTS),
                            slice,
                            dag.readIfAny(Payments.LAMBDA)))
                    .after(read);
        });
    }

    private KafkaSlices topic(Connection kafka) {
        return KafkaSlices.of(kafka, Payments.TOPIC).atMost(most);
    }

    private Poke<Slice> decide(Connection kafka, List<DatasetVersion> last) throws InterruptedException {
        Slice next = topic(kafka).next(last.stream().findFirst());
        return next.isEmpty() ? Poke.notYet() : Poke.found(next);
    }

    private void read(TaskContext context, Staging events, Slice slice, Connection kafka) throws Exception {
        long records = topic(kafka).read(slice, events);
        context.log().log(Level.INFO, "Read {0} records", records);
    }

    private static void kappa(TaskContext context, Staging features, DatasetVersion events, Slice slice)
            throws SQLException {
        try (CardDays days = CardDays.of(context, events)) {
            days.recount(slice, features);
        }
    }

    private static void speed(
            TaskContext context, Staging features, DatasetVersion events, Slice slice, Optional<DatasetVersion> before)
            throws SQLException {
        try (CardDays days = CardDays.of(context, events)) {
            days.add(slice, before, features);
        }
    }
}
