package io.orchestrator.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Deadline;
import io.orchestrator.sdk.Group;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.NotifyEvent;
import io.orchestrator.sdk.Param;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TriggerRule;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Reports a day's orders: a group, a branch on an enum, a task that may skip itself, and a folder that is taken away again. */
public final class OrdersReport implements DagSource {

    /** What a run may be given. */
    public record Settings(
            @Param(min = 0, max = 10_000, description = "How many orders came in")
            int orders) {}

    enum Size {
        QUIET,
        BUSY
    }

    @Override
    public Dag dag() {
        return Dag.define("orders_report", dag -> {
            dag.description("Loads orders, reports a quiet day in a line and a busy one in detail.")
                    .tags("example");
            dag.deadline("within the hour", Deadline.afterQueued(Duration.ofHours(1)));
            dag.notifyOn("log", NotifyEvent.RUN_FAILED, NotifyEvent.DEADLINE_MISSED);
            Input<Settings> settings = dag.params(new Settings(120));

            Task<String> folder = dag.task("make_folder", OrdersReport::makeFolder);

            Group load = dag.group("load");
            Task<List<Integer>> orders = load.task("orders", OrdersReport::orders, settings);
            load.action("returns", OrdersReport::returns, settings);

            Task<Size> size = dag.task("size", OrdersReport::size, orders);
            Task<Void> line = dag.action("line", OrdersReport::line, orders);
            Task<Void> detail = dag.action("detail", OrdersReport::detail, orders, folder);
            dag.branch(size).when(Size.QUIET, line).when(Size.BUSY, detail);

            Task<Void> send = dag.action("send", OrdersReport::send)
                    .after(line, detail)
                    .rule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS);
            dag.action("remove_folder", OrdersReport::removeFolder, folder)
                    .teardownOf(folder)
                    .around(detail, send);
        });
    }

    static String makeFolder() throws IOException {
        return Files.createTempDirectory("orders").toString();
    }

    static List<Integer> orders(Settings settings) {
        return IntStream.range(0, settings.orders())
                .map(order -> order * 7 % 50)
                .boxed()
                .toList();
    }

    static void returns(Settings settings) {
        if (settings.orders() < 50) {
            throw new SkipException("So few orders have no returns");
        }
    }

    static Size size(List<Integer> orders) {
        return orders.size() < 100 ? Size.QUIET : Size.BUSY;
    }

    static void line(TaskContext context, List<Integer> orders) {
        context.log().log(Level.INFO, "A quiet day: {0} orders", orders.size());
    }

    static void detail(TaskContext context, List<Integer> orders, String folder) throws IOException {
        Path file = Path.of(folder, "orders.txt");
        Files.write(file, orders.stream().map(amount -> "order of " + amount).toList());
        context.log().log(Level.INFO, "{0} orders are in {1}", orders.size(), file);
    }

    static void send(TaskContext context) {
        context.log().log(Level.INFO, "The report is sent");
    }

    static void removeFolder(String folder) throws IOException {
        Files.deleteIfExists(Path.of(folder, "orders.txt"));
        Files.deleteIfExists(Path.of(folder));
    }
}
