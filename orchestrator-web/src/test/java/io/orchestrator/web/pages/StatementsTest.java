package io.orchestrator.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestrator.web.layout.Links;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How many statements a page costs: as many for much as for little. */
@PagesTest
class StatementsTest {

    private static final List<Logger> LOGGERS =
            List.of((Logger) LoggerFactory.getLogger("org.springframework.jdbc.core.JdbcTemplate"), (Logger)
                    LoggerFactory.getLogger("org.hibernate.SQL"));

    private final AtomicInteger statements = new AtomicInteger();
    private final AppenderBase<ILoggingEvent> counter = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            statements.incrementAndGet();
        }
    };

    @LocalServerPort
    int port;

    @BeforeEach
    void count() {
        counter.start();
        for (Logger logger : LOGGERS) {
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(counter);
        }
    }

    @AfterEach
    void stopCounting() {
        for (Logger logger : LOGGERS) {
            logger.setLevel(null);
            logger.setAdditive(true);
            logger.detachAppender(counter);
        }
    }

    @Test
    void the_grid_costs_as_many_for_fifty_runs_or_a_thousand_tasks_as_for_few() {
        try (var browser = new Browser();
                var ada = new Visit(
                        browser, "http://localhost:" + port, PagesFixture.OPERATOR, 1280, ColorScheme.LIGHT)) {
            // The graph of a version is read once.
            statementsOf(ada, Links.dag("hourly_ingest"));
            statementsOf(ada, Links.dag(PagesFixture.WIDE));

            var few = statementsOf(ada, Links.dag("hourly_ingest") + "?runs=10");
            assertThat(few).isPositive();
            assertThat(statementsOf(ada, Links.dag("hourly_ingest") + "?runs=50"))
                    .isEqualTo(few);
            assertThat(statementsOf(ada, Links.dag(PagesFixture.WIDE))).isEqualTo(few);
        }
    }

    private int statementsOf(Visit visit, String path) {
        statements.set(0);
        var answer = visit.page().request().get(path);
        assertThat(answer.status()).isEqualTo(200);
        return statements.get();
    }
}
