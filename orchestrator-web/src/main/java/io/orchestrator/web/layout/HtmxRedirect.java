package io.orchestrator.web.layout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.view.RedirectView;

/** Lets the whole page go elsewhere after a request that only a part of it made. Flash attributes come along. */
public final class HtmxRedirect extends RedirectView {

    public HtmxRedirect(String address) {
        super(address);
        setExpandUriTemplateVariables(false);
    }

    @Override
    protected void sendRedirect(
            HttpServletRequest request, HttpServletResponse response, String address, boolean http10Compatible) {
        response.setHeader("HX-Redirect", address);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
