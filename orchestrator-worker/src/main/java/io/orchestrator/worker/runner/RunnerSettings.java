package io.orchestrator.worker.runner;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How child JVMs are made and kept.
 *
 * @param runnerJar first on their class path
 * @param java the java executable
 * @param user as whom they run; null: as the worker
 * @param heapMegabytes the heap of a task that names none
 * @param nativeMegabytes how much memory a task's processes may use beside the heap, where control groups can be had; 0: no bound
 * @param maxIdle how many idle ones are kept at most
 * @param tasksPerRunner after so many attempts one is replaced
 * @param idleTime one that is idle for longer is ended
 * @param lake where the files of datasets lie: a folder, or an address that an integration understands
 * @param startTimeout one that is not ready by then is ended, and its attempt fails
 */
public record RunnerSettings(
        Path runnerJar,
        Path java,
        @Nullable RunnerUser user,
        int heapMegabytes,
        int nativeMegabytes,
        int maxIdle,
        int tasksPerRunner,
        Duration idleTime,
        String lake,
        Duration startTimeout) {}
