package io.orchestrator.web.security;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts {@link AccessRules} before every address but the workers', who have tokens and rules of their own. */
@Configuration(proxyBeanMethods = false)
class AccessRulesForAll implements WebMvcConfigurer {

    private final AccessRules rules;

    AccessRulesForAll(AccessRules rules) {
        this.rules = rules;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(rules).excludePathPatterns("/worker/**");
    }
}
