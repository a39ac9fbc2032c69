package io.orchestrator.worker.runner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a runner's process ended.
 *
 * @param status the exit status, 128 + n for signal n; null: it was never started
 * @param killed this worker killed it
 * @param overLimit how many megabytes its processes may use together, if the kernel killed one for wanting more; otherwise null
 * @param lastWords what it wrote to its standard output and error last, for the case that it never became ready
 */
public record RunnerExit(
        @Nullable Integer status, boolean killed, @Nullable Integer overLimit, List<String> lastWords) {

    public RunnerExit {
        lastWords = List.copyOf(lastWords);
    }

    /** The end of a process in words, such as "ended by SIGKILL (exit status 137)". */
    public String inWords() {
        if (status == null) {
            return "could not be started";
        }
        if (overLimit != null) {
            return "was ended by the kernel (oom_kill, exit status " + status + "): its processes wanted more than the "
                    + overLimit + " MB that they may use; give the task a smaller heap, or let the worker give more"
                    + " beside the heap (--native-memory)";
        }
        if (killed) {
            return "was killed by the worker";
        }
        String signal = signal(status);
        String words = signal == null
                ? "ended with exit status " + status
                : "ended by " + signal + " (exit status " + status + ")";
        return status == 137
                ? words
                        + "; if nobody killed it, the machine ran out of memory: give the task a smaller heap or the machine more"
                : words;
    }

    /** What it said last, as one text; empty if it said nothing. */
    public String lastWordsText() {
        return String.join("\n", lastWords);
    }

    private static @Nullable String signal(int status) {
        return switch (status - 128) {
            case 1 -> "SIGHUP";
            case 2 -> "SIGINT";
            case 3 -> "SIGQUIT";
            case 4 -> "SIGILL";
            case 6 -> "SIGABRT";
            case 7 -> "SIGBUS";
            case 8 -> "SIGFPE";
            case 9 -> "SIGKILL";
            case 11 -> "SIGSEGV";
            case 13 -> "SIGPIPE";
            case 15 -> "SIGTERM";
            default -> null;
        };
    }
}
