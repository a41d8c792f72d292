package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.Main;
import dev.crossfade.server.security.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that ask a server, against one that runs. */
class CommandsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String URL = SERVER.server().url();

  @TempDir private Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Map<String, String> all = new TreeMap<>(environment);
    all.put("HOME", home.toString());
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all, arguments);
  }

  private Map<String, String> operator() {
    String bearer = SERVER.token("operator", Role.OPERATOR).headers().get("Authorization");
    return Map.of("CROSSFADE_SERVER", URL, "CROSSFADE_TOKEN", bearer.substring("Bearer ".length()));
  }

  private Path folder(String name) throws Exception {
    Path folder = home.resolve(name);
    for (Map.Entry<String, String> file : Shop.files(name).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder;
  }

  @Test
  void signsInAndOut() throws Exception {
    Map<String, String> password = Map.of("CROSSFADE_PASSWORD", TestServer.PASSWORD);

    assertThat(run(password, "login", URL, "--user", "viewer")).as(err.toString()).isZero();
    Path file = home.resolve(".config/crossfade/contexts.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains("cfp_").doesNotContain(TestServer.PASSWORD);
    assertThat(run(Map.of(), "whoami", "-o", "json")).isZero();
    assertThat(json().get("account").asString()).isEqualTo("viewer");
    assertThat(run(Map.of(), "context", "list")).isZero();
    assertThat(out.toString())
        .isEqualTo("CURRENT  NAME     SERVER\n*        default  " + URL + "\n");
    assertThat(run(Map.of(), "context", "list", "-o", "json")).isZero();
    assertThat(json().at("/items/0/current").asBoolean()).isTrue();
    assertThat(run(Map.of(), "context", "list", "-o", "csv", "--columns=name")).isZero();
    assertThat(out.toString()).isEqualTo("name\ndefault\n");
    assertThat(run(Map.of(), "context", "use", "default", "-o", "json")).isZero();
    assertThat(json().get("done").asString()).isEqualTo("use-context");
    String secret = new String(Files.readAllBytes(file));
    assertThat(run(Map.of(), "logout")).isZero();
    assertThat(Files.readString(file)).doesNotContain("cfp_");
    assertThat(run(Map.of(), "whoami")).isEqualTo(2);
    String token = secret.replaceAll("(?s).*(cfp_[A-Za-z0-9_-]+).*", "$1");
    assertThat(run(Map.of("CROSSFADE_SERVER", URL, "CROSSFADE_TOKEN", token), "whoami"))
        .as("the token was revoked")
        .isEqualTo(7);
  }

  @Test
  void theFirstAdministratorsLinkIsNotTakenFromTheCommandLine() throws Exception {
    String link = URL + "/setup?link=guessed";
    assertThat(run(Map.of(), "setup", link)).isEqualTo(2);
    assertThat(err.toString())
        .contains("CF-6923", "CROSSFADE_SETUP_LINK")
        .doesNotContain("guessed");

    Map<String, String> given =
        Map.of("CROSSFADE_SETUP_LINK", link, "CROSSFADE_PASSWORD", TestServer.PASSWORD);
    assertThat(run(given, "setup")).isNotZero();
    assertThat(err.toString()).contains("CF-6118").doesNotContain("guessed");
  }

  @Test
  void carriesAMigrationThroughItsCommands() throws Exception {
    Map<String, String> operator = operator();
    Path folder = folder("commanded-1");

    assertThat(run(operator, "migration", "create", folder.toString(), "-o", "json"))
        .as(err.toString())
        .isZero();
    assertThat(json().get("phase").asString()).isEqualTo("DRAFT");
    assertThat(json().get("next_steps").get(1).asString())
        .isEqualTo("crossfade migration start commanded-1");
    assertThat(run(operator, "migration", "create", folder.toString())).isEqualTo(5);
    assertThat(run(operator, "migration", "pause", "commanded-1")).isEqualTo(4);
    assertThat(err.toString()).startsWith("error[CF-5051]: ").contains("why: ", "fix: ");
    assertThat(run(operator, "migration", "start", "commanded-1", "-o", "yaml")).isZero();
    assertThat(new Load(LoadSettings.builder().build()).loadFromString(out.toString()))
        .isInstanceOfSatisfying(
            Map.class, map -> assertThat(map.get("state")).isEqualTo("RUNNING"));
    assertThat(run(operator, "migration", "stop", "commanded-1", "--wait", "--timeout", "1"))
        .as("nobody carries it out")
        .isEqualTo(8);
    assertThat(err.toString()).contains("stop of commanded-1: STOPPED, 0 of 1 steps done");
    assertThat(run(operator, "migration", "journal", "commanded-1", "-o", "csv")).isZero();
    assertThat(out.toString())
        .startsWith("version,at,actor,event,phase,step,why\n1,")
        .contains("user:operator/token:test,Entered,STOPPED");
    assertThat(run(operator, "migration", "watch", "commanded-1", "--until", "stopped")).isZero();
    assertThat(out.toString().lines()).hasSize(2);
    assertThat(run(operator, "migration", "plan", "commanded-1")).isEqualTo(4);
    assertThat(run(operator, "migration", "list")).isZero();
    assertThat(out.toString())
        .startsWith("NAME")
        .containsPattern("PHASE +VERSION +OWNER +SIGN-OFF +TROUBLE +ACTIONS")
        .contains("commanded-1");
    assertThat(run(operator, "operation", "list", "commanded-1", "-o", "csv")).isZero();
    assertThat(out.toString()).contains("OVERTAKEN").contains("plan");
    assertThat(run(operator, "migration", "delete", "commanded-1")).isEqualTo(4);
    assertThat(run(operator, "migration", "show", "no-such-thing")).isEqualTo(6);
    assertThat(run(operator, "user", "list")).isEqualTo(7);
  }

  @Test
  void appliesAFolderAsOftenAsOneLikes() throws Exception {
    Map<String, String> operator = operator();
    Path folder = folder("applied-1");
    String dir = folder.toString();

    assertThat(run(operator, "apply", dir, "--dry-run", "-o", "json")).as(err.toString()).isZero();
    assertThat(json().get("change").asString()).isEqualTo("CREATED");
    assertThat(run(operator, "migration", "show", "applied-1")).isEqualTo(6);
    assertThat(run(operator, "apply", dir, "-o", "json")).as(err.toString()).isZero();
    assertThat(json().at("/operation/kind").asString()).isEqualTo("plan");
    assertThat(run(operator, "apply", dir)).isZero();
    assertThat(out.toString()).containsPattern("applied-1 +UNCHANGED");
    assertThat(err.toString()).contains("nothing differs");

    Path lead = folder.resolve("entities/lead.yaml");
    Files.writeString(lead, Files.readString(lead).replace("public.leads", "public.people"));
    assertThat(run(operator, "apply", dir, "--dry-run")).isZero();
    assertThat(err.toString())
        .contains("-    table: public.leads\n+    table: public.people\n")
        .contains("--- entities/lead.yaml");
    assertThat(run(operator, "apply", dir, "-q", "-o", "csv", "--columns", "change,phase"))
        .isZero();
    assertThat(out.toString()).isEqualTo("change,phase\nUPDATED,DRAFT\n");
    assertThat(err.toString()).isEmpty();
    assertThat(run(operator, "apply", dir, "--start", "-o", "json")).isZero();
    assertThat(json().at("/operation/kind").asString()).isEqualTo("start");
    assertThat(json().get("next_steps")).isNotEmpty();
    assertThat(run(operator, "apply", dir, "--start", "-o", "json")).isZero();
    assertThat(json().has("operation")).as("it is on its way").isFalse();

    Files.writeString(lead, Files.readString(lead).replace("public.people", "public.leads"));
    assertThat(run(operator, "apply", dir)).as("it was begun").isEqualTo(4);
  }

  @Test
  void showsOnlyWhatIsAskedForAndChangesNothingWhenItIsOnlyTried() throws Exception {
    Map<String, String> operator = operator();
    assertThat(run(operator, "migration", "create", folder("tried-1").toString(), "--dry-run"))
        .isZero();
    assertThat(run(operator, "migration", "show", "tried-1")).isEqualTo(6);
    assertThat(run(operator, "migration", "create", folder("tried-1").toString())).isZero();
    String[] list = {"migration", "list", "--filter", "name == \"tried-1\"", "--no-header"};
    assertThat(run(operator, list)).isZero();
    assertThat(out.toString()).startsWith("tried-1  DRAFT  0").hasLineCount(1);
    assertThat(run(operator, "migration", "show", "tried-1", "--columns", "nme")).isEqualTo(2);
    assertThat(err.toString()).contains("CF-6920").contains("name, phase");
    assertThat(run(operator, "migration", "pause", "tried-1", "--dry-run")).isEqualTo(4);
    assertThat(run(operator, "migration", "start", "tried-1", "--dry-run", "-o", "json")).isZero();
    assertThat(json().get("path").asString()).isEqualTo("/api/v1/migrations/tried-1:start");
    assertThat(run(operator, "migration", "delete", "tried-1", "--dry-run")).isZero();
    assertThat(run(operator, "migration", "show", "tried-1", "-o", "json")).isZero();
    assertThat(json().get("phase").asString()).isEqualTo("DRAFT");
    assertThat(json().at("/progress/troubles")).isNotEmpty();
    assertThat(run(operator, "migration", "progress", "tried-1", "--until", "draft", "-o", "json"))
        .isZero();
    assertThat(json().get("apiVersion").asString()).isEqualTo("crossfade.dev/progress/v1");
    String[] watch = {"migration", "show", "tried-1", "--watch", "--until", "draft", "-o", "json"};
    assertThat(run(operator, watch)).as(err.toString()).isZero();
    assertThat(out.toString()).as("a document a line").hasLineCount(1);
    assertThat(json().get("name").asString()).isEqualTo("tried-1");
    assertThat(run(operator, "migration", "list", "-o", "json", "--fields", "name")).isZero();
    assertThat(json().get("next_steps")).isNotEmpty();
    assertThat(json().at("/items/0").propertyNames()).containsExactly("name");
  }

  @Test
  void aSpecificationThatIsWrongIsToldWithItsPlace() throws Exception {
    Path folder = folder("misspelt-1");
    Path lead = folder.resolve("entities/lead.yaml");
    Files.writeString(lead, Files.readString(lead).replace("int64", "int65"));

    assertThat(run(operator(), "migration", "create", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("error[CF-1010]").contains("entities/lead.yaml:6:7");
  }

  @Test
  void saysWhatIsMissingOnTheWay() {
    assertThat(run(Map.of(), "migration", "list")).isEqualTo(2);
    assertThat(err.toString()).contains("CF-6911");
    assertThat(run(Map.of("CROSSFADE_SERVER", "http://127.0.0.1:1"), "migration", "list"))
        .isEqualTo(9);
    assertThat(run(Map.of("CROSSFADE_SERVER", "http://192.0.2.1"), "migration", "list"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("CF-6917");
    assertThat(run(Map.of("CROSSFADE_SERVER", URL), "migration", "list")).isEqualTo(7);
  }

  @Test
  void givesTokensAndUsers() {
    String bearer = SERVER.token("admin", Role.ADMIN).headers().get("Authorization");
    Map<String, String> admin = new TreeMap<>();
    admin.put("CROSSFADE_SERVER", URL);
    admin.put("CROSSFADE_TOKEN", bearer.substring("Bearer ".length()));
    admin.put("CROSSFADE_PASSWORD", TestServer.PASSWORD);

    assertThat(run(admin, "user", "create", "cli-user", "--grant", "shop=operator")).isZero();
    assertThat(run(admin, "user", "grant", "cli-user", "--grant", "*=viewer", "-o", "json"))
        .isZero();
    assertThat(json().get("grants").get(0).get("role").asString()).isEqualTo("VIEWER");
    assertThat(run(admin, "token", "create", "ci", "--role", "viewer", "-o", "json")).isZero();
    String id = json().get("id").asString();
    assertThat(json().get("secret").asString()).startsWith("cfp_");
    assertThat(run(admin, "token", "revoke", id, "-o", "json")).isZero();
    assertThat(json().get("subject").asString()).isEqualTo(id);
    assertThat(run(admin, "user", "delete", "cli-user")).isZero();
    assertThat(out.toString()).isEmpty();
    SERVER
        .part(JdbcClient.class)
        .sql("INSERT INTO crossfade.account VALUES ('oidc:auth0|5f+x', '', now(), 'oidc', now())")
        .update();
    assertThat(run(admin, "user", "delete", "oidc:auth0|5f+x", "-o", "csv"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .isEqualTo("done,subject,dry-run\ndelete-account,oidc:auth0|5f+x,false\n");
    assertThat(run(admin, "user", "delete", "oidc:auth0|5f+x")).isEqualTo(6);
    assertThat(run(admin, "migration", "show", "a b")).isEqualTo(6);
    assertThat(run(admin, "migration", "watch", "a b")).isEqualTo(6);
  }

  private String login(String user, String... more) {
    String[] login = {"login", URL, "--user", user, "-o", "json"};
    Map<String, String> password = Map.of("CROSSFADE_PASSWORD", TestServer.PASSWORD);
    int exit = run(password, Stream.of(login, more).flatMap(Stream::of).toArray(String[]::new));
    return exit == 0
        ? json().get("role").asString() + " " + json().get("migration").asString()
        : "" + exit;
  }

  private String roles() {
    assertThat(run(Map.of(), "whoami", "-o", "json")).as(err.toString()).isZero();
    return json().get("roles").toString();
  }

  @Test
  void aTokenIsForTheMigrationThatSomebodyNames() {
    user("two-roles", Map.of("one", "OPERATOR", "two", "VIEWER"));
    assertThat(login("two-roles")).isEqualTo("7");
    assertThat(err.toString()).contains("--migration, one of one, two");
    assertThat(login("two-roles", "--migration", "one")).isEqualTo("OPERATOR one");
    assertThat(roles()).isEqualTo("{\"one\":\"OPERATOR\"}");
    assertThat(login("two-roles", "--migration", "two")).isEqualTo("VIEWER two");
    assertThat(login("two-roles", "--migration", "three")).isEqualTo("7");
    assertThat(err.toString()).contains("you have no role on three");
  }

  @Test
  void whoHasMoreOnOneMigrationIsToldSoAndMayHaveIt() {
    user("more-on-one", Map.of("*", "VIEWER", "unify", "APPROVER", "shop", "VIEWER"));
    assertThat(login("more-on-one")).isEqualTo("VIEWER *");
    assertThat(err.toString())
        .contains("more-on-one, VIEWER on every migration")
        .contains("not in its token: APPROVER on unify (--migration)")
        .doesNotContain("on shop");
    assertThat(login("more-on-one", "--migration", "unify")).isEqualTo("APPROVER unify");
    assertThat(login("more-on-one", "--migration", "other")).isEqualTo("VIEWER other");
    assertThat(login("viewer", "--migration", "other")).isEqualTo("VIEWER other");
  }

  private static void user(String name, Map<String, String> roles) {
    List<Map<String, String>> grants =
        roles.entrySet().stream()
            .map(role -> Map.of("migration", role.getKey(), "role", role.getValue()))
            .toList();
    SERVER
        .signedIn("admin")
        .post(
            "/api/v1/users",
            Map.of("account", name, "password", TestServer.PASSWORD, "grants", grants))
        .is(201);
  }

  @Test
  void whatChangesSomethingCanBeTried() throws Exception {
    Map<String, String> operator = operator();
    assertThat(run(operator, "migration", "create", folder("tried-2").toString())).isZero();
    String path = "/api/v1/migrations/tried-2";
    String[][] changes = {
      {path + "/sign-offs", "signoff", "request", "tried-2", "--reason=why"},
      {path + "/sign-offs/none:revoke", "signoff", "revoke", "tried-2", "none", "--reason=why"},
      {path + "/checks:run", "migration", "check", "run", "tried-2"},
      {path + "/checks:override", "migration", "check", "override", "tried-2", "c", "--reason=w"},
      {path + "/repairs", "migration", "repair", "tried-2", "--entity=e", "--all", "--reason=w"},
      {"/api/v1/audit/checkpoint", "audit", "remote", "checkpoint"}
    };
    for (String[] change : changes) {
      List<String> command = new ArrayList<>(List.of(change).subList(1, change.length));
      command.addAll(List.of("--dry-run", "-o", "json"));
      assertThat(run(operator, command.toArray(String[]::new))).as(err.toString()).isZero();
      assertThat(json().get("method").asString() + json().get("path").asString())
          .isEqualTo("POST" + change[0]);
    }
    String[] approve = {"signoff", "approve", "tried-2", "none", "--reason=why", "--dry-run"};
    assertThat(run(operator, approve)).as("it is looked for").isEqualTo(3);
    assertThat(run(operator, "signoff", "list", "tried-2", "-o", "json")).isZero();
    assertThat(json().get("items")).isEmpty();
    assertThat(run(operator, "operation", "list", "tried-2", "-o", "json")).isZero();
    assertThat(json().get("items")).isEmpty();
    assertThat(run(operator, "migration", "delete", "tried-2", "-o", "json")).isZero();
    assertThat(json().get("done").asString()).isEqualTo("delete");
  }

  private JsonNode json() {
    return JsonMapper.shared().readTree(out.toString());
  }
}
