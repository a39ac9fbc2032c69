package io.orchestrator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.database.ReadRows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Sort;

@ServerTest
class RowsTest {

    @Autowired
    List<ReadRows<?, ?>> all;

    @Test
    void every_kind_of_row_can_be_read_from_the_migrated_schema() {
        assertThat(all).hasSizeGreaterThanOrEqualTo(15);
        assertThat(all)
                .allSatisfy(rows -> assertThat(rows.findAll(Sort.unsorted())).isNotNull());
    }
}
