package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.Main;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.server.security.Role;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Journal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Several people agree over the interface, and what does not count. */
class SignOffsTest {
  private static final TestServer SERVER = TestServer.shared();

  @TempDir private Path home;

  @BeforeAll
  static void people() {
    Client admin = SERVER.token("admin", Role.ADMIN);
    for (String name : List.of("ann", "bob", "cid")) {
      admin.post("/api/v1/users", user(name)).is(201);
    }
  }

  private static Map<String, Object> user(String name) {
    Map<String, String> approver = Map.of("migration", "*", "role", "APPROVER");
    return Map.of("account", name, "password", TestServer.PASSWORD, "grants", List.of(approver));
  }

  private static Client person(String name) {
    return SERVER.signedIn(name).with("If-Match", "*");
  }

  /** A migration that is live, as its owner would have recorded it. */
  static String live(String name) {
    Map<String, String> files = new TreeMap<>(Shop.files(name));
    files.computeIfPresent("crossfade.yaml", (key, text) -> text + "signOffs: {required: 2}\n");
    person("admin").post("/api/v1/migrations", Map.of("files", files)).is(201);
    person("admin").post(path(name) + ":start", null).is(202);
    record(name, new Event.Entered(Phase.LIVE, Trigger.FINISHED));
    verified(name);
    return path(name);
  }

  private static void verified(String name) {
    verified(name, "lead EQUAL");
  }

  private static void verified(String name, String result) {
    record(name, new Event.Entered(Phase.VERIFYING, Trigger.VERIFY));
    record(name, new Event.Begun(StepKind.VERIFY, 1, 0));
    record(name, new Event.Done(StepKind.VERIFY, 1, result));
    record(name, new Event.Entered(Phase.LIVE, Trigger.FINISHED));
  }

  static void record(String name, Event event) {
    Journal journal = SERVER.server().context().getBean(ControlStore.class).journal();
    journal.append(
        new Append(
            name,
            UUID.randomUUID().toString(),
            journal.read(name, 0).size(),
            0,
            Instant.now(),
            "owner",
            List.of(EventText.format(event))));
  }

  private static String path(String name) {
    return "/api/v1/migrations/" + name;
  }

  static Answer request(String path, String who) {
    return person(who).post(path + "/sign-offs", Map.of("reason", "all is compared")).is(201);
  }

  static Answer approve(Client who, String path, Answer request) {
    return who.post(
        path + "/sign-offs/" + request.text("id") + ":approve",
        Map.of("reason", "I looked", "hash", request.text("hash")));
  }

  @Test
  void aMigrationEndsOnlyOnceTwoOthersHaveAgreed() {
    String path = live("signed-1");
    person("ann").post(path + ":complete", null).problem(409, "CF-5056");
    Answer request = request(path, "ann");
    assertThat(request.json().at("/about/evidence/0/result").asString()).isEqualTo("lead EQUAL");
    assertThat(request.json().at("/about/steps/0").asString()).startsWith("PREPARE_TARGET");

    approve(person("bob"), path, request).is(200);
    JsonNode shown = person("cid").get(path).is(200).json();
    assertThat(shown.at("/signOff/state").asString()).isEqualTo("WAITING");
    assertThat(shown.at("/signOff/approvedBy/0").asString()).isEqualTo("bob");
    assertThat(shown.at("/next_steps/0").asString())
        .isEqualTo("crossfade signoff approve signed-1 " + request.text("id") + " --reason TEXT");
    person("ann").post(path + ":complete", null).problem(409, "CF-5056");
    assertThat(approve(person("cid"), path, request).is(200).text("state")).isEqualTo("SIGNED");

    person("ann").post(path + ":complete", null).is(202);
    JsonNode used = person("ann").get(path + "/sign-offs").is(200).json().at("/items/0");
    assertThat(used.path("state").asString()).isEqualTo("USED");
    assertThat(used.path("approvals").size()).isEqualTo(2);
  }

