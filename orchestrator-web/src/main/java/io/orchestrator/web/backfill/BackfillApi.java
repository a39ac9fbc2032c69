package io.orchestrator.web.backfill;

import static io.orchestrator.web.api.Filters.equal;

import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Command.MoveBackfill.To;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.InvalidField;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.dag.DagLookup;
import io.orchestrator.web.error.Refusals;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Backfills: list, show, try, begin, pause, resume, cancel. */
@ApiEndpoint
@Needs(Right.SEE)
@RequestMapping("/api/v2/backfills")
class BackfillApi {

    private static final Map<String, String> SORTABLE = Map.of("id", "backfillId");

    private final BackfillRows rows;
    private final DagLookup dags;
    private final Commands commands;
    private final Access access;

    BackfillApi(BackfillRows rows, DagLookup dags, Commands commands, Access access) {
        this.rows = rows;
        this.dags = dags;
        this.commands = commands;
        this.access = access;
    }

    record Backfills(List<BackfillAnswer> backfills, long totalEntries) {}

    record DryRun(List<Date> backfills, int totalEntries) {}

    /** A run that there would be. */
    record Date(
            Instant logicalDate,
            @Nullable Instant partitionDate,
            @Nullable String partitionKey) {
        static Date of(BackfillDate date) {
            return new Date(date.date(), null, null);
        }
    }

    @GetMapping
    Backfills list(HttpServletRequest request) {
        var query = Query.of(request, Query.names(Paging.PARAMETERS, "dag_id"));
        var dagId = query.text("dag_id")
                .orElseThrow(() -> Query.invalid("dag_id", "It is missing: expected the id of a DAG"));
        access.check(dagId, Right.SEE);
        var part = Paging.of(query, SORTABLE, Sort.by("backfillId")).read(rows, equal("dagId", dagId));
        return new Backfills(part.rows().stream().map(BackfillAnswer::of).toList(), part.total());
    }

    @PostMapping
    @Needs(Right.OPERATE)
    BackfillAnswer create(@RequestBody JsonNode json, Principal user) {
        var made = start(BackfillBody.read(json, false, user.getName()));
        return BackfillAnswer.of(Objects.requireNonNull(made.backfill()));
    }

    @PostMapping("/dry_run")
    @Needs(Right.OPERATE)
    DryRun dryRun(@RequestBody JsonNode json, Principal user) {
        var plan = start(BackfillBody.read(json, true, user.getName())).plan();
        return new DryRun(
                plan.dates().stream().map(Date::of).toList(), plan.dates().size());
    }

    /** A wish that cannot be is a request that is wrong, as Airflow has it. */
    private Command.Backfilled start(Command.StartBackfill ask) {
        access.check(ask.dagId(), Right.OPERATE);
        dags.find(ask.dagId());
        try {
            return commands.await(ask);
        } catch (CommandRefused refused) {
            if (refused.kind() == CommandRefused.Kind.INVALID) {
                throw ApiRefusal.invalid(InvalidField.body("", Refusals.sentence(refused)));
            }
            throw refused;
        }
    }

    @GetMapping("/{id}")
    BackfillAnswer show(@PathVariable long id) {
        return BackfillAnswer.of(find(id, Right.SEE));
    }

    @PutMapping("/{id}/pause")
    @Needs(Right.OPERATE)
    BackfillAnswer pause(@PathVariable long id, Principal user) {
        return move(id, To.PAUSED, user);
    }

    @PutMapping("/{id}/unpause")
    @Needs(Right.OPERATE)
    BackfillAnswer unpause(@PathVariable long id, Principal user) {
        return move(id, To.RUNNING, user);
    }

    @PutMapping("/{id}/cancel")
    @Needs(Right.OPERATE)
    BackfillAnswer cancel(@PathVariable long id, Principal user) {
        return move(id, To.CANCELLED, user);
    }

    private BackfillAnswer move(long id, To to, Principal user) {
        return BackfillAnswer.of(
                commands.await(new Command.MoveBackfill(find(id, Right.OPERATE).dagId(), id, to, user.getName())));
    }

    /** What somebody may not see is not there for them. */
    private BackfillRow find(long id, Right right) {
        var row = rows.findById(id).orElseThrow(() -> missing(id));
        if (!access.on(row.dagId()).includes(Right.SEE.role())) {
            throw missing(id);
        }
        access.check(row.dagId(), right);
        return row;
    }

    private static ApiRefusal missing(long id) {
        return ApiRefusal.notFound("Backfill with id %d was not found".formatted(id));
    }
}
