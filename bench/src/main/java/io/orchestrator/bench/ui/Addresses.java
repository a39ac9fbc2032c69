package io.orchestrator.bench.ui;

import io.orchestrator.bench.ui.dags.Mapped;
import io.orchestrator.bench.ui.dags.Small000;
import io.orchestrator.bench.ui.dags.Thousand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every address that can be looked at, from the server's own page of them: what is new there is measured as well. */
final class Addresses {

    /** The grid that has a limit of its own. */
    static final String GRID = "/dags/%s?runs=25".formatted(Thousand.ID);

    private static final Pattern GET = Pattern.compile("<code>GET (/[^<]*)</code>");
    private static final String API = "/api/";
    private static final String EVIDENCE = "/evidence";

    /** These answer late on purpose, for as long as somebody listens; look for another server; or read all there is. */
    private static final Pattern NOT_MEASURED = Pattern.compile(
            "/events(/.*)?|.*/events|/login/oidc|/error|/login|.*/wait|/api/orchestrator/v1/audit/verify|.*/jars/.*|/api/v2/auth/.*|/api/v2/config.*"
                    + "|.*/externalLogUrl/.*");

    /** The task whose output is the list that another one is mapped over. */
    private static final String MAPPED_LIST =
            "/dags/%s/runs/%s/tasks/%s".formatted(Mapped.ID, Scene.MAPPED_RUN, Mapped.LIST);

    private static final String API_LIST =
            "/api/v2/dags/%s/dagRuns/%s/taskInstances/%s".formatted(Mapped.ID, Scene.MAPPED_RUN, Mapped.LIST);

    private static final List<String> MORE_PAGES = List.of(
            "/dags?q=small_1",
            "/dags?tag=team_3",
            "/dags?page=9",
            "/dags/{dagId}?runs=100",
            "/dags/{dagId}?find=2",
            "/dags/{dagId}/runs?state=failed",
            "/dags/{dagId}/runs?page=5",
            "/dags/{dagId}/runs/{runId}?q=1",
            "/dags/{dagId}/runs/{runId}?state=success&page=3",
            "/dags/{dagId}/runs/{runId}/clear?taskId={taskId}&downstream=true",
            "/dags/{dagId}/runs/{runId}/tasks/{taskId}?page=40",
            "/dags/{dagId}/runs/{runId}/tasks/{taskId}?map={mapIndex}",
            "/audit?page=2",
            "/datasets?q=team_1",
            "/datasets?page=4",
            "/datasets/{name}?page=2",
            "/datasets/{name}?from=2&to={number}",
            "/connections/" + Scene.NAME,
            "/variables/" + Scene.NAME,
            "/dags/" + Small000.STEM + "000/backfills/1",
            MAPPED_LIST);

    private static final List<String> MORE_LISTS = List.of(
            "/api/v2/dags?limit=100",
            "/api/v2/dags?limit=100&offset=400",
            "/api/v2/dags?order_by=-dag_id",
            "/api/v2/dags?last_dag_run_state=failed",
            "/api/v2/dags?tags=team_3",
            "/api/v2/dags/~/dagRuns?limit=100",
            "/api/v2/dags/~/dagRuns?state=failed&order_by=-id",
            "/api/v2/dags/~/dagRuns?state=running",
            "/api/v2/dags/~/dagRuns?dag_id_pattern=small_1%25",
            "/api/v2/dags/~/dagRuns/~/taskInstances?limit=100",
            "/api/v2/dags/~/dagRuns/~/taskInstances?state=failed&limit=100",
            "/api/v2/dags/~/dagRuns/~/taskInstances?state=running",
            "/api/v2/dags/{dagId}/dagRuns?limit=100&offset=100",
            "/api/v2/dags/{dagId}/dagRuns?order_by=-run_after&limit=100",
            "/api/v2/dags/{dagId}/dagRuns/~/taskInstances?limit=100",
            "/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances?limit=100&offset=500",
            "/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances?order_by=-start_date",
            "/api/v2/dags/{dagId}/dagRuns/{runId}/taskInstances/{taskId}/listMapped?limit=100&offset=5000",
            "/api/v2/assets?limit=100",
            "/api/v2/assets/events?limit=100&order_by=-timestamp",
            "/api/orchestrator/v1/datasets?limit=100",
            "/api/orchestrator/v1/datasets/{name}/versions?limit=100",
            "/api/orchestrator/v1/datasets/{name}/versions?state=quarantined",
            "/api/v2/eventLogs?limit=100&order_by=-when",
            "/api/v2/eventLogs/1",
            "/api/v2/pools/default_pool",
            "/api/v2/connections/" + Scene.NAME,
            "/api/v2/variables/" + Scene.NAME,
            "/api/v2/backfills/1",
            API_LIST,
            API_LIST + "/tries",
            API_LIST + "/tries/1",
            API_LIST + "/logs/1",
            API_LIST + "/links",
            API_LIST + "/dependencies",
            API_LIST + "/xcomEntries/return_value");

