package io.orchestrator.core.bundle.jdbc;

import io.orchestrator.core.bundle.BundleStore;
import io.orchestrator.core.dataset.BrokenContract;
import io.orchestrator.core.notify.NotifyRules;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.BundleManifest.Jar;
import io.orchestrator.protocol.graph.NoticeKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Bundles in PostgreSQL. Jars go in and out in pieces; no jar is ever whole in this process's memory. */
public final class JdbcBundleStore implements BundleStore {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JarWriter jars;
    private final NotifyRules notify;

    /** One that tells nobody of import errors. */
    public JdbcBundleStore(DataSource dataSource) {
        this(dataSource, NotifyRules.NONE);
    }

    /** @param notify who is told of new import errors, in the transaction that writes them */
    public JdbcBundleStore(DataSource dataSource, NotifyRules notify) {
        this.notify = notify;
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.jars = new JarWriter(dataSource);
    }

    @Override
    public Optional<DeployedBundle> deployed(String bundle) {
        return jdbc.sql(BundleSql.DEPLOYED)
                .param("bundle", bundle)
                .query((row, n) -> {
                    String dropBox = row.getString("drop_box");
                    return new DeployedBundle(
                            row.getString("build"), dropBox == null ? null : Path.of(dropBox), row.getBoolean("clean"));
                })
                .optional();
    }

    @Override
    public List<String> deployedFrom(Path dropBox) {
        return jdbc.sql(BundleSql.DEPLOYED_FROM)
                .param("dropBox", dropBox.toString())
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Override
    public Map<String, String> takenByOthers(String bundle, Collection<String> dagIds) {
        Map<String, String> taken = new HashMap<>();
        jdbc.sql(BundleSql.TAKEN_BY_OTHERS)
                .param("bundle", bundle)
                .param("dagIds", dagIds.toArray(String[]::new))
                .query(row -> {
                    taken.put(row.getString("dag_id"), row.getString("bundle"));
                });
        return taken;
    }

    @Override
    public void save(BundleManifest manifest, List<Path> files) throws IOException {
        Set<String> present = present(manifest);
        for (int i = 0; i < files.size(); i++) {
            Jar jar = manifest.jars().get(i);
            if (present.add(jar.sha256())) {
                jars.write(jar, files.get(i));
            }
        }
        jdbc.sql(BundleSql.INSERT_BUILD)
                .param("build", manifest.build())
                .param("bundle", manifest.bundle())
                .param("manifest", Json.MAPPER.writeValueAsString(manifest))
                .update();
    }

    private Set<String> present(BundleManifest manifest) {
        String[] hashes = manifest.jars().stream().map(Jar::sha256).toArray(String[]::new);
        return new HashSet<>(jdbc.sql(BundleSql.JARS_PRESENT)
                .param("hashes", hashes)
                .query((row, n) -> row.getString(1))
                .list());
    }

    @Override
    public void markDeployed(
            BundleManifest manifest,
            @Nullable Path dropBox,
            List<DescribeError> errors,
            List<BrokenContract> contracts) {
        transaction.executeWithoutResult(status -> {
            replaceContracts(manifest, contracts);
            jdbc.sql(BundleSql.UPSERT_BUNDLE)
                    .param("bundle", manifest.bundle())
                    .param("build", manifest.build())
                    .param("dropBox", dropBox == null ? null : dropBox.toString())
                    .update();
            replaceErrors(manifest.bundle(), manifest.build(), errors);
        });
    }

    private void replaceContracts(BundleManifest manifest, List<BrokenContract> contracts) {
        jdbc.sql(BundleSql.DELETE_CONTRACTS)
                .param("bundle", manifest.bundle())
                .param("build", manifest.build())
                .update();
        for (BrokenContract broken : contracts) {
            jdbc.sql(BundleSql.INSERT_CONTRACT)
                    .param("producer", broken.producer())
                    .param("dataset", broken.dataset())
                    .param("reader", broken.reader())
                    .param("task", broken.readerTask())
                    .param("missing", broken.missing())
                    .update();
        }
    }

    @Override
    public void markRefused(String bundle, @Nullable String build, List<DescribeError> errors) {
        transaction.executeWithoutResult(status -> replaceErrors(bundle, build, errors));
    }

    private void replaceErrors(String bundle, @Nullable String build, List<DescribeError> errors) {
        List<String> channels = notify.channels(NoticeKind.IMPORT_ERROR);
        if (!channels.isEmpty()) {
            errors.forEach(error -> tell(bundle, error, channels));
        }
        jdbc.sql(BundleSql.DELETE_ERRORS).param("bundle", bundle).update();
        for (DescribeError error : errors) {
            jdbc.sql(BundleSql.INSERT_ERROR)
                    .param("bundle", bundle)
                    .param("source", error.source())
                    .param("build", build)
                    .param("message", error.message())
                    .param("detail", error.detail())
                    .update();
        }
    }

    /** Nobody is told again of an error that is there already. */
    private void tell(String bundle, DescribeError error, List<String> channels) {
        jdbc.sql(BundleSql.NOTIFY_OF_ERROR)
                .param("bundle", bundle)
                .param("source", error.source())
                .param("message", error.message())
                .param("channels", channels.toArray(String[]::new))
                .update();
    }

    @Override
    public List<ImportError> importErrors() {
        return jdbc.sql(BundleSql.ERRORS).query((row, n) -> importError(row)).list();
    }

    private static ImportError importError(ResultSet row) throws SQLException {
        return new ImportError(
                row.getString("bundle"),
                row.getString("source"),
                row.getString("build"),
                row.getString("message"),
                row.getString("detail"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    @Override
    public Optional<BundleManifest> manifest(String build) {
        return jdbc.sql(BundleSql.MANIFEST)
                .param("build", build)
                .query((row, n) -> Json.MAPPER.readValue(row.getString(1), BundleManifest.class))
                .optional();
    }

    @Override
    public Optional<StoredJar> jar(String sha256) {
        return jdbc.sql(BundleSql.JAR)
                .param("sha256", sha256)
                .query((row, n) -> new StoredJar(
                        row.getString("name"),
                        row.getLong("size"),
                        new BufferedInputStream(new JarStream(jdbc, sha256, row.getLong("size")), JarStream.PIECE)))
                .optional();
    }
}
