package io.orchestrator.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.bundle.BundleStore.StoredJar;
import io.orchestrator.core.bundle.jdbc.JdbcBundleStore;
import io.orchestrator.core.dataset.BrokenContract;
import io.orchestrator.core.notify.NotifyRules;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.SlotStore;
import io.orchestrator.core.schedule.jdbc.JdbcSlotStore;
import io.orchestrator.postgres.SharedPostgres;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.NoticeKind;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcBundleStoreTest extends BundleStoreContract {

    private static SharedPostgres.Database database;
    private static HikariDataSource dataSource;

    @BeforeAll
    static void migrate() {
        database = SharedPostgres.freshDatabase();
        dataSource = pool("SET statement_timeout = '60s'");
        Flyway.configure().dataSource(dataSource).load().migrate();
    }

    private static HikariDataSource pool(String session) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2);
        config.setConnectionInitSql(session);
        return new HikariDataSource(config);
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @BeforeEach
    void empty() {
        jdbc().sql(
                        "TRUNCATE bundle, bundle_build, bundle_jar, import_error, dag, notification, timetable_slots CASCADE")
                .update();
    }

    @Override
    BundleStore store() {
        return new JdbcBundleStore(dataSource);
    }

    @Test
    void peopleAreToldOfANewImportErrorOnce() {
        var rules = new NotifyRules(Map.of(NoticeKind.IMPORT_ERROR, List.of("log", "ops")));
        BundleStore telling = new JdbcBundleStore(dataSource, rules);
        var error = new DescribeError("example.Flights", "its id is missing", "trace");

        telling.markRefused("flights", null, List.of(error));
        telling.markRefused("flights", null, List.of(error));
        store().markRefused("flights", null, List.of(new DescribeError("example.Flights", "another", "")));

        assertThat(jdbc().sql(
                                "SELECT channel || ' ' || title || ' ' || (detail ->> 'reason') FROM notification ORDER BY channel")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "log Bundle flights cannot be read: example.Flights its id is missing",
                        "ops Bundle flights cannot be read: example.Flights its id is missing");
    }

    @Test
    void contractsThatAreBrokenStayUntilAnotherBuildOfEitherIsInForce() throws Exception {
        BundleFiles first = deployed("makes", null, "first");
        BundleFiles second = deployed("trains", null, "second");
        for (BundleFiles files : List.of(first, second)) {
            jdbc().sql("""
                            INSERT INTO dag (dag_id, bundle, source, paused, version, build, schedule)
                            VALUES (:bundle, :bundle, 'C', false, 1, :build, 'none')
                            """)
                    .param("bundle", files.manifest().bundle())
                    .param("build", files.manifest().build())
                    .update();
        }
        var broken = new BrokenContract("makes", "features", "trains", "fit", "column 'delay' is missing");

        store().markDeployed(first.manifest(), null, List.of(), List.of(broken));
        store().markDeployed(first.manifest(), null, List.of(), List.of());
        store().markDeployed(second.manifest(), null, List.of(), List.of());
        assertThat(brokenContracts()).containsExactly("makes features trains fit column 'delay' is missing");

        deployed("trains", null, "mended");
        assertThat(brokenContracts()).isEmpty();
    }

    private List<@Nullable String> brokenContracts() {
        return jdbc().sql("SELECT concat_ws(' ', producer, dataset, reader, reader_task, missing) FROM broken_contract")
                .query(String.class)
                .list();
    }

    @Test
    void aLargeJarGoesInAndOutUnchanged() throws Exception {
        Path file = folder.resolve("large.jar");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[1024 * 1024 + 7];
            Random random = new Random(1);
            for (int i = 0; i < 40; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        BundleFiles files = BundleFiles.hash("flights", List.of(JarStamp.of(file, true)), null);

        store().save(files.manifest(), files.files());

        StoredJar jar = store().jar(files.manifest().jars().getFirst().sha256()).orElseThrow();
        assertThat(jar.size()).isEqualTo(40L * (1024 * 1024 + 7));
        assertThat(sha256(jar.content()))
                .isEqualTo(files.manifest().jars().getFirst().sha256());
    }

    @Test
    void aJarMayTakeLongerThanAnOrdinaryStatementAndTheNextStatementMayNot() throws Exception {
        BundleFiles files = bundle("flights", "some content");
        jdbc().sql("""
                        CREATE FUNCTION pause() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END $$
                        """).update();
        jdbc().sql("CREATE TRIGGER pause BEFORE INSERT ON bundle_jar FOR EACH ROW EXECUTE FUNCTION pause()")
                .update();
        try (HikariDataSource hasty = pool("SET statement_timeout = '300ms'")) {
            BundleStore store = new JdbcBundleStore(hasty);

            store.save(files.manifest(), files.files());

            assertThat(store.jar(files.manifest().jars().getFirst().sha256())).isPresent();
            assertThatThrownBy(() -> JdbcClient.create(hasty)
                            .sql("SELECT pg_sleep(5)")
                            .query()
                            .listOfRows())
                    .hasMessageContaining("statement timeout");
        } finally {
            jdbc().sql("DROP FUNCTION pause CASCADE").update();
        }
    }

    @Test
    void aSlowReaderHoldsNoConnection() throws Exception {
        BundleFiles files = bundle("flights", "some content");
        store().save(files.manifest(), files.files());
        String hash = files.manifest().jars().getFirst().sha256();

        try (InputStream first = store().jar(hash).orElseThrow().content();
                InputStream second = store().jar(hash).orElseThrow().content();
                InputStream third = store().jar(hash).orElseThrow().content()) {
            assertThat(first.read()).isEqualTo('s');
            assertThat(second.read()).isEqualTo('s');
            assertThat(third.read()).isEqualTo('s');
        }
    }

    @Test
    void aFileThatIsNotWhatTheManifestSaysIsNotStored() throws Exception {
        BundleFiles files = bundle("flights", "some content");
        Files.writeString(files.files().getFirst(), "Some content");

        assertThatThrownBy(() -> store().save(files.manifest(), files.files())).isInstanceOf(JarChanged.class);

        assertThat(store().jar(files.manifest().jars().getFirst().sha256())).isEmpty();
        assertThat(store().manifest(files.manifest().build())).isEmpty();
    }

    @Test
    void onlyActiveDagsOfOtherBundlesTakeAnId() throws Exception {
        BundleFiles files = bundle("flights", "some content");
        store().save(files.manifest(), files.files());
        dag("mine", "flights", true, files);
        dag("theirs", "billing", true, files);
        dag("theirs_before", "billing", false, files);

        assertThat(store().takenByOthers("flights", List.of("mine", "theirs", "theirs_before", "nobodys")))
                .containsExactly(java.util.Map.entry("theirs", "billing"));
    }

    @Test
    void slotsOfATimetableAreKeptUntilTheDagHasAnotherBuild() throws Exception {
        BundleFiles files = bundle("flights", "some content");
        store().save(files.manifest(), files.files());
        String build = files.manifest().build();
        SlotStore slots = new JdbcSlotStore(dataSource);
        Instant slot = Instant.parse("2026-03-29T01:00:00.000001Z");
        KnownSlots first =
                new KnownSlots("d", build, slot, List.of(slot, slot.plusSeconds(1)), false, "it threw", 2, slot);
        KnownSlots newer = new KnownSlots("d", "newer", slot, List.of(), true, null, 0, slot);

        slots.save(first);
        assertThat(slots.inForce("d")).isEmpty();
        dag("d", "flights", true, files);
        assertThat(slots.inForce("d")).contains(first);
        slots.save(newer);
        assertThat(slots.find("d", build)).as("it is in force still").contains(first);
        assertThat(slots.find("d", "newer")).contains(newer);
        slots.save(first);
        assertThat(slots.find("d", "newer")).isEmpty();
    }

    private static void dag(String dagId, String bundle, boolean active, BundleFiles files) {
        jdbc().sql("""
                        INSERT INTO dag (dag_id, bundle, source, paused, active, version, build, schedule)
                        VALUES (?, ?, 'user.Source', false, ?, 1, ?, 'by hand')
                        """).params(dagId, bundle, active, files.manifest().build()).update();
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    private static String sha256(InputStream content) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(content, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
