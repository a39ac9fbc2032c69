package io.orchestrator.web.connection;

import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.layout.Deeds;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** The connections, and what people do to them. Passwords go in and never come out. */
@Controller
@Needs(Right.EDIT)
@RequestMapping("/connections")
class ConnectionPages {

    private static final Set<String> TEXTS = Set.of("conn_type", "description", "host", "login", "schema", "extra");

    private final ConnectionRows rows;
    private final Connections connections;
    private final Variables variables;

    ConnectionPages(ConnectionRows rows, Connections connections, Variables variables) {
        this.rows = rows;
        this.connections = connections;
        this.variables = variables;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("lines", rows.findAll(Sort.by("connectionId")));
        return "connection/list";
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        var row = rows.findById(id).orElseThrow(() -> new NotThere("There is no connection '%s'.".formatted(id)));
        model.addAttribute("line", row);
        model.addAttribute("extra", row.hasExtra() ? ConnectionAnswer.extra(id, connections) : "");
        return "connection/show";
    }

    /** Creates a connection, or changes the one of that name; an empty password stays as it is. */
    @Needs(Right.EDIT)
    @PostMapping
    String put(@RequestParam Map<String, String> form, Principal person, RedirectAttributes next) {
        var id = form.getOrDefault("connection_id", "").strip();
        Deeds.carryOut(next, "Connection %s is saved.".formatted(id), () -> {
            var json = json(id, form);
            ConnectionBody.idOf(json);
            var before = rows.findById(id).orElse(null);
            connections.put(ConnectionBody.of(json, Set.of(), before).change(id, connections), person.getName());
        });
        return "redirect:/connections";
    }

    private static ObjectNode json(String id, Map<String, String> form) {
        var json = Json.MAPPER.createObjectNode().put("connection_id", id);
        TEXTS.forEach(name -> json.put(name, form.getOrDefault(name, "").strip()));
        var password = form.getOrDefault("password", "");
        if (form.containsKey("no_password")) {
            json.putNull("password");
        } else if (!password.isEmpty()) {
            json.put("password", password);
        }
        var port = form.getOrDefault("port", "").strip();
        if (port.matches("[0-9]{1,5}")) {
            json.put("port", Integer.parseInt(port));
        } else if (port.isEmpty()) {
            json.putNull("port");
        } else {
            json.put("port", port);
        }
        return json;
    }

    @Needs(Right.EDIT)
    @PostMapping("/{id}/delete")
    String delete(@PathVariable String id, Principal person, RedirectAttributes next) {
        Deeds.carryOut(next, "Connection %s is deleted.".formatted(id), () -> connections.delete(id, person.getName()));
        return "redirect:/connections";
    }

    /** Seals connections and variables with the newest key. */
    @Needs(Right.EDIT)
    @PostMapping("/reseal")
    String reseal(Principal person, RedirectAttributes next) {
        Deeds.carryOut(next, "Every secret is sealed with the newest key.", () -> {
            connections.reseal(person.getName());
            variables.reseal(person.getName());
        });
        return "redirect:/connections";
    }
}
