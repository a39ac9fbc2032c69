package io.orchestrator.web.variable;

import io.orchestrator.core.variable.Variables;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.layout.Deeds;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The variables, and what people do to them. A secret value is never shown. */
@Controller
@Needs(Right.EDIT)
@RequestMapping("/variables")
class VariablePages {

    private final VariableRows rows;
    private final Variables variables;

    VariablePages(VariableRows rows, Variables variables) {
        this.rows = rows;
        this.variables = variables;
    }

    /** @param value masked, if it is secret */
    record Line(
            String key,
            String value,
            boolean secret,
            @Nullable String description,
            Instant changedAt) {}

    private Line line(VariableRow row) {
        return new Line(row.key(), ShownValue.of(row, variables), row.secret(), row.description(), row.changedAt());
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute(
                "lines", rows.findAll(Sort.by("key")).stream().map(this::line).toList());
        return "variable/list";
    }

    @GetMapping("/{key}")
    String show(@PathVariable String key, Model model) {
        model.addAttribute(
                "line",
                rows.findById(key)
                        .map(this::line)
                        .orElseThrow(() -> new NotThere("There is no variable '%s'.".formatted(key))));
        return "variable/show";
    }

    /** Creates a variable, or changes the one of that name; an empty value of a secret one stays as it is. */
    @Needs(Right.EDIT)
    @PostMapping
    String put(
            @RequestParam String key,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "false") boolean secret,
            Principal person,
            RedirectAttributes next) {
        var name = key.strip();
        var before = rows.findById(name).orElse(null);
        var body = Json.MAPPER.createObjectNode().put("key", name).put("description", description);
        if (before == null || !before.secret() || !value.isEmpty()) {
            body.put("value", value.replace("\r\n", "\n"));
        }
        Deeds.carryOut(next, "Variable %s is saved.".formatted(name), () -> {
            variables.put(VariableBody.change(body, Set.of(), before, secret), person.getName());
        });
        return "redirect:/variables";
    }

    @Needs(Right.EDIT)
    @PostMapping("/{key}/delete")
    String delete(@PathVariable String key, Principal person, RedirectAttributes next) {
        Deeds.carryOut(next, "Variable %s is deleted.".formatted(key), () -> variables.delete(key, person.getName()));
        return "redirect:/variables";
    }
}
