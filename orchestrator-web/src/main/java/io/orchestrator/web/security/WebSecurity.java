package io.orchestrator.web.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** The rules of pages: who sees what. The API and the workers have their own chains. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    @Bean
    @Order(100)
    SecurityFilterChain pages(HttpSecurity http, AuthenticationManager logins) throws Exception {
        return http.authenticationManager(logins)
                .authorizeHttpRequests(WebSecurity::rules)
                .formLogin(form -> form.loginPage("/login").failureHandler(new LoginFailed()))
                .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
                .exceptionHandling(handling ->
                        handling.defaultAuthenticationEntryPointFor(new FragmentNeedsLogin(), FragmentNeedsLogin::asks))
                .headers(BrowserHeaders::set)
                .csrf(Customizer.withDefaults())
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers(GET, "/static/**", "/webjars/**", "/favicon.ico", "/actuator/health")
                .permitAll()
                .requestMatchers("/login", "/error")
                .permitAll()
                .requestMatchers("/audit/**", "/admin/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(GET, "/**")
                .hasRole(Role.VIEWER.name())
                .requestMatchers(HEAD, "/**")
                .hasRole(Role.VIEWER.name())
                .requestMatchers(HttpMethod.POST, "/**")
                .hasRole(Role.OPERATOR.name())
                .anyRequest()
                .denyAll();
    }

    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.withDefaultRolePrefix()
                .role(Role.ADMIN.name())
                .implies(Role.OPERATOR.name())
                .role(Role.OPERATOR.name())
                .implies(Role.VIEWER.name())
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    AuthenticationManager logins(Users users, PasswordEncoder passwords, Clock clock) {
        var provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(passwords);
        return new LimitedLogin(new ProviderManager(provider), new LoginAttempts(clock));
    }
}