  @Test
  void whoAsksSaysBeforeWhichGate() {
    String path = live("signed-10");
    assertThat(request(path, "ann").text("gate")).isEqualTo("COMPLETED");
    Map<String, String> wish = Map.of("reason", "all is compared", "gate", "CUTOVER");
    Answer request = person("ann").post(path + "/sign-offs", wish).is(201);
    assertThat(request.text("gate")).isEqualTo("CUTOVER");
    approve(person("bob"), path, request).is(200);
    approve(person("cid"), path, request).is(200);
    person("ann").post(path + ":complete", null).problem(409, "CF-5056");
    assertThat(
            person("ann")
                .post(path + "/sign-offs", Map.of("reason", "all of it", "gate", "PUBLISHING"))
                .problem(409, "CF-5057")
                .text("detail"))
        .contains("no gate to PUBLISHING");
    person("ann").post(path + "/sign-offs", Map.of("reason", "all of it", "gate", "x")).is(400);

    person("ann").post(path + ":cut-over", null).is(202);
  }

  @Test
  void whoSignsACutoverSeesAllColumnsThatNoWayBackBringsBack() {
    String path = live("signed-11");
    Map<String, String> cutover = Map.of("reason", "all is compared", "gate", "CUTOVER");
    Answer unsaid = person("ann").post(path + "/sign-offs", cutover).is(201);
    assertThat(unsaid.json().at("/about/broughtBack").asString()).isEqualTo("NOT_KNOWN");
    assertThat(unsaid.json().at("/about").has("lost")).isFalse();
    verified(
        "signed-11", "lead EQUAL; not brought back: lead.a, lead.b, lead.c, lead.d, company.hash");
    assertThat(person("ann").get(path + "/sign-offs").json().at("/items/0/state").asString())
        .isEqualTo("VOID");
    Answer request = person("ann").post(path + "/sign-offs", cutover).is(201);
    assertThat(request.json().at("/about/broughtBack").asString()).isEqualTo("NOT_ALL");
    assertThat(request.json().at("/about/lost").toString())
        .isEqualTo("[\"lead.a\",\"lead.b\",\"lead.c\",\"lead.d\",\"company.hash\"]");
    assertThat(run("bob", "signoff", "list", "signed-11")).isZero();
    assertThat(said).contains("NOT_ALL", "lead.a lead.b lead.c lead.d company.hash");
    String id = request.text("id");
    assertThat(run("bob", "signoff", "approve", "signed-11", id, "--reason", "I looked"))
        .as(said)
        .isZero();
    assertThat(said).contains("not brought back: lead.d", "not brought back: company.hash");

    JsonNode end = request(path, "ann").json();
    assertThat(end.path("gate").asString()).isEqualTo("CUTOVER");
    Map<String, String> completed = Map.of("reason", "all is compared", "gate", "COMPLETED");
    Answer other = person("ann").post(path + "/sign-offs", completed).is(201);
    assertThat(other.json().at("/about").has("broughtBack")).isFalse();
    assertThat(other.json().at("/about").has("lost")).isFalse();
  }

  @Test
  void whatDoesNotCount() {
    String path = live("signed-2");
    Answer request = request(path, "ann");
    approve(person("ann"), path, request).problem(409, "CF-5061");
    Client token = SERVER.token("bob", Role.APPROVER).with("If-Match", "*");
    approve(token, path, request).problem(403, "CF-5059");
    approve(person("operator"), path, request).problem(403, "CF-6102");
    approve(person("bob").without("If-Match"), path, request).problem(428, "CF-6104");
    approve(person("bob").without("X-CSRF-TOKEN"), path, request).problem(403, "CF-6116");
    person("bob")
        .post(
            path + "/sign-offs/" + request.text("id") + ":approve",
            Map.of("reason", "I looked", "hash", "0".repeat(64)))
        .problem(409, "CF-5058");
    approve(person("bob"), path, request).is(200);
    approve(person("bob"), path, request).problem(409, "CF-5061");
    verified("signed-2");
    approve(person("cid"), path, request).problem(409, "CF-5058");
    assertThat(person("ann").get(path + "/sign-offs").json().at("/items/0/state").asString())
        .isEqualTo("VOID");
    Answer second = request(path, "bob");
    assertThat(person("ann").get(path + "/sign-offs").json().at("/items/1/state").asString())
        .isEqualTo("REPLACED");
    String revoke = path + "/sign-offs/" + second.text("id") + ":revoke";
    assertThat(person("operator").post(revoke, Map.of("reason", "not yet")).is(200).text("state"))
        .isEqualTo("REVOKED");
    approve(person("ann"), path, second).problem(409, "CF-5058");
    person("ann").post(path + "/sign-offs", Map.of("reason", "\u0007\u0007\u0007")).is(400);
  }

