package io.orchestrator.web.command;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.web.error.Refusals;
import io.orchestrator.web.layout.Toast;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Carries out what a person asked for on a page; the next page says how it went. */
@Component
public class PageCommands {

    private final Commands commands;

    PageCommands(Commands commands) {
        this.commands = commands;
    }

    /**
     * Hands the command to the engine. A refusal is no error of the page: its sentence is shown instead of the other.
     *
     * @param sentence what to say of the engine's answer
     * @return whether it was granted
     */
    public <R> boolean carryOut(Command<R> command, RedirectAttributes next, Function<R, String> sentence) {
        var toast = ask(command, sentence);
        next.addFlashAttribute(Toast.NAME, toast);
        return toast.good();
    }

    /** The same for a page that does not change: the toast is the answer. */
    public <R> Toast ask(Command<R> command, Function<R, String> sentence) {
        try {
            return Toast.done(sentence.apply(commands.await(command)));
        } catch (CommandRefused refused) {
            return Toast.refused(Refusals.sentence(refused));
        }
    }
}
