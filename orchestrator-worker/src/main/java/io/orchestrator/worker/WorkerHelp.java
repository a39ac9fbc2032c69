package io.orchestrator.worker;

import java.util.List;

/** What a person reads who asks a worker for its options; {@code docs/operating.md} says more. */
final class WorkerHelp {

    static final String TEXT = """
            usage: orchestrator worker --servers URL[,URL ...] --token-file FILE [OPTION VALUE ...]

            Each option may be a variable, too: ORCHESTRATOR_WORKER_SLOTS for --slots. Durations are such as 500ms, 10s, 2m.

              --servers               where servers are; one that answers names the others
              --token-file, --token   what the worker shows to be let in
              --name                  what pages and logs call it (host name)
              --queues                the queues that it serves, with commas (default)
              --capabilities          what it has that some tasks require, such as gpu
              --slots                 how many attempts run at once (processors)
              --prefetch              how many more wait here (16 a slot, at most 256)
              --work-folder           jars, runners, sockets; one worker at a time (worker-work)
              --lake                  where files of datasets lie; all workers reach the same (lake, beside the work folder)
              --journal               a file that gets a line for each event
              --jar-cache             megabytes of jars that are kept (2048)
              --heap                  megabytes of heap of a task that names none (512)
              --native-memory         megabytes that a task may use beside its heap; 0: no bound (1024)
              --runner-user           as whom tasks run, if the worker is root
              --java                  the java of tasks (the worker's own)
              --runner-jar            the runner's program; bin/orchestrator gives it
              --max-idle-runners      how many idle JVMs are kept warm (slots)
              --runner-idle           for how long (5m)
              --tasks-per-runner      after so many attempts a JVM is replaced (100000)
              --runner-start-timeout  a JVM that is not ready by then fails its attempt (60s)
              --grace                 how long user code may go on after it was interrupted (10s)
              --drain-timeout         how long attempts may go on after SIGTERM (60s)
              --lease-margin          how much earlier than its lease a worker that is cut off ends its attempts (3s)
              --call-limit            when a call is given up (10s)
              --silence               when a silent link is given up (15s)

            Exit status: 0 it left in order, 1 it broke, 2 an option is wrong, 3 the server refuses it.
            """;

    private static final List<String> ASKED = List.of("--help", "-h", "help");

    private WorkerHelp() {}

    static boolean isAsked(String... arguments) {
        return List.of(arguments).stream().anyMatch(ASKED::contains);
    }
}
