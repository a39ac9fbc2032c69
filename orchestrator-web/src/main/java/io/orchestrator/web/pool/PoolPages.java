package io.orchestrator.web.pool;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.web.command.PageCommands;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pools, and what an operator does to them. */
@Controller
@Needs(Right.SEE)
class PoolPages {

    private final Pools pools;
    private final PageCommands commands;

    PoolPages(Pools pools, PageCommands commands) {
        this.pools = pools;
        this.commands = commands;
    }

    @GetMapping("/pools")
    String show(Model model) {
        model.addAttribute("pools", pools.all());
        return "pool/list";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/pools", headers = "HX-Request=true")
    String part(Model model) {
        return show(model) + " :: list";
    }

    /** Creates a pool, or changes the one of that name. */
    @PostMapping("/pools")
    @Needs(Right.EDIT)
    String put(
            @RequestParam String name,
            @RequestParam int slots,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "false") boolean includeDeferred,
            Principal person,
            RedirectAttributes next) {
        var text = description.isBlank() ? null : description.strip();
        commands.carryOut(
                new Command.PutPool(new Pool(name.strip(), slots, text, includeDeferred), person.getName()),
                next,
                pool -> "Pool %s has %s."
                        .formatted(pool.name(), pool.isLimited() ? pool.slots() + " slots" : "no limit"));
        return "redirect:/pools";
    }

    @PostMapping("/pools/{name}/delete")
    @Needs(Right.EDIT)
    String delete(@PathVariable String name, Principal person, RedirectAttributes next) {
        commands.carryOut(
                new Command.DeletePool(name, person.getName()), next, done -> "Pool %s is deleted.".formatted(name));
        return "redirect:/pools";
    }
}
