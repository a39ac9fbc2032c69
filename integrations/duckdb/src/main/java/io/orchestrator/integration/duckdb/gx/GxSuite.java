package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.integration.duckdb.gx.ResultFormat.Level;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A suite of Great Expectations, as 0.18 or 1.x wrote it. Its expectations are read, and refused if they are not known or have wrong
 * arguments, when the suite is. As a check of a dataset it looks at what was staged; an expectation may name the version before
 * as the other table {@code parent}.
 */
public final class GxSuite implements DatasetCheck {

    private static final String BATCH = "batch";
    private static final String PARENT = "parent";

    private final SuiteReader reader;
    private final Map<String, ?> parameters;
    private final Map<String, String> others;
    private final ResultFormat format;
    private final DuckDb.Limits limits;
    private final List<Expectation> expectations;

    private GxSuite(
            SuiteReader reader,
            Map<String, ?> parameters,
            Map<String, String> others,
            ResultFormat format,
            DuckDb.Limits limits) {
        this.reader = reader;
        this.parameters = parameters;
        this.others = others;
        this.format = format;
        this.limits = limits;
        this.expectations = reader.expectations(parameters, format);
    }

    /**
     * Reads a suite.
     *
     * @throws GxSuiteException if it is none, has an expectation that is not known, or one with wrong arguments
     */
    public static GxSuite of(String json) {
        return of(json, Map.of());
    }

    /** The same, with parameters beside those of the suite, before which they count. */
    public static GxSuite of(String json, Map<String, ?> parameters) {
        return new GxSuite(
                SuiteReader.of(json),
                Map.copyOf(parameters),
                Map.of(),
                ResultFormat.of(Level.BASIC),
                DuckDb.Limits.USUAL);
    }

    /** Reads a suite from a file. */
    public static GxSuite read(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the suite " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads a suite that lies beside a class in its jar, or at its root with a / before the name. */
    public static GxSuite resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new GxSuiteException("there is no resource '" + name + "' beside " + beside.getName());
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all expectations that a suite may have. */
    public static Set<String> knownExpectations() {
        return Catalog.names();
    }

    /**
     * The same, whose results tell so much where an expectation does not say it itself.
     *
     * @param level BOOLEAN_ONLY, BASIC (as without a call), SUMMARY or COMPLETE
     */
    public GxSuite resultFormat(String level) {
        return new GxSuite(reader, parameters, others, ResultFormat.of(Level.valueOf(level)), limits);
    }

    /** The same, whose expectations may name another table, given as SQL: {@code read_parquet('airports.parquet')}. */
    public GxSuite table(String name, String relation) {
        Map<String, String> more = new LinkedHashMap<>(others);
        more.put(name, relation);
        return new GxSuite(reader, parameters, Map.copyOf(more), format, limits);
    }

    /** The same, with other limits for memory and threads. */
    public GxSuite limits(DuckDb.Limits some) {
        return new GxSuite(reader, parameters, others, format, some);
    }

    /** The suite's own name. */
    @Override
    public String name() {
        return reader.name();
    }

    /** How many expectations it has. */
    public int size() {
        return expectations.size();
    }

    @Override
    public Result run(Staging staged) throws SQLException {
        try (DuckDb duckDb = DuckDb.open(limits)) {
            duckDb.view(BATCH, staged);
            Map<String, String> known = new LinkedHashMap<>(others);
            if (staged.parent().isPresent()) {
                DatasetVersion parent = staged.parent().get();
                if (!parent.files().isEmpty()) {
                    duckDb.view(PARENT, parent);
                    known.put(PARENT, Sql.name(PARENT));
                }
            }
            GxResult result = validate(duckDb, Sql.name(BATCH), known);
            return new Result(result.success(), result.summary(), result.jsonThatFits(), List.copyOf(result.sample()));
        }
    }

    /**
     * Looks at a table or view of a session.
     *
     * @param relation its name, as SQL writes it
     * @throws SQLException if the table cannot be read at all, or what an expectation with {@code catch_exceptions} false asks
     */
    public GxResult validate(DuckDb duckDb, String relation) throws SQLException {
        return validate(duckDb, relation, others);
    }

    private GxResult validate(DuckDb duckDb, String relation, Map<String, String> known) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        duckDb.columns(relation).forEach(column -> types.put(column.name(), column.type()));
        Batch batch = new Batch(duckDb, relation, types, known, null);
        Map<String, @Nullable Object> all = new LinkedHashMap<>(reader.parameters());
        all.putAll(parameters);
        return GxResult.of(name(), all, reader.meta(), new SuiteRun(batch, expectations).run());
    }
}
