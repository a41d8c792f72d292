package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people do about accounts, tokens, specifications and plans is in the audit log. */
class AuditedActsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String USERS = "/api/v1/users";
  private static final String TOKENS = "/api/v1/tokens";
  private static final String ALL = "/api/v1/migrations";

  private final JdbcClient jdbc = SERVER.server().context().getBean(JdbcClient.class);
  private final Client admin = SERVER.token("admin", Role.ADMIN);

  @Test
  void ofAccountsAndTheirRoles() {
    add("audited").is(201);
    admin.send("PUT", USERS + "/audited/grants", Map.of("grants", grants("APPROVER"))).is(200);
    admin
        .send("PUT", USERS + "/audited/password", Map.of("password", "another long password"))
        .is(204);
    admin.send("DELETE", USERS + "/audited", null).is(204);

    List<JsonNode> leaves = leaves("account/audited");
    assertThat(leaves)
        .extracting(leaf -> leaf.path("body").path("act").asString())
        .containsExactly("add-account", "grant", "set-password", "delete-account");
    assertThat(leaves)
        .extracting(leaf -> leaf.path("actor").asString())
        .containsOnly("user:admin/token:test");
    assertThat(leaves.get(0).path("body").path("roles").path("audited-1").asString())
        .isEqualTo("OPERATOR");
    assertThat(leaves.get(1).path("body").path("roles").path("audited-1").asString())
        .isEqualTo("APPROVER");
    assertThat(leaves("account/admin").get(0).path("actor").asString()).isEqualTo("setup");
  }

  @Test
  void ofTokens() {
    Answer given =
        SERVER
            .signedIn("operator")
            .post(TOKENS, Map.of("name", "ci", "role", "VIEWER", "migration", "*", "seconds", 600))
            .is(201);
    admin.send("DELETE", TOKENS + "/" + given.text("id"), null).is(204);

    List<JsonNode> leaves = leaves("token/" + given.text("id"));
    assertThat(leaves)
        .extracting(leaf -> leaf.path("body").path("act").asString())
        .containsExactly("give-token", "revoke-token");
    assertThat(leaves.get(0).path("actor").asString()).isEqualTo("user:operator");
    assertThat(leaves.get(0).path("body").path("expiresAt").asString())
        .isEqualTo(given.text("expiresAt"));
    assertThat(leaves.toString()).doesNotContain(given.text("secret").substring(4));
  }

  @Test
  void ofMigrationsThatAreDescribedPlannedAndDeleted() {
    Client operator = SERVER.token("operator", Role.OPERATOR);
    operator.post(ALL, Shop.named("audited-1")).is(201);
    operator.post(ALL + "/audited-1:plan", null).is(202);
    operator.with("If-Match", "*").send("DELETE", ALL + "/audited-1", null).is(204);

    List<JsonNode> leaves = leaves("audited-1");
    assertThat(leaves)
        .extracting(leaf -> leaf.path("body").path("act").asString())
        .containsExactly("describe", "plan", "delete");
    assertThat(leaves)
        .extracting(leaf -> leaf.path("body").path("contentHash").asString())
        .doesNotContain("")
        .containsOnly(leaves.get(0).path("body").path("contentHash").asString());
  }

  @Test
  void ofRepairsWithWhichRowsTheyAreAbout() {
    Client operator = SERVER.token("operator", Role.OPERATOR);
    operator.post(ALL, Shop.named("audited-2")).is(201);
    operator
        .post(
            ALL + "/audited-2/repairs",
            Map.of("entity", "lead", "which", "ALL", "reason", "edited by hand"))
        .is(202);

    JsonNode body = leaves("audited-2").get(1).path("body");
    assertThat(body.path("act").asString()).isEqualTo("repair");
    assertThat(body.path("which").asString()).isEqualTo("ALL");
    assertThat(body.path("reason").asString()).isEqualTo("edited by hand");
  }

  /** Whoever can hide what he does by breaking the log can do nothing. */
  @Test
  void whatCannotBeRecordedIsNotDone() {
    Client operator = SERVER.token("operator", Role.OPERATOR);
    Client viewer = SERVER.signedIn("viewer");
    operator.post(ALL, Shop.named("unrecorded-2")).is(201);
    jdbc.sql("ALTER TABLE crossfade.audit_leaf RENAME TO hidden").update();
    try {
      assertThat(add("unrecorded").status()).isGreaterThanOrEqualTo(400);
      Map<String, Object> wish =
          Map.of("name", "unrecorded", "role", "VIEWER", "migration", "*", "seconds", 600);
      assertThat(viewer.post(TOKENS, wish).status()).isGreaterThanOrEqualTo(400);
      assertThat(operator.post(ALL, Shop.named("unrecorded-1")).status())
          .isGreaterThanOrEqualTo(400);
      Client any = operator.with("If-Match", "*");
      assertThat(any.send("DELETE", ALL + "/unrecorded-2", null).status())
          .isGreaterThanOrEqualTo(400);
    } finally {
      jdbc.sql("ALTER TABLE crossfade.hidden RENAME TO audit_leaf").update();
    }

    admin.get(USERS + "/unrecorded").problem(404, "CF-6103");
    assertThat(viewer.get(TOKENS).is(200).body()).doesNotContain("unrecorded");
    operator.get(ALL + "/unrecorded-1").problem(404, "CF-6103");
    operator.get(ALL + "/unrecorded-2").is(200);
  }

  private Answer add(String name) {
    return admin.post(
        USERS,
        Map.of("account", name, "password", TestServer.PASSWORD, "grants", grants("OPERATOR")));
  }

  private static List<Map<String, String>> grants(String role) {
    return List.of(Map.of("migration", "audited-1", "role", role));
  }

  private List<JsonNode> leaves(String subject) {
    return jdbc
        .sql("SELECT content FROM crossfade.audit_leaf WHERE subject = ? ORDER BY index")
        .param(subject)
        .query(String.class)
        .list()
        .stream()
        .map(JsonMapper.shared()::readTree)
        .toList();
  }
}
