package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.AccessTable;
import dev.crossfade.server.security.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Every endpoint for every role, against the running server. */
class AccessMatrixTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String ONE = "/api/v1/migrations/{name}";

  /** Who needs no role at all. */
  private static final String ANYBODY = "anybody";

  private static final String SIGNED_IN = "signed in";

  /** Who may do what; written down a second time, so that no change of a permission goes unseen. */
  private static final Map<String, String> EXPECTED = new TreeMap<>();

  static {
    for (String open :
        List.of(
            "GET /livez",
            "GET /readyz",
            "GET /startupz",
            "GET /setup",
            "POST /setup",
            "GET /oauth2/authorization/oidc",
            "GET /login/oauth2/code/oidc",
            "GET /api/v1/openapi.json",
            "POST /api/v1/setup",
            "POST /api/v1/session",
            "POST /api/v1/session:redeem")) {
      EXPECTED.put(open, ANYBODY);
    }
    for (String own :
        List.of(
            "GET /api/v1/session",
            "DELETE /api/v1/session",
            "GET /api/v1/tokens",
            "POST /api/v1/tokens",
            "GET /api/v1/migrations")) {
      EXPECTED.put(own, SIGNED_IN);
    }
    for (String read :
        List.of("", "/specification", "/journal", "/operations", "/progress", "/verdicts")) {
      EXPECTED.put("GET " + ONE + read, "VIEWER");
    }
    for (String audit : List.of("leaves", "checkpoint", "bundle")) {
      EXPECTED.put("GET /api/v1/audit/" + audit, "VIEWER");
    }
    EXPECTED.put("POST /api/v1/audit/checkpoint", "OPERATOR");
    EXPECTED.put("GET /api/v1/events", "VIEWER");
    EXPECTED.put("GET /api/v1/operations/{id}", "VIEWER");
    for (String action :
        List.of(
            "start",
            "pause",
            "resume",
            "stop",
            "retry",
            "verify",
            "reload",
            "extend",
            "plan",
            "preflight",
            "abort",
            "why",
            "prove")) {
      EXPECTED.put("POST " + ONE + ":" + action, "OPERATOR");
    }
    EXPECTED.put("GET " + ONE + "/differences", "OPERATOR");
    EXPECTED.put("GET " + ONE + "/quarantine", "VIEWER");
    EXPECTED.put("GET " + ONE + "/quarantine/{group}/rows", "OPERATOR");
    EXPECTED.put("GET " + ONE + "/quarantine/replays/{act}", "VIEWER");
    EXPECTED.put("POST " + ONE + "/quarantine:replay", "OPERATOR");
    EXPECTED.put("POST " + ONE + "/quarantine:discard", "OPERATOR");
    EXPECTED.put("GET " + ONE + "/repairs", "VIEWER");
    EXPECTED.put("POST " + ONE + "/repairs", "OPERATOR");
    EXPECTED.put("GET " + ONE + "/repairs/{repair}", "VIEWER");
    EXPECTED.put("GET " + ONE + "/conflicts", "OPERATOR");
    EXPECTED.put("POST " + ONE + "/conflicts:settle", "OPERATOR");
    EXPECTED.put("POST " + ONE + "/window:extend", "OPERATOR");
    EXPECTED.put("GET " + ONE + "/certificates", "VIEWER");
    EXPECTED.put("GET " + ONE + "/certificates/{version}", "OPERATOR");
    EXPECTED.put("GET " + ONE + "/checks", "VIEWER");
    EXPECTED.put("GET " + ONE + "/checks/plan", "VIEWER");
    EXPECTED.put("GET " + ONE + "/checks/history", "VIEWER");
    EXPECTED.put("POST " + ONE + "/checks:run", "OPERATOR");
    EXPECTED.put("POST " + ONE + "/checks:override", "APPROVER");
    EXPECTED.put("POST " + ONE + ":cut-over", "APPROVER");
    EXPECTED.put("POST " + ONE + ":roll-back", "APPROVER");
    EXPECTED.put("POST /api/v1/migrations", "OPERATOR");
    EXPECTED.put("PUT " + ONE + "/specification", "OPERATOR");
    EXPECTED.put("DELETE " + ONE, "OPERATOR");
    EXPECTED.put("POST " + ONE + ":complete", "APPROVER");
    EXPECTED.put("GET " + ONE + "/sign-offs", "VIEWER");
    EXPECTED.put("POST " + ONE + "/sign-offs", "OPERATOR");
    EXPECTED.put("POST " + ONE + "/sign-offs/{id}:approve", "APPROVER");
    EXPECTED.put("POST " + ONE + "/sign-offs/{id}:revoke", "OPERATOR");
    for (String admin :
        List.of(
            "GET /api/v1/users",
            "POST /api/v1/users",
            "GET /api/v1/users/{account}",
            "DELETE /api/v1/users/{account}",
            "PUT /api/v1/users/{account}/grants",
            "PUT /api/v1/users/{account}/password",
            "DELETE /api/v1/tokens/{id}")) {
      EXPECTED.put(admin, "ADMIN");
    }
  }

  private static String name(AccessTable.Rule rule) {
    return rule.method() + " " + rule.path();
  }

  @Test
  void theTableHoldsExactlyTheseEndpoints() {
    assertThat(AccessTable.rows().stream().map(AccessMatrixTest::name).sorted().toList())
        .containsExactlyElementsOf(EXPECTED.keySet());
  }

  @Test
  void everyEndpointThatIsServedIsInTheTable() {
    RequestMappingHandlerMapping mappings =
        SERVER
            .server()
            .context()
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    TreeSet<String> missing = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (method.getBeanType().getPackageName().startsWith("dev.crossfade")) {
                for (PathPattern pattern : mapping.getPathPatternsCondition().getPatterns()) {
                  for (RequestMethod verb : mapping.getMethodsCondition().getMethods()) {
                    String path = concrete(pattern.getPatternString()).replaceAll("[?].*", "");
                    if (AccessTable.row(verb.name(), PathContainer.parsePath(path)).isEmpty()) {
                      missing.add(verb + " " + pattern);
                    }
                  }
                }
              }
            });

    assertThat(missing).isEmpty();
  }

  @Test
  void everyEndpointForEveryRole() {
    Map<String, Client> callers = new LinkedHashMap<>();
    callers.put("nobody", SERVER.nobody());
    callers.put("outsider", SERVER.signedIn("outsider"));
    for (Role role : Role.values()) {
      callers.put(role.name(), SERVER.token(role.name().toLowerCase(java.util.Locale.ROOT), role));
    }
    List<String> wrong = new ArrayList<>();
    EXPECTED.forEach(
        (endpoint, needed) ->
            callers.forEach(
                (caller, client) -> {
                  String expected = expected(caller, needed);
                  String actual = outcome(client, endpoint);
                  if (!expected.equals(actual)) {
                    wrong.add(endpoint + " as " + caller + ": " + actual + ", not " + expected);
                  }
                }));

    assertThat(wrong).isEmpty();
  }

  @Test
  void aRoleElsewhereIsNoRoleHere() {
    Client admin = SERVER.token("admin", Role.ADMIN);
    String here = "/api/v1/migrations/ours-1";
    admin
        .post(
            "/api/v1/users",
            Map.of(
                "account",
                "elsewhere",
                "password",
                TestServer.PASSWORD,
                "grants",
                List.of(Map.of("migration", "elsewhere-1", "role", "ADMIN"))))
        .is(201);
    admin.post("/api/v1/migrations", Shop.named("ours-1")).is(201);
    admin.post("/api/v1/migrations", Shop.named("elsewhere-1")).is(201);
    Client elsewhere = SERVER.signedIn("elsewhere");

    elsewhere.get("/api/v1/migrations/elsewhere-1").is(200);
    elsewhere.get(here).problem(403, "CF-6102");
    elsewhere.get("/api/v1/events?migration=ours-1").problem(403, "CF-6102");
    elsewhere.with("If-Match", "*").post(here + ":start", null).problem(403, "CF-6102");
    elsewhere.get("/api/v1/users").problem(403, "CF-6102");
    elsewhere.get("/api/v1/audit/leaves").problem(403, "CF-6102");
    elsewhere.get("/api/v1/audit/bundle").problem(403, "CF-6102");
    elsewhere.post("/api/v1/migrations", Shop.named("third-1")).problem(403, "CF-6102");
    assertThat(elsewhere.get("/api/v1/migrations").is(200).body())
        .contains("elsewhere-1")
        .doesNotContain("ours-1");
  }

  /** A draft could be pointed at any host, with any released secret. */
  @Test
  void whoMayOperateOneMigrationCannotMakeSomethingElseOfIt() {
    Client admin = SERVER.token("admin", Role.ADMIN);
    Map<String, String> grant = Map.of("migration", "mine-1", "role", "ADMIN");
    Map<String, Object> person =
        Map.of("account", "mine", "password", TestServer.PASSWORD, "grants", List.of(grant));
    admin.post("/api/v1/users", person).is(201);
    admin.post("/api/v1/migrations", Shop.named("mine-1")).is(201);
    Client mine = SERVER.signedIn("mine").with("If-Match", "*");
    String path = "/api/v1/migrations/mine-1/specification";
    Map<String, String> files = Shop.files("mine-1");
    String main = files.get("crossfade.yaml");
    String elsewhere = body(files, "crossfade.yaml", main.replace("127.0.0.1:1/crm", "[::1]:2/x"));
    String lead = files.get("entities/lead.yaml").replace("lead", "deal");
    String more = body(files, "entities/deal.yaml", lead);

    mine.send("PUT", path, elsewhere).problem(403, "CF-6102");
    mine.send("PUT", path + "?dry_run=true", elsewhere).problem(403, "CF-6102");
    mine.send("PUT", path, more).problem(403, "CF-6102");
    assertThat(mine.get(path).json().get("files").get("crossfade.yaml").asString()).isEqualTo(main);
    mine.post("/api/v1/migrations/mine-1:start", null).is(202);
    mine.send("PUT", path, elsewhere).problem(409, "CF-6111");
    mine.send("PUT", path, more).is(200);
  }

  private static String body(Map<String, String> files, String name, String text) {
    Map<String, String> changed = new TreeMap<>(files);
    changed.put(name, text);
    return Client.json(Map.of("files", changed));
  }

  @Test
  void whatIsNotInTheTableIsRefusedToAll() {
    Client admin = SERVER.token("admin", Role.ADMIN);

    admin.get("/api/v1/nothing").problem(404, "CF-6103");
    admin.get("/error").problem(404, "CF-6103");
    admin.get("/actuator").problem(404, "CF-6103");
    admin.send("PUT", "/api/v1/migrations", "{}").problem(405, "CF-6114");
    assertThat(admin.send("PUT", "/api/v1/migrations", "{}").header("Allow"))
        .isEqualTo("GET, POST");
    SERVER.nobody().get("/api/v1/nothing").problem(401, "CF-6101");
  }

  private static String expected(String caller, String needed) {
    if (needed.equals(ANYBODY)) {
      return "allowed";
    }
    if (caller.equals("nobody")) {
      return "not signed in";
    }
    Optional<Role> role =
        caller.equals("outsider") ? Optional.empty() : Optional.of(Role.valueOf(caller));
    boolean allowed =
        needed.equals(SIGNED_IN)
            || role.filter(has -> has.covers(Role.valueOf(needed))).isPresent();
    return allowed ? "allowed" : "refused";
  }

  /** What exists in none of the requests is not found, which only those learn who may ask. */
  private static String outcome(Client client, String endpoint) {
    String[] parts = endpoint.split(" ");
    String path = concrete(parts[1]);
    boolean body = !parts[0].equals("GET") && !parts[0].equals("DELETE");
    boolean signOut = endpoint.equals("DELETE /api/v1/session");
    Answer answer = client.send(signOut ? "GET" : parts[0], path, body ? "{}" : null);
    String code = answer.header("Content-Type").contains("problem") ? answer.text("code") : "";
    return switch (code) {
      case "CF-6101" -> "not signed in";
      case "CF-6102", "CF-6116" -> "refused";
      default -> "allowed";
    };
  }

  private static String concrete(String pattern) {
    String path =
        pattern
            .replace("{name}", "no-such-thing")
            .replace("{account}", "no-such-user")
            .replace("{repair}", "17")
            .replace("{act}", "17")
            .replace("{group}", "5f1c09ab")
            .replace("{version}", "17")
            .replace("{id}", "00000000-0000-0000-0000-000000000000")
            .replaceAll("\\{action.*}", "start");
    return path.endsWith("/events") ? path + "?migration=no-such-thing" : path;
  }
}
