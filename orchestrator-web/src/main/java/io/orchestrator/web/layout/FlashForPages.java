package io.orchestrator.web.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;

/**
 * Keeps what the next page shall say. A part that refreshes itself has the page's address too and may well be faster than
 * the next page: it gets nothing, or the sentence would be lost.
 */
@Component(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
class FlashForPages extends SessionFlashMapManager {

    @Override
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        var part = request.getMethod().equals("GET") && request.getHeader("HX-Request") != null;
        return part ? null : super.retrieveFlashMaps(request);
    }
}
