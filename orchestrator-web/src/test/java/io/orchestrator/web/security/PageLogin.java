package io.orchestrator.web.security;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.orchestrator.web.ServerTestConfiguration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;

/** Logs in as a person does. */
final class PageLogin {

    private PageLogin() {}

    /** The session of the admin. */
    static MockHttpSession session(MockMvc browser) throws Exception {
        MockHttpServletRequest request = browser.perform(post("/login")
                        .param("username", "admin")
                        .param("password", ServerTestConfiguration.ADMIN_PASSWORD)
                        .with(csrf()))
                .andReturn()
                .getRequest();
        if (request.getSession(false) instanceof MockHttpSession session) {
            return session;
        }
        throw new IllegalStateException("The login gave no session");
    }
}
