package io.orchestrator.web.connection;

import io.orchestrator.core.connection.Connections;
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

/** Connections: list, show, create, change, delete, one by one and in bulk. */
@ApiEndpoint
@Needs(Right.EDIT)
@RequestMapping("/api/v2/connections")
class ConnectionApi {

    private static final Set<String> PARAMETERS = Query.names(Paging.PARAMETERS, "connection_id_pattern");
    private static final Map<String, String> SORTABLE = Map.of(
            "id", "connectionId",
            "conn_id", "connectionId",
            "connection_id", "connectionId",
            "conn_type", "connType",
            "description", "description",
            "host", "host",
            "port", "port");

    private final ConnectionRows rows;
    private final Connections connections;

    ConnectionApi(ConnectionRows rows, Connections connections) {
        this.rows = rows;
        this.connections = connections;
    }

    record Answer(List<ConnectionAnswer> connections, long totalEntries) {}

    @GetMapping
    Answer list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var filter = query.text("connection_id_pattern")
                .<Specification<ConnectionRow>>map(pattern -> Filters.like("connectionId", pattern))
                .orElse(Filters.all());
        var part = Paging.of(query, SORTABLE, Sort.by("connectionId")).read(rows, filter);
        return new Answer(
                part.rows().stream()
                        .map(row -> ConnectionAnswer.of(row, connections))
                        .toList(),
                part.total());
    }

    @GetMapping("/{id}")
    ConnectionAnswer show(@PathVariable String id) {
        return ConnectionAnswer.of(find(id), connections);
    }

    @Needs(Right.EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ConnectionAnswer create(@RequestBody JsonNode json, Principal user) {
        var id = ConnectionBody.idOf(json);
        if (connections.exists(id)) {
            throw taken(id);
        }
        connections.put(ConnectionBody.of(json, Set.of(), null).change(id, connections), user.getName());
        return show(id);
    }

    @Needs(Right.EDIT)
    @PatchMapping("/{id}")
    ConnectionAnswer change(
            @PathVariable String id, @RequestBody JsonNode json, HttpServletRequest request, Principal user) {
        var mask = Set.copyOf(Query.of(request, Set.of("update_mask")).texts("update_mask"));
        if (!ConnectionBody.idOf(json).equals(id)) {
            throw ApiRefusal.badRequest("The connection_id in the request body does not match the URL parameter");
        }
        change(id, json, mask, user);
        return show(id);
    }

    private void change(String id, JsonNode json, Set<String> mask, Principal user) {
        connections.put(ConnectionBody.of(json, mask, find(id)).change(id, connections), user.getName());
    }

    @Needs(Right.EDIT)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Principal user) {
        if (!connections.delete(id, user.getName())) {
            throw missing(id);
        }
    }

    @Needs(Right.EDIT)
    @PatchMapping
    Bulk.Answer bulk(@RequestBody JsonNode json, Principal user) {
        return Bulk.carryOut(json, (part, entity) -> carryOut(part, entity, user));
    }

    private @Nullable String carryOut(Bulk.Part part, JsonNode entity, Principal user) {
        var id = entity.isString() ? entity.stringValue() : ConnectionBody.idOf(entity);
        if (!part.goesOn(connections.exists(id), () -> taken(id), () -> missing(id))) {
            return null;
        }
        switch (part.action()) {
            case CREATE ->
                connections.put(ConnectionBody.of(entity, Set.of(), null).change(id, connections), user.getName());
            case UPDATE -> change(id, entity, Set.copyOf(part.mask()), user);
            case DELETE -> delete(id, user);
        }
        return id;
    }

    /** As Airflow does unless it was told otherwise: a server that connects wherever somebody says is a way into its network. */
    @Needs(Right.EDIT)
    @PostMapping("/test")
    void test() {
        throw ApiRefusal.of(
                HttpStatus.FORBIDDEN, "Testing connections is disabled: let a task use the connection instead");
    }

    private ConnectionRow find(String id) {
        return rows.findById(id).orElseThrow(() -> missing(id));
    }

    private static ApiRefusal taken(String id) {
        return ApiRefusal.conflict("Connection with connection_id: `%s` exists already".formatted(id));
    }

    private static ApiRefusal missing(String id) {
        return ApiRefusal.notFound("The Connection with connection_id: `%s` was not found".formatted(id));
    }
}
