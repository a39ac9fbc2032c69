package io.orchestrator.bench.engine;

import java.io.PrintStream;

/** Tells the person at the terminal how far it is; standard output is for the result. */
public final class Progress {

    private static final PrintStream OUT = System.err;
    private static final long BEGUN = System.nanoTime();

    private Progress() {}

    public static void say(String format, Object... values) {
        long seconds = (System.nanoTime() - BEGUN) / 1_000_000_000;
        OUT.printf("bench %3d:%02d  %s%n", seconds / 60, seconds % 60, format.formatted(values));
    }
}
