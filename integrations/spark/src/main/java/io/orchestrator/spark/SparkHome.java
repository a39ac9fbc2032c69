package io.orchestrator.spark;

import io.orchestrator.sdk.NoRetryException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An installation of Spark on the worker: a folder whose {@code jars} has Spark's. */
record SparkHome(Path folder) {

    static final String SETTING = "orchestrator.spark.home";

    /** The one that the system property, or else the environment, names. */
    static SparkHome find() {
        @Nullable String set = System.getProperty(SETTING, System.getenv("SPARK_HOME"));
        if (set == null) {
            throw new NoRetryException("no Spark is named on this worker; set jvmOptions(\"-D" + SETTING
                    + "=/opt/spark\") of the task, or call home(...)");
        }
        return new SparkHome(Path.of(set));
    }

    /** A JVM with what Spark needs of it. */
    List<String> java(int megabytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + megabytes + "m");
        command.addAll(moduleOptions());
        command.add("-cp");
        command.add(folder.resolve("jars") + "/*");
        return command;
    }

    /** Spark itself knows which packages of the JDK it needs opened, and its launcher needs nothing else to say so. */
    private List<String> moduleOptions() {
        Path launcher = launcher();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {launcher.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object options = loader.loadClass("org.apache.spark.launcher.JavaModuleOptions")
                    .getMethod("defaultModuleOptions")
                    .invoke(null);
            return List.of(String.valueOf(options).split(" "));
        } catch (IOException | ReflectiveOperationException e) {
            throw new NoRetryException(launcher + " does not say what it needs of Java: " + e + "; use Spark 4", e);
        }
    }

    private Path launcher() {
        Path jars = folder.resolve("jars");
        try (Stream<Path> all = Files.list(jars)) {
            return all.filter(jar -> jar.getFileName().toString().startsWith("spark-launcher_"))
                    .findFirst()
                    .orElseThrow(
                            () -> new NoRetryException(jars + " has no spark-launcher; expected the jars of Spark"));
        } catch (IOException e) {
            throw new NoRetryException(
                    "there is no Spark in " + folder + ": " + jars + " cannot be listed; mend " + SETTING, e);
        }
    }
}
