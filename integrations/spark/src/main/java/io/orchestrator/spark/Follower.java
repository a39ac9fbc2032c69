package io.orchestrator.spark;

import io.orchestrator.sdk.DeferException;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One look at an application that runs on a cluster: is it there, and what became of it. */
final class Follower {

    private static final Duration SETTLING = Duration.ofMinutes(3);
    private static final Duration SETTLING_LOOK = Duration.ofSeconds(5);

    private final SparkJob job;
    private final TaskContext context;
    private final SparkCluster cluster;
    private final String name;

    /**
     * What is kept between two looks.
     *
     * @param driver its id, or null: none was submitted yet
     * @param looks how often it was looked for the application of an earlier attempt
     */
    record State(@Nullable String driver, int looks) {}

    Follower(SparkJob job, TaskContext context, SparkCluster cluster) {
        this.job = job;
        this.context = context;
        this.cluster = cluster;
        this.name = Tag.of(context);
    }

    void look() throws IOException, InterruptedException {
        State state = context.resumed(State.class).orElse(new State(null, 0));
        Look look = cluster.look();
        if (state.driver() != null) {
            follow(look, state.driver());
            return;
        }
        Optional<Look.App> found = look.named(name);
        if (found.isPresent()) {
            Look.Driver driver = look.driverOf(found.get(), job.mainClass)
                    .orElseThrow(() -> new IllegalStateException(
                            "the Spark application '" + name + "' is there, but no driver of " + job.mainClass));
            context.log().log(
                    System.Logger.Level.INFO, "found application " + found.get().id() + " of an earlier attempt again");
            follow(look, driver.id());
            return;
        }
        // An earlier attempt may have submitted one just before it died, whose name is not known yet.
        if (look.hasYoungDriver(job.mainClass, SETTLING) && state.looks() < SETTLING.dividedBy(SETTLING_LOOK)) {
            throw DeferException.after(SETTLING_LOOK, new State(null, state.looks() + 1));
        }
        submit();
    }

    private void submit() throws IOException, InterruptedException {
        int older = cluster.endNamed(Tag.ofTask(context), name);
        if (older > 0) {
            context.log().log(System.Logger.Level.INFO, "ended " + older + " applications of earlier tries");
        }
        String driver = cluster.submit(job, name);
        context.log().log(System.Logger.Level.INFO, "submitted " + driver + " as '" + name + "'");
        if (context.isCancelled()) {
            cluster.killDriver(driver);
            throw new InterruptedException("cancelled");
        }
        throw DeferException.after(cluster.every(), new State(driver, 0));
    }

    private void follow(Look look, String id) throws IOException, InterruptedException {
        Look.Driver driver = look.driver(id)
                .orElseThrow(
                        () -> new IllegalStateException("the Spark master at " + cluster.page() + " knows no driver "
                                + id + " any more; it was restarted without recovery, or has forgotten it"));
        if (driver.isOpen()) {
            throw DeferException.after(cluster.every(), new State(id, 0));
        }
        if (!driver.state().equals("FINISHED")) {
            throw new IllegalStateException("the Spark driver " + id + " has ended as " + driver.state()
                    + cluster.reason(id) + "; its worker's page has its log");
        }
    }
}
