package io.orchestrator.web.variable;

import io.orchestrator.core.variable.Variables;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Bulk;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
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

/** Variables: list, show, create, change, delete, one by one and in bulk. */
@ApiEndpoint
@Needs(Right.EDIT)
@RequestMapping("/api/v2/variables")
class VariableApi {

    private static final Set<String> PARAMETERS = Query.names(Paging.PARAMETERS, "variable_key_pattern");
    private static final Map<String, String> SORTABLE = Map.of("id", "key", "key", "key", "description", "description");

    private final VariableRows rows;
    private final Variables variables;

    VariableApi(VariableRows rows, Variables variables) {
        this.rows = rows;
        this.variables = variables;
    }

    record Answer(List<VariableAnswer> variables, long totalEntries) {}

    record VariableAnswer(
            String key,
            String value,
            @Nullable String description,
            boolean isEncrypted,
            @Nullable String teamName) {}

    @GetMapping
    Answer list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var filter = query.text("variable_key_pattern")
                .<Specification<VariableRow>>map(pattern -> Filters.like("key", pattern))
                .orElse(Filters.all());
        var part = Paging.of(query, SORTABLE, Sort.by("key")).read(rows, filter);
        return new Answer(part.rows().stream().map(this::answer).toList(), part.total());
    }

    private VariableAnswer answer(VariableRow row) {
        return new VariableAnswer(row.key(), ShownValue.of(row, variables), row.description(), true, null);
    }

    @GetMapping("/{key}")
    VariableAnswer show(@PathVariable String key) {
        return answer(find(key));
    }

    @Needs(Right.EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    VariableAnswer create(@RequestBody JsonNode json, Principal user) {
        var key = VariableBody.keyOf(json);
        if (rows.findById(key).isPresent()) {
            throw taken(key);
        }
        variables.put(VariableBody.change(json, Set.of(), null, null), user.getName());
        return show(key);
    }

    @Needs(Right.EDIT)
    @PatchMapping("/{key}")
    VariableAnswer change(
            @PathVariable String key, @RequestBody JsonNode json, HttpServletRequest request, Principal user) {
        var mask = Set.copyOf(Query.of(request, Set.of("update_mask")).texts("update_mask"));
        if (!VariableBody.keyOf(json).equals(key)) {
            throw ApiRefusal.badRequest("The key in the request body does not match the URL parameter");
        }
        variables.put(VariableBody.change(json, mask, find(key), null), user.getName());
        return show(key);
    }

    @Needs(Right.EDIT)
    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String key, Principal user) {
        if (!variables.delete(key, user.getName())) {
            throw missing(key);
        }
    }

    @Needs(Right.EDIT)
    @PatchMapping
    Bulk.Answer bulk(@RequestBody JsonNode json, Principal user) {
        return Bulk.carryOut(json, (part, entity) -> carryOut(part, entity, user));
    }

    private @Nullable String carryOut(Bulk.Part part, JsonNode entity, Principal user) {
        var key = entity.isString() ? entity.stringValue() : VariableBody.keyOf(entity);
        var before = rows.findById(key).orElse(null);
        if (!part.goesOn(before != null, () -> taken(key), () -> missing(key))) {
            return null;
        }
        switch (part.action()) {
            case CREATE -> variables.put(VariableBody.change(entity, Set.of(), null, null), user.getName());
            case UPDATE ->
                variables.put(VariableBody.change(entity, Set.copyOf(part.mask()), before, null), user.getName());
            case DELETE -> delete(key, user);
        }
        return key;
    }

    private VariableRow find(String key) {
        return rows.findById(key).orElseThrow(() -> missing(key));
    }

    private static ApiRefusal taken(String key) {
        return ApiRefusal.conflict("The Variable with key: `%s` exists already".formatted(key));
    }

    private static ApiRefusal missing(String key) {
        return ApiRefusal.notFound("The Variable with key: `%s` was not found".formatted(key));
    }
}
