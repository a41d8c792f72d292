package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.Main;
import dev.crossfade.core.audit.BundleVerdict;
import dev.crossfade.server.security.Role;
import dev.crossfade.verify.BundleFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server's audit log: looked at, signed, taken home and checked there. */
class RemoteAuditTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String LEAVES = "/api/v1/audit/leaves";
  private static final String CHECKPOINT = "/api/v1/audit/checkpoint";
  private static final String HASH = "sha256('\\x00'::bytea || convert_to(:content, 'UTF8'))";

  @TempDir private Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Client operator = SERVER.token("operator", Role.OPERATOR);
  private final JdbcClient jdbc = SERVER.server().context().getBean(JdbcClient.class);

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOME", home.toString());
    environment.put("CROSSFADE_SERVER", SERVER.server().url());
    environment.put(
        "CROSSFADE_TOKEN", operator.headers().get("Authorization").substring("Bearer ".length()));
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), environment, arguments);
  }

  @Test
  void leavesAreFoundByWhatTheySayPageByPage() {
    operator.post("/api/v1/migrations", Shop.named("searched-1")).is(201);
    operator.with("If-Match", "*").send("DELETE", "/api/v1/migrations/searched-1", null).is(204);

    List<JsonNode> found = new ArrayList<>();
    String next = "";
    do {
      String token = next.isEmpty() ? "" : "&page_token=" + next;
      Answer page = operator.get(LEAVES + "?subject=searched-1&page_size=1" + token).is(200);
      page.json().path("items").forEach(found::add);
      next = page.text("next_page_token");
    } while (!next.isEmpty());

    assertThat(found)
        .extracting(leaf -> leaf.path("body").path("act").asString())
        .containsExactly("delete", "describe");
    String time = found.get(0).path("at").asString();
    assertThat(items("?subject=searched-1&kind=journal")).isEmpty();
    assertThat(items("?subject=searched-1&kind=act&actor=user:operator/token:test")).hasSize(2);
    assertThat(items("?subject=searched-1&until=" + time)).hasSize(1);
    assertThat(items("?subject=searched-1&from=" + time)).hasSize(1);
    assertThat(items("?filter=body.act%20%3D%3D%20%22delete%22&subject=searched-1")).hasSize(1);
    operator.get(LEAVES + "?kind=nonsense").problem(400, "CF-6108");
    operator.get(LEAVES + "?from=yesterday").problem(400, "CF-6108");
    operator.get(LEAVES + "?page_token=eA").problem(400, "CF-6108");
  }

  private List<JsonNode> items(String query) {
    List<JsonNode> items = new ArrayList<>();
    operator.get(LEAVES + query).is(200).json().path("items").forEach(items::add);
    return items;
  }

  @Test
  void aBundleProvesTheLogToWhoeverKeptACheckpoint() throws Exception {
    assertThat(run("audit", "remote", "checkpoint")).as(err.toString()).isZero();
    Path kept = Files.writeString(home.resolve("kept.txt"), out.toString());
    operator.post("/api/v1/migrations", Shop.named("proven-1")).is(201);
    Path bundle = home.resolve("log.bundle");

    assertThat(run("audit", "remote", "export", "--bundle", bundle.toString())).isZero();

    assertThat(
            run(
                "audit",
                "verify",
                bundle.toString(),
                "--checkpoint",
                kept.toString(),
                "--key",
                key()))
        .as(out + "" + err)
        .isZero();
    assertThat(Files.readString(bundle)).contains("proven-1").contains("add-account");
    assertThat(run("audit", "remote", "search", "--subject", "proven-1", "-o", "json")).isZero();
    assertThat(JsonMapper.shared().readTree(out.toString()).path("items")).hasSize(1);
    assertThat(operator.get(CHECKPOINT).is(200).json().path("size").asLong()).isPositive();
  }

  /** The public half of the server's key, which auditors are handed. */
  private static String key() throws Exception {
    return Files.readAllLines(SERVER.auditKey()).get(0);
  }

  @Test
  void aLogThatWasChangedIsNotSignedAndGivenAwayAsItIs() throws Exception {
    operator.post("/api/v1/migrations", Shop.named("forged-2")).is(201);
    operator.post(CHECKPOINT, null).is(200);
    String find = "SELECT content FROM crossfade.audit_leaf WHERE subject = 'forged-2'";
    String content = jdbc.sql(find).query(String.class).single();
    String forged = content.replace("describe", "describf");
    Path bundle = home.resolve("forged.bundle");
    String[] export = {"audit", "remote", "export", "--bundle", bundle.toString()};
    try {
      change(forged, "hash");
      assertThat(run(export)).as("only a check of the leaves finds that").isZero();
      assertThat(verdict(bundle)).contains("EDITED");
      change(forged, HASH);
      assertThat(run(export)).isEqualTo(3);
    } finally {
      change(content, HASH);
    }
    assertThat(err.toString())
        .contains("error[CF-5101]", "audit verify " + bundle)
        .doesNotContain("next:");
    assertThat(verdict(bundle)).contains("REWRITTEN");
    assertThat(run(export)).as(err.toString()).isZero();
  }

  private static String verdict(Path bundle) {
    BundleVerdict verdict = BundleFiles.verify(bundle, null, List.of());
    return verdict.toString();
  }

  private void change(String content, String hash) {
    jdbc.sql(
            "UPDATE crossfade.audit_leaf SET content = :content, hash = "
                + hash
                + " WHERE subject = 'forged-2'")
        .param("content", content)
        .update();
  }

  @Test
  void aFileThatCannotBeWrittenIsSaid() {
    String nowhere = home.resolve("no/such/folder").toString();

    assertThat(run("audit", "remote", "export", "--bundle", nowhere)).isEqualTo(2);
    assertThat(err.toString()).contains("CF-6922");
  }
}
