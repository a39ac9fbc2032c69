package io.orchestrator.web.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The rules of the REST API: tokens only. It takes no cookie, so no other site can use a person's login. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    @Bean
    @Order(20)
    SecurityFilterChain api(HttpSecurity http, ApiTokens tokens, IdempotencyKeys keys) throws Exception {
        return http.securityMatcher("/api/**", "/auth/**")
                .addFilterBefore(new ApiTokenFilter(tokens), AuthorizationFilter.class)
                .addFilterAfter(new SmallBodyFilter(), AuthorizationFilter.class)
                .addFilterAfter(new IdempotencyFilter(keys), SmallBodyFilter.class)
                .authorizeHttpRequests(ApiSecurity::rules)
                .exceptionHandling(ApiSecurity::refusals)
                .headers(BrowserHeaders::set)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Who comes in at all; what somebody may do there is for {@link AccessRules}, which knows the address's own rule. */
    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers(POST, "/auth/token")
                .permitAll()
                .requestMatchers(GET, "/api/v2/monitor/health", "/api/v2/version")
                .permitAll()
                .requestMatchers(GET, "/api/v2/auth/login", "/api/v2/auth/logout")
                .permitAll()
                .anyRequest()
                .authenticated();
    }

    private static void refusals(ExceptionHandlingConfigurer<HttpSecurity> handling) {
        handling.authenticationEntryPoint((request, response, why) -> {
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                    JsonRefusal.write(
                            response,
                            HttpServletResponse.SC_UNAUTHORIZED,
                            "Not authenticated: get a token from POST /auth/token and send it as 'Authorization: Bearer ...'");
                })
                .accessDeniedHandler((request, response, why) -> JsonRefusal.write(
                        response, HttpServletResponse.SC_FORBIDDEN, "Forbidden: your role does not allow this"));
    }
}
