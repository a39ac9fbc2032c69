package io.orchestrator.web.pool;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Bulk;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
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
@Needs(Right.SEE)
@RequestMapping("/api/v2/pools")
class PoolApi {

    private static final Set<String> PARAMETERS = Query.names(Paging.PARAMETERS, "pool_name_pattern");
    private static final Map<String, Comparator<PoolLine>> ORDERS = Map.of(
            "name", Comparator.comparing(line -> line.pool().name()),
            "id", Comparator.comparing(line -> line.pool().name()),
            "slots", Comparator.comparingInt(line -> line.pool().slots()));

    private final Pools pools;
    private final Commands commands;

    PoolApi(Pools pools, Commands commands) {
        this.pools = pools;
        this.commands = commands;
    }

    record Answer(List<PoolAnswer> pools, int totalEntries) {}

    @GetMapping
    Answer list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var paging = Paging.of(
                query, ORDERS.keySet().stream().collect(Collectors.toMap(name -> name, name -> name)), Sort.by("name"));
        var pattern = query.text("pool_name_pattern")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .replace("%", "");
        var first = paging.sort().iterator().next();
        var order = Objects.requireNonNull(ORDERS.get(first.getProperty()));
        var wanted = pools.all().stream()
                .filter(line -> line.pool().name().toLowerCase(Locale.ROOT).contains(pattern))
                .sorted(first.isDescending() ? order.reversed() : order)
                .toList();
        return new Answer(paging.of(wanted).stream().map(PoolAnswer::of).toList(), wanted.size());
    }

    @GetMapping("/{name}")
    PoolAnswer show(@PathVariable String name) {
        return PoolAnswer.of(find(name));
    }

    @PostMapping
    @Needs(Right.EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    PoolAnswer create(@RequestBody JsonNode json, Principal user) {
        var pool = PoolBody.whole(json);
        if (pools.find(pool.name()).isPresent()) {
            throw exists(pool.name());
        }
        commands.await(new Command.PutPool(pool, user.getName()));
        return show(pool.name());
    }

    @PatchMapping("/{name}")
    @Needs(Right.EDIT)
    PoolAnswer change(
            @PathVariable String name, @RequestBody JsonNode json, HttpServletRequest request, Principal user) {
        var mask = Query.of(request, Set.of("update_mask")).texts("update_mask");
        commands.await(new Command.PutPool(PoolBody.changed(find(name).pool(), "pool", json, mask), user.getName()));
        return show(name);
    }

    @DeleteMapping("/{name}")
    @Needs(Right.EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name, Principal user) {
        find(name);
        commands.await(new Command.DeletePool(name, user.getName()));
    }

    @PatchMapping
    @Needs(Right.EDIT)
    Bulk.Answer changeAll(@RequestBody JsonNode json, Principal user) {
        return Bulk.carryOut(json, (part, entity) -> change(part, entity, user.getName()));
    }

    private @Nullable String change(Bulk.Part part, JsonNode entity, String actor) {
        var name = PoolBody.name(entity);
        if (!part.goesOn(pools.find(name).isPresent(), () -> exists(name), () -> missing(name))) {
            return null;
        }
        switch (part.action()) {
            case CREATE -> commands.await(new Command.PutPool(PoolBody.whole(entity), actor));
            case UPDATE ->
                commands.await(
                        new Command.PutPool(PoolBody.changed(find(name).pool(), "name", entity, part.mask()), actor));
            case DELETE -> commands.await(new Command.DeletePool(name, actor));
        }
        return name;
    }

    private PoolLine find(String name) {
        return pools.find(name).orElseThrow(() -> missing(name));
    }

    private static ApiRefusal exists(String name) {
        return ApiRefusal.conflict("Pool with name %s exists already".formatted(name));
    }

    private static ApiRefusal missing(String name) {
        return ApiRefusal.notFound("Pool with name %s was not found".formatted(name));
    }
}
