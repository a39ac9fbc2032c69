package io.orchestrator.worker.runner;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How child JVMs are made and kept.
 *
 * @param runnerJar first on their class path
 * @param java the java executable
 * @param heapMegabytes the heap of a task that names none
 * @param maxIdle how many idle ones are kept at most
 * @param tasksPerRunner after so many attempts one is replaced
 * @param idleTime one that is idle for longer is ended
 * @param startTimeout one that is not ready by then is ended, and its attempt fails
 */
public record RunnerSettings(
        Path runnerJar,
        Path java,
        int heapMegabytes,
        int maxIdle,
        int tasksPerRunner,
        Duration idleTime,
        Duration startTimeout) {}
