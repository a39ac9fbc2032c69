package io.orchestrator.bench.yardstick;

import io.orchestrator.bench.yardstick.Yardstick.Kind;
import java.time.Duration;

/** Loads PostgreSQL as a yardstick says. */
interface Load {

    /** The program that makes the load. */
    String name();

    /** Transactions per second. */
    double run(Kind kind, Duration time) throws Exception;

    /** How many connections a kind has. */
    static int clients(Kind kind) {
        return switch (kind) {
            case U1 -> 1;
            case U16 -> 16;
            case L50 -> 4;
        };
    }

    /** How much of what is counted one transaction holds. */
    static int perTransaction(Kind kind) {
        return switch (kind) {
            case U1, U16 -> 1;
            case L50 -> 50;
        };
    }
}
