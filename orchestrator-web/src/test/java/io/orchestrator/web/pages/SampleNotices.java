package io.orchestrator.web.pages;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifications in each state, and a run that is late. */
final class SampleNotices {

    private SampleNotices() {}

    static void fill(JdbcClient database) {
        put(
                database,
                "Run %s of DAG ai_pipeline has failed".formatted(PagesFixture.FAILED_RUN),
                "ops",
                "delivered",
                1,
                null);
        put(
                database,
                "Task train_model of run scheduled__2026-03-01 of DAG <img src=x onerror=\"window.hacked=1\"> has failed",
                "a_channel_with_a_name_that_is_longer_than_anybody_would_choose",
                "dead",
                16,
                "https://hooks.example.org:443 answered 500");
        put(
                database,
                "DAG etl is paused: its newest 3 runs have failed",
                "mail",
                "pending",
                2,
                "the SMTP server mail did not take it (MessagingException 451)");
        database.sql("""
                        UPDATE dag_run SET deadlines = jsonb_build_array(
                            jsonb_build_object('name', 'report by seven', 'due', '2026-01-01T07:00:00Z', 'missed', '2026-01-01T07:00:01Z'),
                            jsonb_build_object('name', 'as quick as usual', 'due', '2026-01-01T09:00:00Z'))
                        WHERE run_id = :run""").param("run", PagesFixture.FAILED_RUN).update();
    }

    private static void put(
            JdbcClient database, String title, String channel, String state, int tries, @Nullable String error) {
        database.sql("""
                        INSERT INTO notification (id, at, kind, channel, dag_id, title, detail, state, tries, last_error, delivered_at)
                        VALUES (gen_random_uuid(), now() - interval '5 minutes', 'run_failed', :channel, 'ai_pipeline', :title, '{}', :state,
                                :tries, :error, CASE WHEN :state = 'delivered' THEN now() END)""")
                .param("channel", channel)
                .param("title", title)
                .param("state", state)
                .param("tries", tries)
                .param("error", error)
                .update();
    }
}
