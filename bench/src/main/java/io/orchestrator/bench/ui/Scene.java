package io.orchestrator.bench.ui;

import io.orchestrator.bench.cluster.Api;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.bench.engine.BenchFailed;
import io.orchestrator.bench.engine.Progress;
import io.orchestrator.bench.ui.dags.Mapped;
import io.orchestrator.bench.ui.dags.Small000;
import io.orchestrator.bench.ui.dags.Thousand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server with its DAGs and runs, and who looks at them. */
final class Scene {

    private static final String ADMIN = "admin";
    /** Of what there is one of a kind. */
    static final String NAME = "bench";

    static final String MAPPED_RUN = "mapped-1";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String NEWEST = """
            SELECT r.run_id, i.attempt_id FROM dag_run r JOIN task_instance i USING (run_key)
             WHERE r.dag_id = ? AND i.task_id = ? AND i.map_index = ? AND r.settled ORDER BY r.run_key DESC LIMIT 1""";

    /** One to which something is added, and one of each kind that has a page of its own: newest version, newest in quarantine. */
    private static final String DATASETS = """
            SELECT name, (SELECT max(number) FROM dataset_version WHERE dataset = name), asset_id,
                   (SELECT max(version_id) FROM dataset_version WHERE dataset = name AND state = 'quarantined')
              FROM dataset JOIN asset USING (name)
             WHERE name IN ('team_00.raw', 'team_07.features', 'team_07.model', 'team_07.drift') ORDER BY name""";

    private final Cluster cluster;
    private final Connection database;
    private final String password;
    private final Person person;
    private final String start = Long.toString(ProcessHandle.current().pid());

    Scene(Cluster cluster, Connection database, Path folder, int instances) throws Exception {
        this.cluster = cluster;
        this.database = database;
        this.password = Files.readString(folder.resolve("admin-password")).strip();
        this.person = people(1).getFirst();
        prepare(instances);
    }

    private void prepare(int instances) throws Exception {
        UiBundle.drop(cluster.dropBox());
        Waiting.until(
                "%d DAGs".formatted(UiBundle.DAGS),
                PATIENCE,
                () -> number("SELECT count(*) FROM dag WHERE active") == UiBundle.DAGS);
        if (number("SELECT count(*) FROM dag_run") > 0) {
            Progress.say("what was seeded before is there");
            return;
        }
        Seed.fill(database, instances);
        if (api().trigger(Mapped.ID, MAPPED_RUN, Map.of()).status() != 200) {
            throw new BenchFailed("The run of mapped items was refused.");
        }
        Waiting.until(
                "The end of the run of mapped items",
                PATIENCE,
                () -> api().runState(Mapped.ID, MAPPED_RUN).equals("success"));
        Progress.say("%,d mapped items have run", Mapped.ITEMS);
        oneOfAKind();
    }

    private void oneOfAKind() throws IOException, InterruptedException {
        create("/api/v2/connections", Map.of("connection_id", NAME, "conn_type", "http", "host", "example.org"));
        create("/api/v2/variables", Map.of("key", NAME, "value", "one"));
        String day = Instant.now()
                .minus(Duration.ofDays(100))
                .truncatedTo(ChronoUnit.DAYS)
                .toString();
        create("/api/v2/backfills", Map.of("dag_id", Small000.STEM + "000", "from_date", day, "to_date", day));
    }

    private void create(String path, Map<String, Object> body) throws IOException, InterruptedException {
        Api.Answer answer = api().post(path, body);
        if (answer.status() / 100 != 2) {
            throw new BenchFailed("%s was answered with %d: %s".formatted(path, answer.status(), answer.body()));
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What addresses are filled with. */
    List<Place> places() throws SQLException {
        List<Place> places = new ArrayList<>(List.of(
                place(Thousand.ID, Thousand.TASK, -1),
                place(Mapped.ID, Mapped.TASK, Mapped.ITEMS / 2),
                place(Small000.STEM + "000", "load", -1)));
        try (Statement query = database.createStatement();
                ResultSet row = query.executeQuery(DATASETS)) {
            while (row.next()) {
                places.add(Place.ofDataset(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
            }
        }
        return List.copyOf(places);
    }

    private Place place(String dagId, String taskId, int mapIndex) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(NEWEST)) {
            query.setString(1, dagId);
            query.setString(2, taskId);
            query.setInt(3, mapIndex);
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                throw new BenchFailed("%s has no run with task %s.".formatted(dagId, taskId));
            }
            return Place.of(dagId, dagId, row.getString(1), taskId, row.getString(2), mapIndex);
        }
    }

    Person person() {
        return person;
    }

    /** Logins of their own, since the streams of one login are limited. */
    List<Person> people(int number) throws IOException, InterruptedException {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            people.add(new Person(url(), ADMIN, password));
        }
        return people;
    }

    Browser browser() {
        return new Browser(url(), ADMIN, password);
    }

    private URI url() {
        return cluster.servers().getFirst().url();
    }

    Api api() {
        return cluster.api();
    }

    /** A request of a program to the API. */
    Person.Answer ask(String path) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Api.Answer answer = api().get(path);
        return new Person.Answer(answer.status(), answer.body(), (System.nanoTime() - begun) / 1e6);
    }

    Connection database() {
        return database;
    }

    /** A name that no earlier run of the benchmark has used. */
    String name(String stem) {
        return stem + "-" + start;
    }
}
