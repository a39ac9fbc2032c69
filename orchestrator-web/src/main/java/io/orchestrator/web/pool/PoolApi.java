package io.orchestrator.web.pool;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.command.Commands;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** Pools: list, show, create, change, delete. */
@ApiEndpoint
@RequestMapping("/api/v2/pools")
class PoolApi {

    private static final Set<String> FIELDS = Set.of("name", "slots", "description", "include_deferred");
    private static final Set<String> CHANGES = Set.of("pool", "slots", "description", "include_deferred");
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int MOST = 100;

    private final Pools pools;
    private final Commands commands;

    PoolApi(Pools pools, Commands commands) {
        this.pools = pools;
        this.commands = commands;
    }

    record Answer(List<PoolAnswer> pools, int totalEntries) {}

    @GetMapping
    Answer list(HttpServletRequest request) {
        var query = Query.of(request, Set.of("limit", "offset"));
        var all = pools.all();
        var part = all.stream()
                .skip(Math.max(0, query.integer("offset").orElse(0)))
                .limit(Math.clamp(query.integer("limit").orElse(MOST), 0, MOST))
                .map(PoolAnswer::of)
                .toList();
        return new Answer(part, all.size());
    }

    @GetMapping("/{name}")
    PoolAnswer show(@PathVariable String name) {
        return PoolAnswer.of(find(name));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PoolAnswer create(@RequestBody JsonNode json, Principal user) {
        var body = Body.of(json, FIELDS);
        var name = body.text("name").orElseThrow(() -> Body.invalid("name", "It is missing: expected a text"));
        if (pools.find(name).isPresent()) {
            throw ApiRefusal.conflict("Pool with name %s exists already".formatted(name));
        }
        var pool = new Pool(
                name,
                slots(json)
                        .orElseThrow(() -> Body.invalid("slots", "It is missing: expected a number, -1 for no limit")),
                body.text("description", LONGEST_DESCRIPTION).orElse(null),
                body.flag("include_deferred", false));
        commands.await(new Command.PutPool(pool, user.getName()));
        return show(name);
    }

    @PatchMapping("/{name}")
    PoolAnswer change(@PathVariable String name, @RequestBody JsonNode json, Principal user) {
        var body = Body.of(json, CHANGES);
        var before = find(name).pool();
        if (!body.text("pool").orElse(name).equals(name)) {
            throw Body.invalid("pool", "A pool keeps its name, which tasks name: create another one");
        }
        var pool = new Pool(
                name,
                slots(json).orElse(before.slots()),
                body.has("description")
                        ? body.text("description", LONGEST_DESCRIPTION).orElse(null)
                        : before.description(),
                body.flag("include_deferred", before.includeDeferred()));
        commands.await(new Command.PutPool(pool, user.getName()));
        return show(name);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name, Principal user) {
        find(name);
        commands.await(new Command.DeletePool(name, user.getName()));
    }

    private PoolLine find(String name) {
        return pools.find(name)
                .orElseThrow(() -> ApiRefusal.notFound("Pool with name %s was not found".formatted(name)));
    }

    private static Optional<Integer> slots(JsonNode json) {
        var slots = json.path("slots");
        if (slots.isMissingNode() || slots.isNull()) {
            return Optional.empty();
        }
        if (!slots.isInt() || slots.intValue() < -1) {
            throw Body.invalid("slots", "Expected a whole number from 0, or -1 for no limit");
        }
        return Optional.of(slots.intValue());
    }
}
