package io.orchestrator.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole server on a real PostgreSQL, with a {@link FakeEngine}. All such tests share one server and one database, and each
 * begins with the same {@link Opening}. An autowired {@code ApiClient} asks as the first user.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@Import(ServerTestConfiguration.class)
@ContextConfiguration(initializers = ServerTestConfiguration.Database.class)
@ExtendWith(Opening.class)
public @interface ServerTest {}
