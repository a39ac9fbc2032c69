package io.orchestrator.web.worker;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.ProtocolError;
import io.orchestrator.web.security.BrowserHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** The rules of the worker protocol: tokens only, no cookies, no logins of people. */
@Configuration(proxyBeanMethods = false)
class WorkerSecurity {

    private static final String SESSIONS = "/worker/v1/sessions";

    @Bean
    @Order(10)
    SecurityFilterChain workers(HttpSecurity http, SessionTokens tokens) throws Exception {
        var registering = PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, SESSIONS);
        return http.securityMatcher("/worker/**")
                .addFilterBefore(new WorkerTokenFilter(tokens, registering), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules.requestMatchers(registering)
                        .hasAuthority(WorkerLogin.REGISTERS)
                        .anyRequest()
                        .hasAuthority(WorkerLogin.HAS_SESSION))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, why) -> refuse(response, HttpServletResponse.SC_UNAUTHORIZED))
                        .accessDeniedHandler(
                                (request, response, why) -> refuse(response, HttpServletResponse.SC_FORBIDDEN)))
                .headers(BrowserHeaders::set)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void refuse(HttpServletResponse response, int status) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream()
                .write(Json.MAPPER.writeValueAsBytes(new ProtocolError(
                        "unauthorized",
                        "The request shows no token that is known here. To register show a worker token; for everything"
                                + " else the token of the session, as 'Authorization: Bearer ...'.")));
    }
}
