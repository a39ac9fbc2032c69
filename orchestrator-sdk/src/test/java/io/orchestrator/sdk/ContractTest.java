package io.orchestrator.sdk;

import static io.orchestrator.sdk.Contract.column;
import static io.orchestrator.sdk.Contract.nullable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.sdk.DatasetVersion.Column;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a contract lets through, and what it says of the rest. */
class ContractTest {

    private static final Contract FLIGHTS = Contract.of(column("delay", "INTEGER"), nullable("rate", "DOUBLE"));

    private static List<String> broken(Column... found) {
        return FLIGHTS.breaks(List.of(found)).stream()
                .map(Contract.Break::toString)
                .toList();
    }

    @Test
    void whatWasPromisedAndMoreIsKept() {
        assertThat(broken(nullable("more", "VARCHAR"), column("rate", "DOUBLE"), column("DELAY", "int")))
                .isEmpty();
    }

    @Test
    void aColumnThatIsGoneIsNamed() {
        assertThat(broken(column("rate", "DOUBLE")))
                .containsExactly("column 'delay': found no such column, expected INTEGER without nulls");
    }

    @Test
    void nullsWhereNoneWerePromisedAreNamed() {
        assertThat(broken(nullable("delay", "INTEGER"), nullable("rate", "DOUBLE")))
                .containsExactly("column 'delay': found INTEGER with nulls, expected INTEGER without nulls");
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, BIGINT, true",
        "BIGINT, INTEGER, false",
        "FLOAT, DOUBLE, true",
        "DOUBLE, FLOAT, false",
        "INTEGER, DOUBLE, false",
        "BIGINT, long, true",
        "VARCHAR, string, true",
        "'DECIMAL(10,2)', 'DECIMAL(12,2)', true",
        "'DECIMAL(10,2)', 'DECIMAL(12,4)', false",
        "'DECIMAL(10,2)', 'DECIMAL(8,2)', false",
        "UINTEGER, UBIGINT, true",
        "UINTEGER, BIGINT, false",
        "'STRUCT(a INTEGER)', 'STRUCT(a INTEGER)', true",
        "DATE, TIMESTAMP, false"
    })
    void aTypeMayGrowAndNotShrink(String promised, String found, boolean kept) {
        assertThat(Contract.of(column("a", promised))
                        .breaks(List.of(column("a", found)))
                        .isEmpty())
                .isEqualTo(kept);
    }

    @Test
    void ofADatasetItIsTheFirstCheck() {
        DatasetCheck other = new DatasetCheck() {
            @Override
            public String name() {
                return "other";
            }

            @Override
            public Result run(Staging staged) {
                return Result.passed("all is well");
            }
        };
        Dataset dataset = Dataset.of("flights").checkedBy(other).contract(FLIGHTS);
        assertThat(dataset.checks()).extracting(DatasetCheck::name).containsExactly("contract", "other");
        assertThat(dataset.appendOnly().contract()).isEqualTo(FLIGHTS);
        assertThatThrownBy(() -> dataset.contract(FLIGHTS)).hasMessageContaining("has two contracts");
    }

    @Test
    void whatSaysNothingOfItsColumnsDoesNotPass() throws Exception {
        StagedFiles staged = new StagedFiles(Dataset.of("flights").contract(FLIGHTS), Path.of("nowhere"), null);
        DatasetCheck check = staged.dataset().checks().getFirst();
        assertThat(check.run(staged).summary()).contains("staging.columns(...)");
        staged.columns(List.of(nullable("delay", "VARCHAR"), nullable("rate", "DOUBLE")));
        DatasetCheck.Result result = check.run(staged);
        assertThat(result.passed()).isFalse();
        assertThat(result.sample().getFirst().get("found")).isEqualTo("VARCHAR with nulls");
        staged.columns(FLIGHTS.columns());
        assertThat(check.run(staged).passed()).isTrue();
    }

    @Test
    void aContractOfNothingAndOneColumnTwiceAreRefused() {
        assertThatThrownBy(Contract::of).hasMessageContaining("promises no column");
        assertThatThrownBy(() -> Contract.of(column("a", "INTEGER"), column("A", "INTEGER")))
                .hasMessageContaining("'A' twice");
    }
}
