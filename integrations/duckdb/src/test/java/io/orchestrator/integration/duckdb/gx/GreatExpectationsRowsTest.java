package io.orchestrator.integration.duckdb.gx;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.integration.duckdb.Plain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations of rows, on five rows that each table of the test has. */
class GreatExpectationsRowsTest {

    private static final String VALUES = "expect_column_values_to_";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            not_be_null            | {'column':'id'}                                                          | true  | 0
            not_be_null            | {'column':'n'}                                                           | false | 1
            not_be_null            | {'column':'n','mostly':0.8}                                              | true  | 1
            not_be_null            | {'column':'n','mostly':0.81}                                             | false | 1
            not_be_null            | {'column':'empty'}                                                       | false | 5
            be_null                | {'column':'empty'}                                                       | true  | 0
            be_null                | {'column':'n'}                                                           | false | 4
            be_null                | {'column':'n','mostly':0.2}                                              | true  | 4
            be_unique              | {'column':'id'}                                                          | true  | 0
            be_unique              | {'column':'n'}                                                           | false | 2
            be_unique              | {'column':'n','mostly':0.5}                                              | true  | 2
            be_unique              | {'column':'empty'}                                                       | true  | 0
            be_between             | {'column':'n','min_value':10,'max_value':40}                             | true  | 0
            be_between             | {'column':'n','min_value':10,'max_value':40,'strict_min':true}           | false | 1
            be_between             | {'column':'n','min_value':10,'max_value':40,'strict_max':true}           | false | 1
            be_between             | {'column':'n','max_value':20}                                            | false | 1
            be_between             | {'column':'n','min_value':20,'mostly':0.75}                              | true  | 1
            be_between             | {'column':'n','min_value':20,'mostly':0.7500001}                         | false | 1
            be_between             | {'column':'f','min_value':-1.0,'max_value':2.5}                          | true  | 0
            be_between             | {'column':'ts','min_value':'2001-01-01','max_value':'2001-03-01'}        | false | 1
            be_between             | {'column':'empty','min_value':1}                                         | true  | 0
            be_in_set              | {'column':'code','value_set':['JFK','LAX']}                              | false | 1
            be_in_set              | {'column':'code','value_set':['JFK','LAX','x1']}                         | true  | 0
            be_in_set              | {'column':'n','value_set':[10,20,40.0]}                                  | true  | 0
            be_in_set              | {'column':'n','value_set':['10','20']}                                   | false | 4
            be_in_set              | {'column':'n','value_set':[]}                                            | false | 4
            be_in_set              | {'column':'flag','value_set':[true]}                                     | false | 1
            not_be_in_set          | {'column':'code','value_set':['x1']}                                     | false | 1
            not_be_in_set          | {'column':'code','value_set':['x2']}                                     | true  | 0
            not_be_in_set          | {'column':'n','value_set':['x2']}                                        | true  | 0
            match_regex            | {'column':'code','regex':'^[A-Z]{3}$'}                                   | false | 1
            match_regex            | {'column':'code','regex':'[A-Zx]'}                                       | true  | 0
            match_regex            | {'column':'n','regex':'0$'}                                              | true  | 0
            not_match_regex        | {'column':'code','regex':'[0-9]'}                                        | false | 1
            match_regex_list       | {'column':'code','regex_list':['^[A-Z]+$','1']}                          | true  | 0
            match_regex_list       | {'column':'code','regex_list':['^[A-Z]+$','J'],'match_on':'all'}         | false | 3
            match_like_pattern     | {'column':'code','like_pattern':'%A%'}                                   | false | 2
            """)
    void countsValuesThatAreNotAsExpected(String type, String kwargs, boolean success, long unexpected)
            throws Exception {
        Map<?, ?> outcome = GxCases.ask(GxCases.ROWS, VALUES + type, kwargs);

        assertThat(GxCases.exception(outcome)).isNull();
        assertThat(outcome.get("success")).isEqualTo(success);
        assertThat(number(outcome, "unexpected_count")).isEqualTo(unexpected);
        assertThat(number(outcome, "element_count")).isEqualTo(5);
        assertThat((List<?>) GxCases.resultOf(outcome).get("partial_unexpected_list"))
                .hasSize((int) unexpected);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            expect_column_value_lengths_to_be_between              | {'column':'s','min_value':1,'max_value':2}                         | false | 1
            expect_column_value_lengths_to_be_between              | {'column':'s','min_value':1,'strict_min':true}                     | false | 1
            expect_column_value_lengths_to_equal                   | {'column':'code','value':3}                                        | false | 1
            expect_column_value_lengths_to_equal                   | {'column':'code','value':3,'mostly':0.75}                          | true  | 1
            expect_column_value_z_scores_to_be_less_than           | {'column':'n','threshold':2,'double_sided':true}                   | true  | 0
            expect_column_value_z_scores_to_be_less_than           | {'column':'n','threshold':1,'double_sided':true}                   | false | 1
            expect_column_value_z_scores_to_be_less_than           | {'column':'n','threshold':-0.5,'double_sided':false}               | false | 3
            expect_column_value_z_scores_to_be_less_than           | {'column':'empty','threshold':1}                                   | true  | 0
            expect_compound_columns_to_be_unique                   | {'column_list':['n','s']}                                          | false | 2
            expect_compound_columns_to_be_unique                   | {'column_list':['id','n']}                                         | true  | 0
            expect_compound_columns_to_be_unique                   | {'column_list':['n','s'],'mostly':0.5}                             | true  | 2
            expect_column_pair_values_to_be_equal                  | {'column_A':'n','column_B':'n'}                                    | true  | 0
            expect_column_pair_values_to_be_equal                  | {'column_A':'id','column_B':'n'}                                   | false | 5
            expect_column_pair_values_to_be_equal                  | {'column_A':'id','column_B':'n','ignore_row_if':'either_value_is_missing'} | false | 4
            expect_column_pair_values_to_be_equal                  | {'column_A':'n','column_B':'f','ignore_row_if':'neither'}          | false | 5
            expect_column_pair_values_a_to_be_greater_than_b       | {'column_A':'n','column_B':'id'}                                   | false | 1
            expect_column_pair_values_a_to_be_greater_than_b       | {'column_A':'n','column_B':'id','ignore_row_if':'either_value_is_missing'} | true | 0
            expect_column_pair_values_a_to_be_greater_than_b       | {'column_A':'n','column_B':'n'}                                    | false | 4
            expect_column_pair_values_a_to_be_greater_than_b       | {'column_A':'n','column_B':'n','or_equal':true}                    | true  | 0
            expect_multicolumn_sum_to_equal                        | {'column_list':['id','n'],'sum_total':22}                          | false | 4
            expect_multicolumn_sum_to_equal                        | {'column_list':['id','n'],'sum_total':22,'ignore_row_if':'any_value_is_missing'} | false | 3
            expect_select_column_values_to_be_unique_within_record | {'column_list':['id','n','empty']}                                 | false | 1
            expect_select_column_values_to_be_unique_within_record | {'column_list':['n','id'],'ignore_row_if':'any_value_is_missing'}  | true  | 0
            """)
    void countsRowsThatAreNotAsExpected(String type, String kwargs, boolean success, long unexpected) throws Exception {
        Map<?, ?> outcome = GxCases.ask(GxCases.ROWS, type, kwargs);

        assertThat(GxCases.exception(outcome)).isNull();
        assertThat(outcome.get("success")).isEqualTo(success);
        assertThat(number(outcome, "unexpected_count")).isEqualTo(unexpected);
        assertThat((List<?>) GxCases.resultOf(outcome).get("partial_unexpected_list"))
                .hasSize((int) unexpected);
    }

    @Test
    void tellsMissingApartFromUnexpected() throws Exception {
        Map<?, ?> outcome = GxCases.ask(GxCases.ROWS, VALUES + "be_between", "{'column':'n','max_value':20}");

        Map<?, ?> result = GxCases.resultOf(outcome);
        assertThat(result.get("unexpected_percent")).isEqualTo(25.0);
        assertThat(result.get("unexpected_percent_total")).isEqualTo(20.0);
        assertThat(result.get("unexpected_percent_nonmissing")).isEqualTo(25.0);
        assertThat(result.get("missing_count")).isEqualTo(1);
        assertThat(result.get("missing_percent")).isEqualTo(20.0);
        assertThat(result.get("partial_unexpected_list")).isEqualTo(List.of(40));
    }

    @Test
    void nullChecksHaveNothingMissing() throws Exception {
        Map<?, ?> result = GxCases.resultOf(GxCases.ask(GxCases.ROWS, VALUES + "not_be_null", "{'column':'n'}"));

        assertThat(result.get("unexpected_percent")).isEqualTo(20.0);
        assertThat(result.containsKey("missing_count")).isFalse();
        assertThat(result.containsKey("unexpected_percent_total")).isFalse();
        assertThat((List<?>) result.get("partial_unexpected_list")).containsOnlyNulls();
    }

    @Test
    void anEmptyTablePassesAllThatIsAboutRows() throws Exception {
        for (String type : List.of("not_be_null", "be_null", "be_unique")) {
            Map<?, ?> outcome = GxCases.ask(GxCases.NO_ROWS, VALUES + type, "{'column':'n'}");
            assertThat(outcome.get("success")).isEqualTo(true);
            assertThat(GxCases.resultOf(outcome).get("unexpected_percent")).isNull();
            assertThat(number(outcome, "element_count")).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            n > 15 and s == "bb"                     | pandas                              | 2
            (n > 15) & ~(s == "ccc")                 | pandas                              | 2
            s in ["a", "ccc"] or n.isnull()          | pandas                              | 3
            `code` != "LAX" and s.notnull()          | pandas                              | 2
            col("n") >= 20                           | great_expectations                  | 3
            col("s") == "bb"                         | great_expectations__experimental__  | 2
            col("n").notNull()                       | great_expectations__experimental__  | 4
            col("ts") > date("2001-02-15")           | great_expectations                  | 2
            n BETWEEN 20 AND 40                      | spark                               | 3
            """)
    void aRowConditionLeavesOutRows(String condition, String parser, long rows) throws Exception {
        String suite = GxCases.suite(
                "expect_table_row_count_to_equal",
                "{'value':" + rows + ",'row_condition':CONDITION,'condition_parser':'" + parser + "'}");
        Map<?, ?> outcome = GxCases.askJson(
                GxCases.ROWS, suite.replace("CONDITION", "\"" + condition.replace("\"", "\\\"") + "\""));

        assertThat(GxCases.exception(outcome)).isNull();
        assertThat(GxCases.observed(outcome)).isEqualTo((int) rows);
        assertThat(outcome.get("success")).isEqualTo(true);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'type':'pass_through','pass_through_filter':'n > 15'}                                        | 3
            {'type':'comparison','column':{'name':'s'},'operator':'==','parameter':'bb'}                  | 2
            {'type':'comparison','column':{'name':'n'},'operator':'NOT_IN','parameter':[20, 40]}          | 1
            {'type':'comparison','column':{'name':'n'},'operator':'IN','parameter':[]}                    | 0
            {'type':'nullity','column':{'name':'n'},'is_null':true}                                       | 1
            {'type':'or','conditions':[{'type':'nullity','column':{'name':'n'},'is_null':true}, {'type':'and','conditions':[{'type':'comparison','column':{'name':'n'},'operator':'>=','parameter':20}, {'type':'comparison','column':{'name':'id'},'operator':'<','parameter':4}]}]} | 3
            """)
    void aRowConditionMayBeAnObject(String condition, long rows) throws Exception {
        Map<?, ?> outcome = GxCases.ask(
                GxCases.ROWS,
                "expect_table_row_count_to_equal",
                "{'value':%d,'row_condition':%s,'condition_parser':'pandas'}".formatted(rows, condition));

        assertThat(GxCases.exception(outcome)).isNull();
        assertThat(GxCases.observed(outcome)).isEqualTo((int) rows);
    }

    @Test
    void aRowConditionHoldsForSamplesToo() throws Exception {
        Map<?, ?> outcome = GxCases.ask(
                GxCases.ROWS,
                VALUES + "be_unique",
                "{'column':'n','row_condition':'id < 3','condition_parser':'pandas'}");

        assertThat(outcome.get("success")).isEqualTo(true);
        assertThat(number(outcome, "element_count")).isEqualTo(2);
    }

    @Test
    void resultFormatsTellMoreAndMore() throws Exception {
        Map<?, ?> none = format("'BOOLEAN_ONLY'");
        Map<?, ?> summary = format("'SUMMARY'");
        Map<?, ?> complete = format("{'result_format':'COMPLETE','unexpected_index_column_names':['id'],"
                + "'partial_unexpected_count':1,'include_unexpected_rows':true}");

        assertThat(none).isEmpty();
        assertThat(summary.get("partial_unexpected_counts"))
                .isEqualTo(List.of(Map.of("value", "LAX", "count", 2), Map.of("value", "x1", "count", 1)));
        assertThat(summary.containsKey("unexpected_list")).isFalse();
        assertThat(complete.get("unexpected_list")).isEqualTo(List.of("LAX", "LAX", "x1"));
        assertThat(complete.get("partial_unexpected_list")).isEqualTo(List.of("LAX"));
        assertThat(Plain.list(complete.get("unexpected_index_list")).getFirst())
                .isEqualTo(Map.of("code", "LAX", "id", 2));
        assertThat((List<?>) complete.get("unexpected_rows")).hasSize(1);
        assertThat((String) complete.get("unexpected_index_query")).startsWith("SELECT * FROM ");
    }

    private static Map<?, ?> format(String format) throws Exception {
        return GxCases.resultOf(GxCases.ask(
                GxCases.ROWS,
                VALUES + "be_in_set",
                "{'column':'code','value_set':['JFK'],'result_format':" + format + "}"));
    }

    @Test
    void nullsAreListedAndCountedToo() throws Exception {
        Map<?, ?> outcome = GxCases.ask(
                GxCases.ROWS,
                "expect_select_column_values_to_be_unique_within_record",
                "{'column_list':['n','empty'],'ignore_row_if':'never','result_format':'SUMMARY'}");

        assertThat(String.valueOf(GxCases.resultOf(outcome).get("partial_unexpected_counts")))
                .isEqualTo("[{value=[null, null], count=1}]");
    }

    @Test
    void equallyFrequentValuesAreCountedInTheirOrder() throws Exception {
        Map<?, ?> outcome = GxCases.ask(
                GxCases.ROWS,
                "expect_multicolumn_sum_to_equal",
                "{'column_list':['n','id'],'sum_total':0,'ignore_row_if':'any_value_is_missing','result_format':'SUMMARY'}");

        assertThat(String.valueOf(GxCases.resultOf(outcome).get("partial_unexpected_counts")))
                .isEqualTo("[{value=[10, 1], count=1}, {value=[20, 2], count=1}, {value=[20, 3], count=1},"
                        + " {value=[40, 4], count=1}]");
    }

    @Test
    void pairsAreListedAsPairsAndMoreColumnsByName() throws Exception {
        Map<?, ?> pair = GxCases.ask(
                GxCases.ROWS,
                "expect_column_pair_values_a_to_be_greater_than_b",
                "{'column_A':'id','column_B':'n','ignore_row_if':'either_value_is_missing'}");
        Map<?, ?> list = GxCases.ask(GxCases.ROWS, "expect_compound_columns_to_be_unique", "{'column_list':['n','s']}");

        assertThat(Plain.list(GxCases.resultOf(pair).get("partial_unexpected_list"))
                        .getFirst())
                .isEqualTo(List.of(1, 10));
        assertThat(Plain.list(GxCases.resultOf(list).get("partial_unexpected_list"))
                        .getFirst())
                .isEqualTo(Map.of("n", 20, "s", "bb"));
    }

    private static long number(Map<?, ?> outcome, String name) {
        return GxCases.resultOf(outcome).get(name) instanceof Number number ? number.longValue() : -1;
    }
}
