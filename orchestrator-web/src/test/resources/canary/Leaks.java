package canary;

import io.orchestrator.sdk.Asset;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.NotifyEvent;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Each task tells all secrets that it is given, in all ways out that a task has. */
public final class Leaks implements DagSource {

    record Told(String text, List<String> list, Map<String, Integer> byName) {}

    @Override
    public Dag dag() {
        return Dag.define("leaks", dag -> {
            dag.notifyOn("hook", NotifyEvent.RUN_FAILED, NotifyEvent.TASK_FAILED);
            for (int i = 0; i < 50; i++) {
                int number = i;
                Dataset dataset = Dataset.of("set_" + i).checkedBy(new Telling());
                dag.task(
                                "task_" + i,
                                (TaskContext context, Connection connection, String variable, Staging staging) ->
                                        tell(number, context, secrets(connection, variable), staging),
                                dag.connection("canary_" + i),
                                dag.variable("canary_secret_" + i),
                                dag.write(dataset))
                        .outlets(asset(i))
                        .retries(0);
            }
        });
    }

    private static Asset asset(int number) {
        return Asset.of("asset_" + number);
    }

    private static List<String> secrets(Connection connection, String variable) {
        Map<?, ?> deep = (Map<?, ?>) connection.extra().get("deep");
        return List.of(
                connection.password(),
                (String) connection.extra().get("api_key"),
                (String) ((List<?>) deep.get("token")).getFirst(),
                variable);
    }

    private static Told tell(int number, TaskContext context, List<String> secrets, Staging staging)
            throws Exception {
        List<String> all = new ArrayList<>();
        for (String secret : secrets) {
            all.addAll(spelled(secret));
        }
        String text = String.join(" | ", all);
        context.label("x".repeat(245) + secrets.getFirst());
        all.forEach(System.out::println);
        all.forEach(System.err::println);
        System.out.println(text);
        // A line is cut after 16 KiB.
        System.out.println("x".repeat(16 * 1024 - 8) + secrets.get(1));
        context.log().log(System.Logger.Level.INFO, text, new IllegalStateException(text));
        context.updated(asset(number), Map.of("text", text, secrets.getFirst(), "name"));
        Files.writeString(staging.file("nothing.txt"), "nothing");
        staging.meta("text", text);
        staging.meta("list", all);
        Telling.text = text;
        return switch (number % 3) {
            case 0 -> new Told(text, all, Map.of(secrets.getFirst(), 1));
            // A message is cut after some thousand characters: nothing of a secret may be left where it is.
            case 1 -> throw new IllegalStateException(
                    "x".repeat(1990) + secrets.getFirst(), new IllegalArgumentException(text, new Error(text)));
            default -> throw new SkipException(text);
        };
    }

    private static List<String> spelled(String secret) {
        String json = secret.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return List.of(
                secret,
                json,
                json.replace("\\", "\\\\").replace("\"", "\\\""),
                ascii(json),
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;"),
                url,
                url.replace("+", "%20"),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getEncoder().encodeToString(("user:" + secret).getBytes(StandardCharsets.UTF_8)));
    }

    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder();
        json.chars().forEach(c -> ascii.append(c < 128 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return ascii.toString();
    }

    /** Says what the task has told last. */
    static final class Telling implements DatasetCheck {

        static volatile String text = "";

        @Override
        public String name() {
            return "telling";
        }

        @Override
        public Result run(Staging staged) {
            return new Result(true, text, Map.of("text", text), List.of(Map.of("text", text)));
        }
    }
}
