package io.orchestrator.web.frame;

import io.orchestrator.web.error.ErrorView;
import io.orchestrator.web.layout.NotThere;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Turns what a page could not find into the error page, with its sentence. */
@ControllerAdvice
class MissingPages {

    @ExceptionHandler
    ModelAndView missing(NotThere missing) {
        var view = new ErrorView(404, "Not found", Objects.requireNonNullElse(missing.getMessage(), ""));
        return new ModelAndView("error/show", Map.of("error", view), HttpStatus.NOT_FOUND);
    }
}
