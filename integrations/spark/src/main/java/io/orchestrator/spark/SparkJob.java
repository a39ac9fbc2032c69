package io.orchestrator.spark;

import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.ProcessResult;
import io.orchestrator.sdk.ProcessTask;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Spark application. {@link #run} is its driver beside the task, which keeps its slot: with a master {@code local[*]}, or one of a
 * cluster that has the executors. {@link #follow} is its driver on a standalone cluster, and no slot.
 */
public final class SparkJob {

    private static final int MEGABYTES = 1_024;

    final String mainClass;
    final String jar;
    final List<String> arguments = new ArrayList<>();
    final Map<String, String> settings = new LinkedHashMap<>();
    private final List<UnaryOperator<ProcessTask>> given = new ArrayList<>();
    private @Nullable Path home;
    private int megabytes = MEGABYTES;

    private SparkJob(String mainClass, String jar) {
        this.mainClass = mainClass;
        this.jar = jar;
    }

    /** @param jar a path or address, which the driver and the executors see */
    public static SparkJob of(String mainClass, String jar) {
        return new SparkJob(mainClass, jar);
    }

    /** With arguments of its main method. */
    public SparkJob arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** With a setting of Spark, such as {@code spark.executor.memory}. */
    public SparkJob with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** With so much memory for a driver beside the task, in MiB; 1,024 unless set. */
    public SparkJob driverMemory(int megabytes) {
        this.megabytes = megabytes;
        return this;
    }

    /** With the Spark of a folder of the worker, instead of what {@code -Dorchestrator.spark.home} or SPARK_HOME names. */
    public SparkJob home(Path folder) {
        this.home = folder;
        return this;
    }

    /** With a version that a driver beside the task finds in its context. */
    public SparkJob reads(DatasetVersion version) {
        given.add(process -> process.reads(version));
        return this;
    }

    /** With a dataset that a driver beside the task writes. */
    public SparkJob writes(Staging staging) {
        given.add(process -> process.writes(staging));
        return this;
    }

    /**
     * Runs it to its end, with its driver beside the task. The driver is a {@link ProcessTask process} with context and messages; it
     * ends with the attempt, and so its application does.
     *
     * @param master {@code local[*]}, {@code spark://host:7077} or any other that Spark knows
     * @throws io.orchestrator.sdk.ShellException if it has failed
     */
    public ProcessResult run(TaskContext context, String master) throws IOException, InterruptedException {
        SparkHome spark = home == null ? SparkHome.find() : new SparkHome(home);
        List<String> command = spark.java(megabytes);
        command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master, "--name", Tag.of(context)));
        settings.forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
        command.addAll(List.of("--class", mainClass, jar));
        command.addAll(arguments);
        ProcessTask process = ProcessTask.of(
                        command.getFirst(), command.subList(1, command.size()).toArray(String[]::new))
                .env("SPARK_HOME", spark.folder().toString())
                .env("JAVA_HOME", System.getProperty("java.home"))
                .env("SPARK_SCALA_VERSION", "2.13");
        for (UnaryOperator<ProcessTask> more : given) {
            process = more.apply(process);
        }
        return process.run(context);
    }

    /**
     * Runs it on a standalone cluster, its driver too, and waits without a slot: returns when it has succeeded, and until then leaves
     * by a {@link io.orchestrator.sdk.DeferException}. After a crash the next attempt of the same try finds the application by its
     * name, which the try gives it, so it must not name itself.
     *
     * @throws IllegalStateException if it has failed or was ended, or the master does not answer
     */
    public void follow(TaskContext context, SparkCluster cluster) throws IOException, InterruptedException {
        new Follower(this, context, cluster).look();
    }
}
