import java.math.BigDecimal;
import java.util.concurrent.*;

public class Tasks implements DagSource {

    enum Kind {
        EARLY,
        LATE;

        @Override
        public String toString() {
            return "for people: " + name();
        }
    }

    private record Flight(String carrier, Instant at, BigDecimal price, Kind kind) {}

    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    private static final ThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    private static List<Flight> flights() {
        return List.of(new Flight("LH", Instant.parse("2026-01-01T00:00:00Z"), new BigDecimal("0.10"), Kind.LATE));
    }

    private static String count(List<Flight> flights) {
        Flight first = flights.get(0);
        return first.carrier() + " " + first.price() + " " + first.kind().name();
    }

    private void talks(TaskContext context) {
        System.out.println("one");
        System.err.println("two");
        System.getLogger("system").log(System.Logger.Level.INFO, "three {0}", 3);
        System.getLogger("system").log(System.Logger.Level.DEBUG, "not asked for");
        org.slf4j.LoggerFactory.getLogger("slf4j").warn("four {}", 4);
        org.slf4j.LoggerFactory.getLogger("slf4j").debug("not asked for");
        java.util.logging.Logger.getLogger("jul").log(java.util.logging.Level.SEVERE, "five {0}", 5);
        java.util.logging.Logger.getLogger("jul").fine("not asked for");
        context.log().log(System.Logger.Level.INFO, "six");
        RuntimeException thrown = new IllegalStateException("eight");
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("Tasks", "talks", "Tasks.java", -1)});
        org.slf4j.LoggerFactory.getLogger("slf4j").error("seven", thrown);
        System.out.print("ni");
        System.out.print("ne\r\nten");
        System.out.print(" without end");
    }

    private void waits(TaskContext context) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        context.onCancel(() -> {
            System.out.println("closing");
            closed.countDown();
        });
        System.out.println("waiting");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            System.out.println("cancelled " + context.isCancelled());
            closed.await();
            throw e;
        }
    }

    private void fails() {
        throw new IllegalStateException("the table is empty", new NumberFormatException("x"));
    }

    private void greedy() {
        List<long[]> all = new ArrayList<>();
        while (true) {
            all.add(new long[1_000_000]);
        }
    }

    private int deep() {
        return deep() + 1;
    }

    private void pool() {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            pool.submit(() -> 1);
        }
    }

    private void leaves() {
        new Thread(Tasks::waitForEver).start();
    }

    private String dirty() {
        LOCAL.set("dirt");
        INHERITED.set("dirt");
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(null);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.setName("dirt");
        thread.setUncaughtExceptionHandler((dead, thrown) -> {});
        thread.interrupt();
        return thread();
    }

    private String clean() {
        Thread thread = Thread.currentThread();
        return String.join(
                " ",
                LOCAL.get(),
                INHERITED.get(),
                "" + (thread.getContextClassLoader() == Tasks.class.getClassLoader()),
                "" + thread.getPriority(),
                thread.getName(),
                "" + (thread.getUncaughtExceptionHandler() == thread.getThreadGroup()),
                "" + thread.isInterrupted());
    }

    private static String thread() {
        return "" + Thread.currentThread().threadId();
    }

    private static String leavesDaemon(Thread.Builder builder) {
        builder.start(Tasks::waitForEver);
        return thread();
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // It ends with its process.
        }
    }

    private void stubborn() {
        System.out.println("going on");
        while (true) {
            Thread.onSpinWait();
        }
    }

    private String classes() {
        try {
            return Class.forName("tools.jackson.databind.ObjectMapper").getName();
        } catch (ClassNotFoundException e) {
            return e.toString();
        }
    }

    @Override
    public Dag dag() {
        return Dag.define("dag", dag -> {
            Task<List<Flight>> flights = dag.task("flights", Tasks::flights);
            dag.task("count", Tasks::count, flights);
            dag.action("quiet", () -> {});
            dag.task("none", () -> (String) null);
            dag.action("talks", this::talks);
            dag.action("waits", this::waits);
            dag.action("fails", this::fails);
            dag.action("hopeless", () -> {
                throw new NoRetryException("the file does not exist");
            });
            dag.task("large", () -> "x".repeat(300_000));
            dag.action("longLine", () -> System.out.println("x".repeat(100_000) + "\nnext"));
            dag.action("manyLines", () -> {
                for (int i = 0; i < 100_000; i++) {
                    System.out.println("line " + i);
                }
            });
            dag.action("greedy", this::greedy);
            dag.task("deep", this::deep);
            dag.action("pool", this::pool);
            dag.action("leaves", this::leaves);
            dag.task("dirty", this::dirty);
            dag.task("thread", () -> thread());
            dag.task("daemon", () -> leavesDaemon(Thread.ofPlatform().daemon()));
            dag.task("virtual", () -> leavesDaemon(Thread.ofVirtual()));
            dag.task("clean", this::clean);
            dag.task("classes", this::classes);
            dag.action("exits", () -> {
                System.out.println("last words");
                System.exit(7);
            });
            dag.action("stubborn", this::stubborn);
        });
    }
}
