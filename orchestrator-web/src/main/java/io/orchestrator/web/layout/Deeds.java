package io.orchestrator.web.layout;

import io.orchestrator.core.secret.SecretUnavailable;
import io.orchestrator.web.api.ApiRefusal;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a person does on a page without the engine; the next page says how it went. */
public final class Deeds {

    private Deeds() {}

    /** @param sentence what to say if it was possible */
    public static void carryOut(RedirectAttributes next, String sentence, Runnable deed) {
        next.addFlashAttribute(Toast.NAME, toast(sentence, deed));
    }

    private static Toast toast(String sentence, Runnable deed) {
        try {
            deed.run();
            return Toast.done(sentence);
        } catch (ApiRefusal refused) {
            return Toast.refused(refused.sentence());
        } catch (SecretUnavailable no) {
            return Toast.refused(String.valueOf(no.getMessage()));
        }
    }
}
