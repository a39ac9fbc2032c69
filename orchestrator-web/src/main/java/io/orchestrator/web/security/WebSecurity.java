package io.orchestrator.web.security;

import static org.springframework.http.HttpMethod.GET;

import io.orchestrator.web.audit.AuditLog;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AccountStatusUserDetailsChecker;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;

/** The rules of pages: who sees what. The API and the workers have their own chains. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    @Bean
    @Order(100)
    SecurityFilterChain pages(
            HttpSecurity http,
            AuthenticationManager logins,
            People people,
            Clock clock,
            OidcProvider provider,
            OidcLogin elsewhere,
            OidcSignOut signOut)
            throws Exception {
        if (provider.label().isPresent()) {
            http.oauth2Login(login -> login.loginPage("/login")
                    .clientRegistrationRepository(provider)
                    .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                    .successHandler(elsewhere)
                    .failureHandler(new SimpleUrlAuthenticationFailureHandler("/login?refused")));
        }
        return http.authenticationManager(new Logins(logins))
                .addFilterBefore(new FreshLogin(people, clock), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(WebSecurity::rules)
                .formLogin(form -> form.loginPage("/login").failureHandler(new LoginFailed()))
                .logout(logout -> logout.addLogoutHandler(signOut).logoutSuccessHandler(signOut))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(new NeedsLogin()))
                .headers(BrowserHeaders::set)
                .csrf(Customizer.withDefaults())
                .build();
    }

    /** Who comes in at all; what somebody may do there is for {@link AccessRules}, which knows the address's own rule. */
    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers(
                        GET, "/static/**", "/webjars/**", "/favicon.ico", "/actuator/health", "/actuator/health/*")
                .permitAll()
                .requestMatchers("/login", "/login/oidc", "/error")
                .permitAll()
                .requestMatchers("/actuator/**")
                .denyAll()
                .anyRequest()
                .authenticated();
    }

    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.withDefaultRolePrefix()
                .role(Role.ADMIN.name())
                .implies(Role.EDITOR.name())
                .role(Role.EDITOR.name())
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
    AuthenticationManager logins(Users users, PasswordEncoder passwords, People people, AuditLog audit, Clock clock) {
        var provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(passwords);
        // Only who knows the password learns that the user is disabled, and it takes as long as for everybody else.
        provider.setPreAuthenticationChecks(user -> {});
        provider.setPostAuthenticationChecks(new AccountStatusUserDetailsChecker());
        return new LimitedLogin(new ProviderManager(provider), new LoginAttempts(clock), people, audit, clock);
    }
}
