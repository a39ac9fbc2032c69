package io.orchestrator.web.error;

import io.orchestrator.core.engine.CommandRefused;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What a page shows when the engine refuses what a person asked for. */
@ControllerAdvice(annotations = Controller.class)
@Order(100)
class PageErrors {

    @ExceptionHandler
    ModelAndView refused(CommandRefused why) {
        var status = Refusals.status(why.kind());
        var view = new ErrorView(status.value(), ErrorView.of(status.value()).title(), Refusals.sentence(why));
        var page = new ModelAndView("error/show", Map.of("error", view));
        page.setStatus(status);
        return page;
    }
}
