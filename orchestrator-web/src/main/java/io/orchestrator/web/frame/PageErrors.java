package io.orchestrator.web.frame;

import io.orchestrator.web.layout.NotThere;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Turns what a page could not find into the error page, with its sentence. */
@ControllerAdvice
class PageErrors {

    @ExceptionHandler(NotThere.class)
    ModelAndView notThere(NotThere missing) {
        var page = new ModelAndView("error/404", HttpStatus.NOT_FOUND);
        page.addObject("sentence", missing.getMessage());
        return page;
    }
}
