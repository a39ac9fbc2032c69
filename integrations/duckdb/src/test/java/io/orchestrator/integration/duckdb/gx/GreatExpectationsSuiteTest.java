package io.orchestrator.integration.duckdb.gx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.integration.duckdb.DataException;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Plain;
import io.orchestrator.integration.duckdb.Versions;
import io.orchestrator.integration.fakes.StagedFiles;
import io.orchestrator.sdk.DatasetCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites as a whole: reading them, refusing them, as checks of a dataset. */
class GreatExpectationsSuiteTest {

    private static final String OF_1 = """
            {"name": "flights", "id": "1", "suite_parameters": {"most": 30},
             "expectations": [
               {"type": "expect_column_values_to_be_between", "id": "2", "severity": "critical",
                "kwargs": {"column": "n", "max_value": {"$PARAMETER": "most"}}},
               {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "id", "mostly": null}}],
             "meta": {"great_expectations_version": "1.2.0"}, "notes": null}""";

    private static final String OF_0_18 = """
            {"expectation_suite_name": "flights", "data_asset_type": null, "ge_cloud_id": null,
             "evaluation_parameters": {"most": 30},
             "expectations": [
               {"expectation_type": "expect_column_values_to_be_between",
                "kwargs": {"column": "n", "max_value": {"$PARAMETER": "most"}}, "meta": {}},
               {"expectation_type": "expect_column_values_to_not_be_null", "kwargs": {"column": "id"}, "meta": {}}],
             "meta": {"great_expectations_version": "0.18.21"}}""";

    @TempDir
    private Path folder;

    @Test
    void bothFormsOfASuiteFindTheSame() throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            GxResult now = GxSuite.of(OF_1).validate(duckDb, GxCases.ROWS);
            GxResult before = GxSuite.of(OF_0_18).validate(duckDb, GxCases.ROWS);

