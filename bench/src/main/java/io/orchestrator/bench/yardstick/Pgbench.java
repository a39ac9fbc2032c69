package io.orchestrator.bench.yardstick;

import io.orchestrator.bench.yardstick.Yardstick.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The load by PostgreSQL's own pgbench. */
final class Pgbench implements Load {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final String UPDATE = """
            \\set id random(1,100000)
            UPDATE acct SET v=v+1 WHERE id=:id;
            """;
    private static final String LIFE = """
            BEGIN;
            INSERT INTO task(run_id) SELECT :client_id FROM generate_series(1,50);
            WITH c AS (UPDATE task SET state=1, worker=:client_id, started=now() WHERE id IN
              (SELECT id FROM task WHERE state=0 ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED) RETURNING id)
              SELECT array_agg(id) AS ids FROM c \\gset
            UPDATE task SET state=2, ended=now() WHERE id=ANY((:ids)::bigint[]);
            COMMIT;
            """;

    private final Access access;

    Pgbench(Access access) {
        this.access = access;
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, "pgbench")));
    }

    @Override
    public String name() {
        return "pgbench";
    }

    @Override
    public double run(Kind kind, Duration time) throws IOException, InterruptedException {
        Path script = Files.createTempFile("yardstick", ".sql");
        try {
            Files.writeString(script, script(kind));
            return run(script, Load.clients(kind), time);
        } finally {
            Files.delete(script);
        }
    }

    private static String script(Kind kind) {
        return switch (kind) {
            case U1, U16 -> UPDATE;
            case L50 -> LIFE;
        };
    }

    private double run(Path script, int clients, Duration time) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("pgbench", "-n", "-M", "prepared", "-f", script.toString()));
        command.addAll(List.of("-c", Integer.toString(clients), "-j", Integer.toString(Math.min(clients, 2))));
        command.addAll(List.of("-T", Long.toString(Math.max(1, time.toSeconds()))));
        command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(access.port()), "-U", access.user()));
        command.add(access.database());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", access.password());
        builder.environment().put("PGOPTIONS", JdbcLoad.PINNED_PLANS);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(output);
        if (process.waitFor() != 0 || !rate.find()) {
            throw new IOException("pgbench failed: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