    /** What sorts all that ever ran by a time. */
    private static final List<String> SORTED_BY_TIME = List.of(
            "/api/v2/dags/~/dagRuns?limit=100&order_by=-start_date",
            "/api/v2/dags/~/dagRuns?limit=100&order_by=logical_date",
            "/api/v2/dags/~/dagRuns/~/taskInstances?limit=100&order_by=-start_date");

    private final Set<String> templates = new LinkedHashSet<>();
    private final List<Place> places;

    Addresses(Person person, List<Place> places) throws IOException, InterruptedException {
        this.places = places;
        GET.matcher(person.get("/permissions", false).body())
                .results()
                .map(MatchResult::group)
                .map(found -> found.substring("<code>GET ".length(), found.length() - "</code>".length()))
                .filter(path -> !NOT_MEASURED.matcher(path).matches())
                .forEach(templates::add);
    }

    List<String> pages() {
        return filled(Stream.concat(
                templates.stream()
                        .filter(path -> !path.startsWith(API) && !path.endsWith(EVIDENCE))
                        .map(Addresses::withWhatItNeeds),
                MORE_PAGES.stream()));
    }

    List<String> lists() {
        return filled(Stream.concat(
                templates.stream()
                        .filter(path -> path.startsWith(API) && !path.endsWith(EVIDENCE))
                        .map(Addresses::withWhatItNeeds),
                MORE_LISTS.stream()));
    }

    /** Signed files, with hundreds of versions each. */
    List<String> evidence() {
        return filled(templates.stream().filter(path -> path.startsWith(API) && path.endsWith(EVIDENCE)));
    }

    /** Lists over all DAGs and all time in the order of a time. */
    List<String> sortedByTime() {
        return SORTED_BY_TIME;
    }

    /** Addresses that no place has the values for, and that are not looked at by name either. */
    List<String> left() {
        return templates.stream()
                .filter(template -> Stream.concat(MORE_PAGES.stream(), MORE_LISTS.stream())
                        .noneMatch(path -> path.matches(template.replaceAll("\\{[^}]*}", "[^/]+"))))
                .filter(template -> places.stream()
                        .noneMatch(
                                place -> place.fill(withWhatItNeeds(template)).isPresent()))
                .toList();
    }

    private static String withWhatItNeeds(String path) {
        if (path.endsWith("/head")) {
            return path + "?tab=tasks";
        }
        if (path.endsWith("/comparison")) {
            return path + "?with={runId}";
        }
        if (path.endsWith("/diff")) {
            return path + "?from=2&to={number}";
        }
        if (path.equals("/api/v2/backfills")) {
            return path + "?dag_id={dagId}";
        }
        return path.replace("/assets/{id}", "/assets/{assetId}")
                .replace("/quarantine/{id}", "/quarantine/{quarantined}");
    }

    private List<String> filled(Stream<String> all) {
        List<String> addresses = new ArrayList<>();
        all.forEach(template -> places.stream()
                .map(place -> place.fill(template))
                .flatMap(Optional::stream)
                .distinct()
                .forEach(addresses::add));
        return addresses.stream().distinct().toList();
    }
}