            assertThat(now.success()).isFalse();
            assertThat(now.summary())
                    .isEqualTo("1 of 2 expectations of suite 'flights' were met; not: "
                            + "expect_column_values_to_be_between(n): 1 of 5 are unexpected, such as 40");
            assertThat(before.summary()).isEqualTo(now.summary());
            assertThat(now.json().get("statistics"))
                    .isEqualTo(Map.of(
                            "evaluated_expectations",
                            2,
                            "successful_expectations",
                            1L,
                            "unsuccessful_expectations",
                            1L,
                            "success_percent",
                            50.0));
            assertThat(now.json().keySet())
                    .containsExactly(
                            "success", "suite_name", "suite_parameters", "statistics", "results", "meta", "id");
            assertThat(now.sample())
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("id")).isEqualTo(4L));
        }
    }

    @Test
    void parametersGivenCountBeforeThoseOfTheSuite() throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            assertThat(GxSuite.of(OF_1, Map.of("most", 40))
                            .validate(duckDb, GxCases.ROWS)
                            .success())
                    .isTrue();
        }
    }

    @Test
    void fortyThreeExpectationsAreKnown() {
        assertThat(GxSuite.knownExpectations())
                .hasSize(43)
                .allMatch(name -> name.startsWith("expect_") || name.equals("unexpected_rows_expectation"));
    }

    @Test
    void anUnknownExpectationIsRefusedWhenTheSuiteIsRead() {
        assertThatThrownBy(() -> GxSuite.of(GxCases.suite("expect_column_values_to_be_nice", "{'column':'n'}")))
                .isInstanceOf(GxSuiteException.class)
                .hasMessageStartingWith(
                        "suite 'test', expectation 1: there is no expectation 'expect_column_values_to_be_nice'; known are ")
                .hasMessageContaining("expect_column_values_to_be_between, ");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            expect_column_values_to_be_between   | {'column':'n'}                                         | has neither min_value nor max_value; give at least one
            expect_column_values_to_be_between   | {'column':'n','min_value':2,'max_value':1}             | has min_value = 2 above max_value = 1; exchange them
            expect_column_values_to_be_between   | {'column':'n','min_value':true}                        | has a bound true; expected a number, or a text for times and texts
            expect_column_values_to_be_between   | {'column':'n','min':2}                                 | has no argument 'min'; it has [column, max_value, min_value, mostly, strict_max, strict_min]
            expect_column_values_to_be_between   | {'min_value':2}                                        | needs the argument 'column': a text
            expect_column_values_to_be_between   | {'column':7,'min_value':2}                             | has column = 7; expected a text
            expect_column_values_to_not_be_null  | {'column':'n','mostly':1.1}                            | has mostly = 1.1; expected a number from 0 to 1
            expect_column_values_to_not_be_null  | {'column':'n','mostly':'most'}                         | has mostly = most; expected a number
            expect_column_values_to_not_be_null  | {'column':'n','result_format':'ALL'}                   | has result_format = ALL; expected one of [BOOLEAN_ONLY, BASIC, SUMMARY, COMPLETE], or an object with one of them
            expect_column_values_to_not_be_null  | {'column':'n','row_condition':'n > 1'}                 | has a row_condition without condition_parser; give 'pandas', 'great_expectations' or 'spark'
            expect_column_values_to_match_regex_list | {'column':'n','regex_list':['a'],'match_on':'some'} | has match_on = some; expected one of [any, all]
            expect_column_values_to_match_regex_list | {'column':'n','regex_list':[]}                     | has regex_list = []; expected a list of at least one text
            expect_compound_columns_to_be_unique | {'column_list':['n']}                                  | has column_list = [n]; expected at least two columns
            expect_compound_columns_to_be_unique | {'column_list':['n','s'],'ignore_row_if':'neither'}    | has ignore_row_if = neither; expected one of [all_values_are_missing, any_value_is_missing, never]
            expect_column_kl_divergence_to_be_less_than | {'column':'n','partition_object':{'values':[1],'weights':[0.5]}} | has weights that sum up to 0.5; expected 1
            """)
    void wrongArgumentsAreRefusedWhenTheSuiteIsRead(String type, String kwargs, String fault) {
        assertThatThrownBy(() -> GxSuite.of(GxCases.suite(type, kwargs)))
                .isInstanceOf(GxSuiteException.class)
                .hasMessage("suite 'test', expectation 1: " + type + " " + fault);
    }

    @Test
    void whatIsNoSuiteIsRefused() {
        assertThatThrownBy(() -> GxSuite.of("{")).hasMessageStartingWith("the suite is no JSON: ");
        assertThatThrownBy(() -> GxSuite.of("[]")).hasMessageStartingWith("the suite is no JSON object");
        assertThatThrownBy(() -> GxSuite.of("{\"name\": \"a\"}")).hasMessage("suite 'a' has no list 'expectations'");
        assertThatThrownBy(() -> GxSuite.of("{\"expectations\": []}")).hasMessageStartingWith("the suite has no name");
        assertThatThrownBy(() -> GxSuite.of(OF_1.replace("\"most\": 30", "\"least\": 1")))
                .hasMessageContaining("max_value = the parameter 'most', which is not given; given are [least]");
        assertThatThrownBy(() -> GxSuite.of(GxCases.suite(
                        "expect_table_row_count_to_equal",
                        "{'value':1,'row_condition':'n.str.len() > 1','condition_parser':'pandas'}")))
                .hasMessageContaining("which cannot be read from '.str.len() > 1' on");
    }

    @Test
    void oneExpectationThatCannotBeComputedHarmsNoOther() throws Exception {
        String suite = """
                {"name": "mixed", "expectations": [
                  {"type": "expect_column_sum_to_be_between", "kwargs": {"column": "s", "min_value": 1}},
                  {"type": "expect_column_values_to_match_regex", "kwargs": {"column": "s", "regex": "(?=a)"}},
                  {"type": "expect_column_max_to_be_between", "kwargs": {"column": "nope", "max_value": 1}},
                  {"type": "expect_column_max_to_be_between", "kwargs": {"column": "n", "max_value": 40}}]}""";
        try (DuckDb duckDb = DuckDb.open()) {
            GxResult result = GxSuite.of(suite).validate(duckDb, GxCases.ROWS);
            List<?> results = Plain.list(result.json().get("results"));

            assertThat(String.valueOf(GxCases.exception((Map<?, ?>) results.get(0))))
                    .contains("sum(VARCHAR)");
            assertThat(String.valueOf(GxCases.exception((Map<?, ?>) results.get(1))))
                    .contains("(?=");
            assertThat(GxCases.exception((Map<?, ?>) results.get(2)))
                    .isEqualTo("there is no column 'nope'; there are [id, n, f, s, code, ts, flag, empty]");
            assertThat(((Map<?, ?>) results.get(3)).get("success")).isEqualTo(true);
            assertThat(result.success()).isFalse();
        }
    }

    @Test
    void exceptionsThatAreNotCaughtBreakItOff() throws Exception {
        GxSuite suite = GxSuite.of(GxCases.suite(
                "expect_column_sum_to_be_between", "{'column':'s','min_value':1,'catch_exceptions':false}"));
        try (DuckDb duckDb = DuckDb.open()) {
            assertThatThrownBy(() -> suite.validate(duckDb, GxCases.ROWS)).hasMessageContaining("sum(VARCHAR)");
        }
    }

    @Test
    void asACheckItLooksAtWhatWasStaged() throws Exception {
        StagedFiles staging = new StagedFiles(
                "flights",
                Files.createDirectory(folder.resolve("s")),
                Versions.query("flights", 1, folder, "SELECT 1 AS id"));
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.copyTo(staging, "SELECT i AS id, i * 10 AS n FROM range(5) r(i)");
        }

        DatasetCheck.Result found = GxSuite.of(OF_1).run(staging);
        DatasetCheck.Result rows = GxSuite.of(
                        GxCases.suite("expect_table_row_count_to_equal_other_table", "{'other_table_name':'parent'}"))
                .run(staging);

        assertThat(found.passed()).isFalse();
        assertThat(found.sample()).hasSize(1);
        assertThat(found.sample().getFirst().toString()).isEqualTo("{id=4, n=40}");
        assertThat(found.details().get("suite_name")).isEqualTo("flights");
        assertThat(rows.passed()).isFalse();
        assertThat(rows.details().toString()).contains("observed_value={self=5, other=1}");
    }

    @Test
    void aTruncatedFileIsNoFindingButAFailure() throws Exception {
        StagedFiles staging = new StagedFiles("flights", folder, null);
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.copyTo(staging, "SELECT i AS id FROM range(5000) r(i)");
        }
        byte[] whole = Files.readAllBytes(staging.file("data.parquet"));
        Files.write(staging.file("data.parquet"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> GxSuite.of(OF_1).run(staging))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("what was staged of dataset 'flights': file 'data.parquet' of ")
                .hasMessageEndingWith(
                        "is no whole Parquet file; it was cut off or is of another format. Write it again");
    }

    @Test
    void aResultThatIsTooLargeForAPageIsCut() throws Exception {
        String suite = GxCases.suite(
                "expect_column_values_to_be_between", "{'column':'n','max_value':'a','result_format':'COMPLETE'}");
        StagedFiles staging = new StagedFiles("many", folder, null);
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.copyTo(staging, "SELECT 'b' || repeat('x', 40) || i AS n FROM range(100000) r(i)");
        }

        DatasetCheck.Result found = GxSuite.of(suite).run(staging);

        assertThat(found.details().get("lists_cut_at")).isEqualTo(20);
        assertThat(found.details().toString().length()).isLessThan(10_000);
        assertThat(found.summary()).contains("100000 of 100000 are unexpected");
    }
}
