package io.orchestrator.web.error;

import io.orchestrator.protocol.worker.ProtocolError;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Whatever no controller answered: programs get JSON, people get a page, nobody gets a stack trace. */
@Controller
@Needs(Right.ANYBODY)
class ErrorAnswers implements ErrorController {

    @RequestMapping("/error")
    Object answer(HttpServletRequest request) {
        var view = ErrorView.of(status(request));
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri ? uri : "";
        if (path.startsWith(request.getContextPath() + "/worker/")) {
            return json(view.status(), new ProtocolError(protocolCode(view.status()), view.sentence()));
        }
        if (isForPrograms(
                path.substring(Math.min(path.length(), request.getContextPath().length())))) {
            return json(view.status(), Map.of("detail", view.title() + ". " + view.sentence()));
        }
        var page = new ModelAndView("error/show", Map.of("error", view));
        page.setStatus(HttpStatusCode.valueOf(view.status()));
        return page;
    }

    private static boolean isForPrograms(String path) {
        return path.startsWith("/api/") || path.startsWith("/auth/") || path.startsWith("/actuator/");
    }

    private static int status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404;
    }

    private static String protocolCode(int status) {
        return switch (status) {
            case 401, 403 -> "unauthorized";
            case 413 -> "too_large";
            default -> "bad_request";
        };
    }

    private static ResponseEntity<Object> json(int status, Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
