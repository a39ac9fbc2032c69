package io.orchestrator.web.api;

import static io.orchestrator.web.api.Shapes.assertShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.backfill.BackfillPlan;
import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Command.MoveBackfill.To;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.SampleBackfills;
import io.orchestrator.web.ServerTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class BackfillApiTest {

    private static final String ALL = "/api/v2/backfills";
    private static final String WISH =
            "{\"dag_id\": \"pipeline\", \"from_date\": \"2026-01-01T00:00:00Z\", \"to_date\": \"2026-01-31T00:00:00Z\"}";
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2026-01-31T00:00:00Z");

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @BeforeEach
    void fill() throws Exception {
        SampleBackfills.add(database, 1, "pipeline", false, true);
        SampleBackfills.add(database, 2, "pipeline", true, false);
        SampleBackfills.add(database, 3, "other", false, false);
    }

    @Test
    void backfills_of_a_dag_have_airflows_fields() throws Exception {
        var list = api.get(ALL + "?dag_id=pipeline&order_by=-id").json();

        assertShape(list, "BackfillCollectionResponse");
        assertThat(list.get("total_entries").intValue()).isEqualTo(2);
        var backfill = list.get("backfills").get(0);
        assertShape(backfill, "BackfillResponse");
        assertThat(backfill).isEqualTo(api.get(ALL + "/2").json());
        assertThat(backfill.get("id").intValue()).isEqualTo(2);
        assertThat(backfill.get("is_paused").booleanValue()).isTrue();
        assertThat(backfill.get("reprocess_behavior").stringValue()).isEqualTo("failed");
        assertThat(backfill.get("dag_run_conf").get("rows").intValue()).isEqualTo(7);
        assertThat(backfill.get("completed_at").isNull()).isTrue();
        assertThat(api.get(ALL).status()).isEqualTo(422);
        assertThat(api.get(ALL + "/99").status()).isEqualTo(404);
    }

    @Test
    void a_backfill_is_begun_with_airflows_defaults_and_choices() throws Exception {
        engine.answer(Command.StartBackfill.class, ask -> new Command.Backfilled(backfill(ask), BackfillPlan.EMPTY));

        var made = api.post(ALL, WISH);
        api.post(ALL, """
                {"dag_id": "pipeline", "from_date": "2026-01-01T00:00:00Z", "to_date": "2026-01-31T00:00:00Z",
                 "dag_run_conf": {"rows": 7}, "max_active_runs": 3, "reprocess_behavior": "completed", "run_backwards": true,
                 "run_on_latest_version": false}""");

        assertThat(made.status()).isEqualTo(200);
        assertShape(made.json(), "BackfillResponse");
        assertThat(engine.asked(Command.StartBackfill.class))
                .containsExactly(
                        new Command.StartBackfill(
                                "pipeline",
                                FIRST,
                                LAST,
                                Reprocess.NONE,
                                false,
                                true,
                                10,
                                Json.MAPPER.createObjectNode(),
                                false,
                                "admin"),
                        new Command.StartBackfill(
                                "pipeline",
                                FIRST,
                                LAST,
                                Reprocess.COMPLETED,
                                true,
                                false,
                                3,
                                Json.MAPPER.readTree("{\"rows\": 7}"),
                                false,
                                "admin"));
    }

    @Test
    void a_dry_run_lists_the_dates() throws Exception {
        engine.answer(
                Command.StartBackfill.class,
                ask -> new Command.Backfilled(
                        null, new BackfillPlan(List.of(new BackfillDate(FIRST, LAST)), List.of())));

        var tried = api.post(ALL + "/dry_run", WISH).json();

        assertShape(tried, "DryRunBackfillCollectionResponse");
        assertThat(tried.get("total_entries").intValue()).isEqualTo(1);
        assertShape(tried.get("backfills").get(0), "DryRunBackfillResponse");
        assertThat(tried.get("backfills").get(0).get("logical_date").stringValue())
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThat(engine.asked(Command.StartBackfill.class)).allMatch(Command.StartBackfill::dryRun);
    }

    @Test
    void what_cannot_be_is_refused_with_a_sentence() throws Exception {
        engine.answer(Command.StartBackfill.class, ask -> {
            throw new CommandRefused(CommandRefused.Kind.INVALID, "choose other dates");
        });

        var refused = api.post(ALL, WISH);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().toString()).contains("choose other dates");
        assertThat(api.post(ALL, "{\"dag_id\": \"pipeline\"}").status()).isEqualTo(422);
        assertThat(api.post(ALL, WISH.replace("pipeline", "nothing")).status()).isEqualTo(404);
        var words = api.post(ALL, WISH.replace("}", ", \"reprocess_behavior\": \"all\"}"));
        assertThat(words.json().toString()).contains("'all' is none of: none, failed, completed");
        engine.answer(Command.StartBackfill.class, ask -> {
            throw new CommandRefused(CommandRefused.Kind.CONFLICT, "one is not over");
        });
        assertThat(api.post(ALL, WISH).status()).isEqualTo(409);
    }

    @Test
    void it_is_paused_resumed_and_cancelled() throws Exception {
        engine.answer(Command.MoveBackfill.class, ask -> {
            if (ask.backfillId() == 1) {
                throw new CommandRefused(CommandRefused.Kind.CONFLICT, "is over already");
            }
            return backfill(new Command.StartBackfill(
                    ask.dagId(),
                    FIRST,
                    LAST,
                    Reprocess.NONE,
                    false,
                    true,
                    1,
                    Json.MAPPER.createObjectNode(),
                    false,
                    "x"));
        });

        assertShape(api.send("PUT", ALL + "/2/pause").json(), "BackfillResponse");
        api.send("PUT", ALL + "/2/unpause");
        api.send("PUT", ALL + "/3/cancel");

        assertThat(engine.asked(Command.MoveBackfill.class))
                .containsExactly(
                        new Command.MoveBackfill("pipeline", 2, To.PAUSED, "admin"),
                        new Command.MoveBackfill("pipeline", 2, To.RUNNING, "admin"),
                        new Command.MoveBackfill("other", 3, To.CANCELLED, "admin"));
        assertThat(api.send("PUT", ALL + "/1/cancel").status()).isEqualTo(409);
        assertThat(api.send("PUT", ALL + "/99/pause").status()).isEqualTo(404);
    }

    private static Backfill backfill(Command.StartBackfill ask) {
        return new Backfill(
                7,
                ask.dagId(),
                ask.from(),
                ask.to(),
                ask.reprocess(),
                ask.backwards(),
                ask.newestVersion(),
                ask.maxActiveRuns(),
                ask.params(),
                ask.from(),
                31,
                false,
                ask.actor(),
                ask.from(),
                ask.from(),
                null);
    }
}