  @Test
  void whoSignedInLongAgoHasToDoSoAgain() {
    String path = live("signed-3");
    Answer request = request(path, "ann");
    Client session = person("bob");
    LateClock.forward(Duration.ofSeconds(301));
    try {
      approve(session, path, request).problem(403, "CF-5060");
      approve(person("bob"), path, request).is(200);
    } finally {
      LateClock.forward(Duration.ZERO);
    }
  }

  @Test
  void everyActIsInTheJournalAndInTheAuditLog() {
    String path = live("signed-4");
    Answer request = request(path, "ann");
    approve(person("bob"), path, request).is(200);
    String journal = person("ann").get(path + "/journal?page_size=500").body();
    assertThat(journal).contains("SignOffRequested", "all is compared", "SignOffApproved");
    JdbcClient jdbc = SERVER.server().context().getBean(JdbcClient.class);
    String leaves =
        String.join(
            "\n",
            jdbc.sql("SELECT to_jsonb(l)::text FROM crossfade.audit_leaf l")
                .query(String.class)
                .list());
    assertThat(leaves).contains("user:bob").contains("SignOffApproved");
  }

  /** Gives it the same specification, but for what is said of sign-offs. */
  private static Answer describe(String name, String settings) {
    Map<String, String> files = new TreeMap<>(Shop.files(name));
    files.computeIfPresent(
        "crossfade.yaml", (key, text) -> text + "signOffs: {required: 2" + settings + "}\n");
    return person("admin").send("PUT", path(name) + "/specification", Map.of("files", files));
  }

  private static List<String> described(String name) {
    Journal journal = SERVER.server().context().getBean(ControlStore.class).journal();
    return journal.read(name, 0).stream()
        .map(entry -> EventText.parse(entry.event()))
        .filter(Event.Described.class::isInstance)
        .map(event -> ((Event.Described) event).specification())
        .toList();
  }

  @Test
  void anotherSpecificationVoidsWhatWasSignedForGood() {
    String path = live("signed-6");
    Answer request = request(path, "ann");
    approve(person("bob"), path, request).is(200);
    approve(person("cid"), path, request).is(200);
    String first = person("ann").get(path).json().path("contentHash").asString();
    String second = describe("signed-6", ", hours: 12").is(200).text("contentHash");
    assertThat(person("ann").get(path).json().at("/signOff/state").asString()).isEqualTo("VOID");
    describe("signed-6", "").is(200);

    assertThat(described("signed-6")).containsExactly(second, first);
    assertThat(person("ann").get(path).json().at("/signOff/state").asString()).isEqualTo("VOID");
    assertThat(person("ann").get(path + "/sign-offs").json().at("/items/0/state").asString())
        .isEqualTo("VOID");
    person("ann").post(path + ":complete", null).problem(409, "CF-5056");
    Answer again = request(path, "ann");
    approve(person("bob"), path, again).is(200);
    approve(person("cid"), path, again).is(200);
    person("ann").post(path + ":complete", null).is(202);
  }

  @Test
  void whatIsPublishedIsWhatWasSigned() {
    String path = live("signed-7");
    String hash = person("ann").get(path).json().path("contentHash").asString();
    record("signed-7", new Event.Entered(Phase.PUBLISHING, Trigger.FINISHED));
    describe("signed-7", ", hours: 12").problem(409, "CF-5051");
    record("signed-7", new Event.Entered(Phase.FAILED, Trigger.FAILURE));
    describe("signed-7", ", hours: 12").problem(409, "CF-5051");
    describe("signed-7", "").is(200);
    assertThat(person("ann").get(path).json().path("contentHash").asString()).isEqualTo(hash);
    record("signed-7", new Event.Entered(Phase.PUBLISHING, Trigger.RETRY));
    record("signed-7", new Event.Entered(Phase.LIVE, Trigger.FINISHED));

    describe("signed-7", ", hours: 12").is(200);
  }

