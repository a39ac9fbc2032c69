package io.orchestrator.core.bundle.jdbc;

/** The statements on {@code bundle}, {@code bundle_build}, {@code bundle_jar} {@code import_error} and {@code broken_contract}. */
final class BundleSql {

    /** What is deployed of a bundle. */
    static final String DEPLOYED = """
            SELECT b.build, b.drop_box,
                   NOT EXISTS (SELECT 1 FROM import_error e WHERE e.bundle = b.bundle) AS clean
              FROM bundle b
             WHERE b.bundle = :bundle
            """;

    /** Bundles with jars that came from a drop-box. */
    static final String DEPLOYED_FROM = """
            SELECT b.bundle
              FROM bundle b
              JOIN bundle_build u ON u.build = b.build
             WHERE b.drop_box = :dropBox AND jsonb_array_length(u.manifest -> 'jars') > 0
             ORDER BY b.bundle
            """;

    /** Active DAGs of other bundles that have one of these ids. */
    static final String TAKEN_BY_OTHERS = """
            SELECT dag_id, bundle
              FROM dag
             WHERE dag_id = ANY (:dagIds) AND bundle <> :bundle AND active
            """;

    /** Which of these jars are there. */
    static final String JARS_PRESENT = "SELECT sha256 FROM bundle_jar WHERE sha256 = ANY (:hashes)";

    /** A jar; another server may have stored it a moment ago. */
    static final String INSERT_JAR = """
            INSERT INTO bundle_jar (sha256, name, size, content) VALUES (?, ?, ?, ?)
            ON CONFLICT (sha256) DO NOTHING
            """;

    /** A build; the same build gives the same manifest. */
    static final String INSERT_BUILD = """
            INSERT INTO bundle_build (build, bundle, manifest) VALUES (:build, :bundle, CAST(:manifest AS jsonb))
            ON CONFLICT (build) DO NOTHING
            """;

    /** The build that is in force. */
    static final String UPSERT_BUNDLE = """
            INSERT INTO bundle (bundle, build, drop_box) VALUES (:bundle, :build, :dropBox)
            ON CONFLICT (bundle) DO UPDATE
               SET build = excluded.build, drop_box = excluded.drop_box,
                   deployed_at = CASE WHEN bundle.build = excluded.build THEN bundle.deployed_at ELSE now() END
            """;

    static final String DELETE_ERRORS = "DELETE FROM import_error WHERE bundle = :bundle";

    static final String INSERT_ERROR = """
            INSERT INTO import_error (id, bundle, source, build, message, detail)
            VALUES (gen_random_uuid(), :bundle, :source, :build, :message, :detail)
            """;

    /** Before the build is in force. The same build again, as after an import error, knows nothing new of what was promised before. */
    static final String DELETE_CONTRACTS = """
            DELETE FROM broken_contract b USING dag d
             WHERE d.bundle = :bundle AND d.dag_id IN (b.producer, b.reader)
               AND NOT EXISTS (SELECT FROM bundle x WHERE x.bundle = :bundle AND x.build = :build)
            """;

    static final String INSERT_CONTRACT = """
            INSERT INTO broken_contract (producer, dataset, reader, reader_task, missing)
            VALUES (:producer, :dataset, :reader, :task, :missing)
            ON CONFLICT (producer, dataset, reader, reader_task) DO UPDATE SET missing = excluded.missing
            """;

    static final String ERRORS = """
            SELECT bundle, source, build, message, detail, at
              FROM import_error
             ORDER BY at DESC, bundle, source
            """;

    static final String MANIFEST = "SELECT manifest FROM bundle_build WHERE build = :build";

    static final String JAR = "SELECT name, size FROM bundle_jar WHERE sha256 = :sha256";

    /** A piece of a jar; the content is stored uncompressed, so only the piece is read from disk. */
    static final String JAR_PIECE =
            "SELECT substring(content FROM :from FOR :length) FROM bundle_jar WHERE sha256 = :sha256";

    /** Tells channels of an import error that is not there yet. */
    static final String NOTIFY_OF_ERROR = """
            INSERT INTO notification (id, at, kind, channel, title, detail)
            SELECT gen_random_uuid(), now(), 'import_error', c.channel, 'Bundle ' || :bundle || ' cannot be read: ' || :source,
                   jsonb_build_object('bundle', :bundle::text, 'source', :source::text, 'reason', :message::text)
            FROM unnest(:channels::text[]) AS c (channel)
            WHERE NOT EXISTS (SELECT FROM import_error e
                              WHERE e.bundle = :bundle AND e.source = :source AND e.message = :message)""";

    private BundleSql() {}
}
