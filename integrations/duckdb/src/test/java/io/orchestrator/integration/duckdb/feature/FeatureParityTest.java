package io.orchestrator.integration.duckdb.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.fakes.StagedFiles;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Features of a table and features of single rows are the same, bit for bit: once through DuckDB and Parquet, once through an online
 * store that keeps JSON. With {@code -Dexhaustive=true} over a million random rows.
 */
class FeatureParityTest {

    private static final int ROWS = Boolean.getBoolean("exhaustive") ? 1_000_000 : 20_000;
    private static final int AT_ONCE = 20_000;
    private static final String[] TEXTS = {"", "JFK", "ü€😀", "a,b\\c", "\"'", "null", "0"};

    /** Anything. */
    record Raw(
            long id,
            Instant at,
            double amount,
            @Nullable Double rate,
            float share,
            int count,
            @Nullable Long large,
            boolean flag,
            @Nullable String text,
            @Nullable LocalDate day) {}

    /** Something of each kind, with arithmetic that has no short result. */
    record Made(
            long id,
            Instant at,
            double logAmount,
            @Nullable Double ratio,
            float half,
            int digits,
            @Nullable Long hash,
            @Nullable Boolean odd,
            @Nullable String words,
            @Nullable LocalDate next,
            Instant fine) {

        static Made of(Raw raw) {
            return new Made(
                    raw.id,
                    raw.at,
                    Math.log(raw.amount) * Math.sin(raw.share),
                    raw.rate == null ? null : raw.amount / raw.rate,
                    raw.share / 3,
                    Integer.bitCount(raw.count) - raw.count,
                    raw.large == null ? null : raw.large * 31 + raw.count,
                    raw.text == null ? null : raw.flag ^ raw.text.length() % 2 == 1,
                    raw.text == null ? null : raw.text + raw.count,
                    raw.day == null ? null : raw.day.plusDays(1),
                    raw.at.plusNanos(raw.count & 1023));
        }
    }

    private static final FeatureView<Raw, Made> VIEW = FeatureView.of("made", Raw.class, Made.class, Made::of)
            .entity("id")
            .eventTime("at")
            .build();

    @TempDir
    private Path folder;

    @Test
    void aTableAndSingleRowsGiveTheSameBits() throws Exception {
        Random random = new Random(20261129);
        for (int from = 0; from < ROWS; from += AT_ONCE) {
            List<Raw> raws = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                raws.add(random(from + i, random));
            }
            compare(raws, byTable(raws, from), bySingleRows(raws));
        }
    }

    private static void compare(List<Raw> raws, List<Made> table, Map<String, Made> online) throws Exception {
        assertThat(table).hasSameSizeAs(raws);
        for (int i = 0; i < raws.size(); i++) {
            Made single = online.get(String.valueOf(raws.get(i).id));
            assertThat(single).isNotNull();
            for (RecordComponent component : Made.class.getRecordComponents()) {
                Object inTable = bits(component.getAccessor().invoke(table.get(i)));
                Object alone = bits(component.getAccessor().invoke(single));
                if (inTable == null ? alone != null : !inTable.equals(alone)) {
                    throw new AssertionError("%s of %s: %s in the table, %s alone"
                            .formatted(component.getName(), raws.get(i), table.get(i), single));
                }
            }
        }
    }

    private static @Nullable Object bits(@Nullable Object value) {
        return switch (value) {
            case Double number -> Double.doubleToRawLongBits(number);
            case Float number -> Float.floatToRawIntBits(number);
            case null -> null;
            case Object same -> same;
        };
    }

    private List<Made> byTable(List<Raw> raws, int from) throws Exception {
        Path out = Files.createDirectory(folder.resolve("from-" + from));
        StagedFiles output = new StagedFiles("features", out, null);
        Rows<Raw> rows = Rows.of(Raw.class);
        List<Made> made = new ArrayList<>();
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.run("CREATE TABLE raw (" + rows.columns() + ")");
            try (DuckDBAppender appender = duckDb.connection().createAppender("raw")) {
                for (Raw raw : raws) {
                    rows.append(appender, raw);
                }
            }
            VIEW.materialize(duckDb, "raw", output);
            duckDb.view("features", output);
            Rows.of(Made.class).read(duckDb, "features ORDER BY id", made::add);
        }
        return made;
    }

    private static Map<String, Made> bySingleRows(List<Raw> raws) throws Exception {
        OnlineStoreFake store = new OnlineStoreFake();
        store.put("made", raws.stream().map(raw -> VIEW.online(VIEW.apply(raw))).toList());
        return VIEW.get(store, raws.stream().map(raw -> String.valueOf(raw.id)).toList(), Instant.EPOCH);
    }

    private static Raw random(long id, Random random) {
        return new Raw(
                id,
                Instant.EPOCH.plus(random.nextLong() % 4_000_000_000_000_000L, ChronoUnit.MICROS),
                anyDouble(random),
                random.nextInt(10) == 0 ? null : Double.valueOf(anyDouble(random)),
                random.nextInt(4) == 0 ? Float.intBitsToFloat(random.nextInt()) : random.nextFloat(),
                random.nextInt(),
                random.nextInt(10) == 0 ? null : Long.valueOf(random.nextLong()),
                random.nextBoolean(),
                random.nextInt(10) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)],
                random.nextInt(10) == 0 ? null : LocalDate.ofEpochDay(random.nextInt(60_000) - 30_000));
    }

    private static double anyDouble(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 ->
                new double[] {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE}[random.nextInt(5)];
            case 2 -> random.nextInt(100);
            default -> random.nextDouble() * 1000;
        };
    }
}
