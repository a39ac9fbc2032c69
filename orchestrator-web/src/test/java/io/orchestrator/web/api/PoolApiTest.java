package io.orchestrator.web.api;

import static io.orchestrator.web.api.Shapes.assertShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.ServerTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class PoolApiTest {

    private static final String ALL = "/api/v2/pools";

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @BeforeEach
    void fill() throws Exception {
        engine.answer(Command.PutPool.class, Command.PutPool::pool);
        engine.answer(Command.DeletePool.class, ask -> true);
        database.sql("INSERT INTO pool (name, slots, description, include_deferred) VALUES ('gpu', 2, 'Cards.', true)")
                .update();
    }

    @AfterEach
    void tidy() {
        database.sql("DELETE FROM pool WHERE name = 'gpu'").update();
    }

    @Test
    void pools_have_airflows_fields() throws Exception {
        var list = api.get(ALL + "?pool_name_pattern=gp&order_by=-name").json();

        assertShape(list, "PoolCollectionResponse");
        assertThat(list.get("total_entries").intValue()).isEqualTo(1);
        var pool = list.get("pools").get(0);
        assertShape(pool, "PoolResponse");
        assertThat(pool).isEqualTo(api.get(ALL + "/gpu").json());
        assertThat(pool.get("open_slots").intValue()).isEqualTo(2);
        assertThat(pool.get("include_deferred").booleanValue()).isTrue();
    }

    @Test
    void a_pool_is_changed_field_by_field_and_deleted() throws Exception {
        api.patch(ALL + "/gpu", "{\"slots\": 5}");
        api.patch(ALL + "/gpu?update_mask=description", "{\"slots\": 7, \"description\": null}");
        var deleted = api.send("DELETE", ALL + "/gpu");

        assertThat(engine.asked(Command.PutPool.class))
                .containsExactly(
                        new Command.PutPool(new Pool("gpu", 5, "Cards.", true), "admin"),
                        new Command.PutPool(new Pool("gpu", 2, null, true), "admin"));
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(engine.asked(Command.DeletePool.class)).containsExactly(new Command.DeletePool("gpu", "admin"));
    }

    @Test
    void what_cannot_be_is_refused_with_a_reason() throws Exception {
        var there = api.post(ALL, "{\"name\": \"gpu\", \"slots\": 1}");
        var negative = api.post(ALL, "{\"name\": \"new\", \"slots\": -2}");
        var without = api.post(ALL, "{\"name\": \"new\"}");
        var renamed = api.patch(ALL + "/gpu", "{\"pool\": \"cards\"}");

        assertThat(there.status()).isEqualTo(409);
        assertThat(there.detail()).contains("gpu exists already");
        assertThat(negative.status()).isEqualTo(422);
        assertThat(negative.detail()).contains("slots").contains("-1 for no limit");
        assertThat(without.status()).isEqualTo(422);
        assertThat(renamed.status()).isEqualTo(422);
        assertThat(renamed.detail()).contains("A pool keeps its name");
        assertThat(api.get(ALL + "/nobodys").status()).isEqualTo(404);
        assertThat(api.send("DELETE", ALL + "/nobodys").status()).isEqualTo(404);
        assertThat(engine.asked(Command.PutPool.class)).isEmpty();
    }
}