  @Test
  void aSpecificationThatWasAnnouncedAndDidNotComeIsPutRightByGivingOneAgain() {
    String path = live("signed-8");
    record("signed-8", new Event.Described("0".repeat(64), 2));
    person("ann")
        .post(path + "/sign-offs", Map.of("reason", "all is compared"))
        .problem(409, "CF-5056");
    describe("signed-8", "").is(200);

    request(path, "ann");
  }

  @Test
  void aSignatureEndsWithTheRightToGiveIt() {
    Client admin = SERVER.token("admin", Role.ADMIN);
    for (String name : List.of("dan", "eve")) {
      admin.post("/api/v1/users", user(name)).is(201);
    }
    String path = live("signed-9");
    Answer request = request(path, "ann");
    approve(person("dan"), path, request).is(200);
    approve(person("eve"), path, request).is(200);
    admin
        .send(
            "PUT",
            "/api/v1/users/dan/grants",
            Map.of("grants", List.of(Map.of("migration", "signed-9", "role", "APPROVER"))))
        .is(200);
    assertThat(person("ann").get(path).json().at("/signOff/state").asString()).isEqualTo("SIGNED");
    admin.send("PUT", "/api/v1/users/dan/grants", Map.of("grants", List.of())).is(200);

    person("ann").post(path + ":complete", null).problem(409, "CF-5056");
    JsonNode revoked = person("ann").get(path + "/sign-offs").json().at("/items/0");
    assertThat(revoked.path("state").asString()).isEqualTo("REVOKED");
    assertThat(revoked.at("/ended/reason").asString()).contains("dan");
    Answer again = request(path, "ann");
    approve(person("bob"), path, again).is(200);
    approve(person("eve"), path, again).is(200);
    admin.send("DELETE", "/api/v1/users/eve", null).is(204);
    person("ann").post(path + ":complete", null).problem(409, "CF-5056");
  }

  @Test
  void theCommandsDoTheSame() {
    String path = live("signed-5");
    assertThat(
            run("ann", "signoff", "request", "signed-5", "--gate=cutover", "--reason", "compared"))
        .as(said)
        .isZero();
    assertThat(said).contains("CUTOVER");
    String id = person("ann").get(path + "/sign-offs").json().at("/items/0/id").asString();
    assertThat(run("ann", "signoff", "approve", "signed-5", id, "--reason", "mine")).isEqualTo(4);
    assertThat(said).contains("CF-5061");
    assertThat(run("bob", "signoff", "approve", "signed-5", id, "--reason", "I looked"))
        .as(said)
        .isZero();
    assertThat(said).contains("done VERIFY").contains("lead EQUAL");
    assertThat(run("cid", "migration", "show", "signed-5")).isZero();
    assertThat(said).contains("WAITING").contains("crossfade signoff approve signed-5 " + id);
    assertThat(run("cid", "signoff", "revoke", "signed-5", id, "--reason", "not yet")).isZero();
    assertThat(run("cid", "signoff", "list", "signed-5", "-o", "csv")).isZero();
    assertThat(said).contains("REVOKED");
  }

  private String said = "";

  private int run(String who, String... arguments) {
    StringWriter out = new StringWriter();
    String bearer = SERVER.token(who, Role.APPROVER).headers().get("Authorization");
    Map<String, String> environment =
        Map.of(
            "HOME",
            home.toString(),
            "CROSSFADE_SERVER",
            SERVER.server().url(),
            "CROSSFADE_TOKEN",
            bearer.substring("Bearer ".length()),
            "CROSSFADE_PASSWORD",
            TestServer.PASSWORD);
    PrintWriter writer = new PrintWriter(out, true);
    int exit = Main.run(writer, writer, environment, arguments);
    said = out.toString();
    return exit;
  }
}
