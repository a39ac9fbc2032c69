package io.orchestrator.integration.duckdb.gx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestrator.integration.duckdb.Plain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations of tables, of figures of columns and of distributions. */
class GreatExpectationsFiguresTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            expect_column_min_to_be_between       | {'column':'n','min_value':10,'max_value':10}                   | true  | 10
            expect_column_min_to_be_between       | {'column':'n','min_value':10,'strict_min':true}                | false | 10
            expect_column_max_to_be_between       | {'column':'n','max_value':39}                                  | false | 40
            expect_column_max_to_be_between       | {'column':'ts','max_value':'2001-05-01'}                       | true  | 2001-04-01T00:00
            expect_column_max_to_be_between       | {'column':'s','max_value':'ccc'}                               | true  | ccc
            expect_column_mean_to_be_between      | {'column':'n','min_value':22.5,'max_value':22.5}               | true  | 22.5
            expect_column_median_to_be_between    | {'column':'f','min_value':2,'max_value':2}                     | true  | 2.0
            expect_column_median_to_be_between    | {'column':'f','min_value':2.1}                                 | false | 2.0
            expect_column_sum_to_be_between       | {'column':'n','min_value':90,'max_value':90}                   | true  | 90
            expect_column_sum_to_be_between       | {'column':'empty','min_value':0}                               | false | -
            expect_column_mean_to_be_between      | {'column':'empty','min_value':0}                               | false | -
            expect_column_unique_value_count_to_be_between | {'column':'n','min_value':3,'max_value':3}            | true  | 3
            expect_column_unique_value_count_to_be_between | {'column':'empty','min_value':1}                      | false | 0
            expect_column_proportion_of_unique_values_to_be_between | {'column':'n','min_value':0.75,'max_value':0.75} | true | 0.75
            expect_column_proportion_of_unique_values_to_be_between | {'column':'empty','max_value':0}             | true  | 0.0
            expect_table_row_count_to_be_between  | {'min_value':5,'max_value':5}                                  | true  | 5
            expect_table_row_count_to_be_between  | {'min_value':5,'strict_min':true}                              | false | 5
            expect_table_row_count_to_equal       | {'value':4}                                                    | false | 5
            expect_table_column_count_to_equal    | {'value':8}                                                    | true  | 8
            expect_table_column_count_to_be_between | {'min_value':9}                                              | false | 8
            expect_table_column_count_to_be_between | {'max_value':8,'strict_max':true}                            | false | 8
            expect_column_values_to_be_of_type    | {'column':'n','type_':'INTEGER'}                               | true  | INTEGER
            expect_column_values_to_be_of_type    | {'column':'n','type_':'int32'}                                 | true  | INTEGER
            expect_column_values_to_be_of_type    | {'column':'n','type_':'StringType'}                            | false | INTEGER
            expect_column_values_to_be_in_type_list | {'column':'s','type_list':['INTEGER','str']}                 | true  | VARCHAR
            expect_column_values_to_be_in_type_list | {'column':'ts','type_list':['int64','float']}                | false | TIMESTAMP
            """)
    void comparesAFigure(String type, String kwargs, boolean success, String observed) throws Exception {
        Map<?, ?> outcome = GxCases.ask(GxCases.ROWS, type, kwargs);

        assertThat(GxCases.exception(outcome)).isNull();
        assertThat(outcome.get("success")).isEqualTo(success);
        if (observed == null) {
            assertThat(GxCases.observed(outcome)).isNull();
        } else {
            assertThat(GxCases.observed(outcome)).hasToString(observed);
        }
    }

    @Test
    void theDeviationIsThatOfASample() throws Exception {
        Map<?, ?> outcome = GxCases.ask(
                GxCases.ROWS,
                "expect_column_stdev_to_be_between",
                "{'column':'n','min_value':12.58,'max_value':12.59}");

        assertThat(outcome.get("success")).isEqualTo(true);
        assertThat((Double) GxCases.observed(outcome)).isCloseTo(12.583057, within(1e-6));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            expect_table_columns_to_match_set          | {'column_set':['f','id','n','s','code','ts','flag','empty']}              | true
            expect_table_columns_to_match_set          | {'column_set':['id','n']}                                                 | false
            expect_table_columns_to_match_set          | {'column_set':['id','n'],'exact_match':false}                             | true
            expect_table_columns_to_match_set          | {'column_set':['id','zz'],'exact_match':false}                            | false
            expect_table_columns_to_match_ordered_list | {'column_list':['id','n','f','s','code','ts','flag','empty']}             | true
            expect_table_columns_to_match_ordered_list | {'column_list':['n','id','f','s','code','ts','flag','empty','more']}      | false
            expect_column_to_exist                     | {'column':'n'}                                                            | true
            expect_column_to_exist                     | {'column':'N'}                                                            | false
            expect_column_to_exist                     | {'column':'n','column_index':1}                                           | true
            expect_column_to_exist                     | {'column':'n','column_index':0}                                           | false
            expect_column_to_exist                     | {'column':'empty','column_index':-1}                                      | true
            expect_column_to_exist                     | {'column':'n','column_index':99}                                          | false
            expect_column_distinct_values_to_be_in_set    | {'column':'n','value_set':[10,20,40,50]}                               | true
            expect_column_distinct_values_to_be_in_set    | {'column':'n','value_set':[10,20]}                                     | false
            expect_column_distinct_values_to_be_in_set    | {'column':'empty','value_set':[10,20]}                                 | true
            expect_column_distinct_values_to_contain_set  | {'column':'n','value_set':[10,20.0]}                                   | true
            expect_column_distinct_values_to_contain_set  | {'column':'n','value_set':[10,50]}                                     | false
            expect_column_distinct_values_to_equal_set    | {'column':'n','value_set':[40,20,10]}                                  | true
            expect_column_distinct_values_to_equal_set    | {'column':'n','value_set':[40,20,10,5]}                                | false
            expect_column_distinct_values_to_contain_set  | {'column':'ts','value_set':['2001-01-01','2001-02-01 12:00']}          | true
            expect_column_most_common_value_to_be_in_set  | {'column':'n','value_set':[20]}                                        | true
            expect_column_most_common_value_to_be_in_set  | {'column':'n','value_set':[10,40]}                                     | false
            expect_column_most_common_value_to_be_in_set  | {'column':'id','value_set':[1]}                                        | false
            expect_column_most_common_value_to_be_in_set  | {'column':'id','value_set':[1],'ties_okay':true}                       | true
            expect_column_quantile_values_to_be_between   | {'column':'n','quantile_ranges':{'quantiles':[0,0.5,1],'value_ranges':[[10,10],[20,20],[null,40]]}} | true
            expect_column_quantile_values_to_be_between   | {'column':'n','quantile_ranges':{'quantiles':[0.5],'value_ranges':[[21,null]]}} | false
            expect_column_quantile_values_to_be_between   | {'column':'n','quantile_ranges':{'quantiles':[0.5],'value_ranges':[[20.001,30]]}} | true
            expect_column_quantile_values_to_be_between   | {'column':'n','allow_relative_error':'linear','quantile_ranges':{'quantiles':[0.9],'value_ranges':[[34,34]]}} | true
            expect_column_quantile_values_to_be_between   | {'column':'n','allow_relative_error':'nearest','quantile_ranges':{'quantiles':[0.9],'value_ranges':[[40,40]]}} | true
            expect_column_quantile_values_to_be_between   | {'column':'n','allow_relative_error':'midpoint','quantile_ranges':{'quantiles':[0.9],'value_ranges':[[30,30]]}} | true
            expect_column_quantile_values_to_be_between   | {'column':'n','allow_relative_error':'lower','quantile_ranges':{'quantiles':[0.9],'value_ranges':[[20,20]]}} | true
            expect_column_quantile_values_to_be_between   | {'column':'empty','quantile_ranges':{'quantiles':[0.5],'value_ranges':[[null,null]]}} | false
            unexpected_rows_expectation                   | {'unexpected_rows_query':'SELECT * FROM {batch} WHERE n > 100'}        | true
            unexpected_rows_expectation                   | {'unexpected_rows_query':'SELECT * FROM {batch} WHERE n >= 20;'}       | false
            """)
    void comparesSetsAndQuantiles(String type, String kwargs, boolean success) throws Exception {
        Map<?, ?> outcome = GxCases.ask(GxCases.ROWS, type, kwargs);

        assertThat(GxCases.exception(outcome)).isNull();
        assertThat(outcome.get("success")).isEqualTo(success);
    }

    @Test
    void tellsWhatIsMismatched() throws Exception {
        Map<?, ?> set =
                GxCases.ask("(SELECT 1 AS a, 2 AS b)", "expect_table_columns_to_match_set", "{'column_set':['b','c']}");
        Map<?, ?> list = GxCases.ask(
                "(SELECT 1 AS a, 2 AS b)", "expect_table_columns_to_match_ordered_list", "{'column_list':['a']}");
        Map<?, ?> rows = GxCases.ask(
                GxCases.ROWS, "unexpected_rows_expectation", "{'unexpected_rows_query':'FROM {batch} WHERE id = 1'}");

        assertThat(GxCases.resultOf(set).get("details"))
                .isEqualTo(Map.of("mismatched", Map.of("unexpected", List.of("a"), "missing", List.of("c"))));
        assertThat(String.valueOf(GxCases.resultOf(list).get("details"))).contains("Expected=null", "Found=b");
        assertThat(GxCases.observed(rows)).isEqualTo(1);
        assertThat(String.valueOf(GxCases.resultOf(rows).get("details"))).contains("JFK");
    }

    @Test
    void distinctValuesComeWithTheirCounts() throws Exception {
        Map<?, ?> outcome = GxCases.ask(
                GxCases.ROWS, "expect_column_distinct_values_to_be_in_set", "{'column':'n','value_set':[10]}");

        assertThat(GxCases.observed(outcome)).isEqualTo(List.of(10, 20, 40));
        assertThat(Plain.map(GxCases.resultOf(outcome).get("details")).get("value_counts"))
                .isEqualTo(List.of(
                        Map.of("value", 10, "count", 1),
                        Map.of("value", 20, "count", 2),
                        Map.of("value", 40, "count", 1)));
    }

    /** The figures were computed by hand: sum of p ln(p / q). */
    @Test
    void divergenceOfCategories() throws Exception {
        String type = "expect_column_kl_divergence_to_be_less_than";
        Map<?, ?> near = GxCases.ask(
                GxCases.ROWS,
                type,
                "{'column':'n','threshold':0.1,'partition_object':{'values':[10,20,40],'weights':[0.25,0.25,0.5]}}");
        Map<?, ?> unknown = GxCases.ask(
                GxCases.ROWS,
                type,
                "{'column':'n','threshold':0.1,'partition_object':{'values':[10,20],'weights':[0.5,0.5]}}");
        Map<?, ?> held = GxCases.ask(
                GxCases.ROWS,
                type,
                "{'column':'n','threshold':0.1,'tail_weight_holdout':0.25,'partition_object':{'values':[10,20],'weights':[0.4,0.6]}}");

        assertThat((Double) GxCases.observed(near)).isCloseTo(0.5 * Math.log(2) + 0.25 * Math.log(0.5), within(1e-12));
        assertThat(near.get("success")).isEqualTo(false);
        assertThat(unknown.get("success")).isEqualTo(false);
        assertThat(GxCases.observed(unknown)).isNull();
        assertThat((Double) GxCases.observed(held))
                .isCloseTo(0.25 * Math.log(0.25 / 0.3) + 0.5 * Math.log(0.5 / 0.45), within(1e-12));
        assertThat(held.get("success")).isEqualTo(true);
    }

    @Test
    void divergenceOfBins() throws Exception {
        String type = "expect_column_kl_divergence_to_be_less_than";
        Map<?, ?> inside = GxCases.ask(
                GxCases.ROWS,
                type,
                "{'column':'n','threshold':1e-9,'partition_object':{'bins':[0,15,25,40],'weights':[0.25,0.5,0.25]}}");
        Map<?, ?> outside = GxCases.ask(
                GxCases.ROWS,
                type,
                "{'column':'n','threshold':1,'partition_object':{'bins':[0,15,25],'weights':[0.5,0.5]}}");
        Map<?, ?> tails = GxCases.ask(
                GxCases.ROWS,
                type,
                "{'column':'n','threshold':1e-9,'partition_object':{'bins':[0,15,25],'weights':[0.25,0.5],'tail_weights':[0,0.25]}}");

        assertThat(inside.get("success")).isEqualTo(true);
        assertThat(outside.get("success")).isEqualTo(false);
        assertThat(tails.get("success")).isEqualTo(true);
    }

    @Test
    void anEmptyTableHasNoFigures() throws Exception {
        Map<?, ?> mean =
                GxCases.ask(GxCases.NO_ROWS, "expect_column_mean_to_be_between", "{'column':'n','min_value':0}");
        Map<?, ?> rows = GxCases.ask(GxCases.NO_ROWS, "expect_table_row_count_to_equal", "{'value':0}");
        Map<?, ?> distinct = GxCases.ask(
                GxCases.NO_ROWS, "expect_column_distinct_values_to_equal_set", "{'column':'n','value_set':[]}");

        assertThat(mean.get("success")).isEqualTo(false);
        assertThat(GxCases.observed(mean)).isNull();
        assertThat(rows.get("success")).isEqualTo(true);
        assertThat(distinct.get("success")).isEqualTo(true);
    }
}
