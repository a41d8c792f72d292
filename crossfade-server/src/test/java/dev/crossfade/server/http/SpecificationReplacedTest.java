package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.Role;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a migration's specification may become, before it was begun and after. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SpecificationReplacedTest {
  private static final String ALL = "/api/v1/migrations";

  private final Client operator = TestServer.shared().token("operator", Role.OPERATOR);

  @Test
  void aDraftBecomesWhatIsGivenOnConditionOfWhatWasSeen() {
    Map<String, String> files = Shop.files("replaced-1");
    operator.post(ALL + "?dry_run=true", Map.of("files", files)).is(200);
    operator.get(ALL + "/replaced-1").problem(404, "CF-6103");
    operator.post(ALL + "?dry_run=maybe", Map.of("files", files)).problem(400, "CF-6108");
    operator.post(ALL, Map.of("files", files)).is(201);
    operator.post(ALL + "?dry_run=true", Map.of("files", files)).problem(409, "CF-6110");
    String path = ALL + "/replaced-1/specification";
    String seen = operator.get(path).is(200).header("ETag");
    Map<String, String> other = Shop.files("replaced-1");
    other.put("entities/lead.yaml", other.get("entities/lead.yaml").replace("leads", "leads2"));
    String body = Client.json(Map.of("files", other));

    operator.send("PUT", path, body).problem(428, "CF-6104");
    operator.with("If-Match", "\"x\"").send("PUT", path, body).problem(412, "CF-6105");
    Client sees = operator.with("If-Match", seen);
    sees.send("PUT", path + "?dry_run=true", body).is(200);
    assertThat(operator.get(path).header("ETag")).isEqualTo(seen);
    String now = sees.send("PUT", path, body).is(200).header("ETag");
    assertThat(now).isNotEqualTo(seen).isEqualTo(operator.get(path).header("ETag"));
    sees.send("PUT", path, body).problem(412, "CF-6105");
    String foreign = Client.json(Shop.named("replaced-2"));
    operator.with("If-Match", "*").send("PUT", path, foreign).problem(400, "CF-6108");
  }

  @Test
  void whatWasBegunCanOnlyGain() {
    Map<String, String> files = Shop.files("gains-1");
    operator.post(ALL, Map.of("files", files)).is(201);
    operator.with("If-Match", "*").post(ALL + "/gains-1:start", null).is(202);
    Client any = operator.with("If-Match", "*");
    String path = ALL + "/gains-1/specification";
    Map<String, String> changed = Shop.files("gains-1");
    changed.put("entities/lead.yaml", files.get("entities/lead.yaml").replace("leads", "leads2"));

    Answer refused =
        any.send("PUT", path, Client.json(Map.of("files", changed))).problem(409, "CF-6111");
    assertThat(refused.text("detail")).contains("entity lead");
    Map<String, String> more = Shop.files("gains-1");
    more.put("entities/deal.yaml", files.get("entities/lead.yaml").replace("lead", "deal"));
    any.send("PUT", path, Client.json(Map.of("files", more))).is(200);
    assertThat(operator.get(path).json().get("files").has("entities/deal.yaml")).isTrue();
  }

  @Test
  void whatWasBegunCanProtectItsConnectionsOtherwise() {
    String path = ALL + "/reached-1/specification";
    Map<String, String> files = reached("", "");
    operator.post(ALL, Map.of("files", files)).is(201);
    operator.with("If-Match", "*").post(ALL + "/reached-1:start", null).is(202);
    String plain = "tls: {mode: disable, allowInsecure: true}";
    String said =
        Client.json(
            Map.of(
                "files",
                reached(
                    plain,
                    "login: {mechanism: PLAIN, user: u, password: \"${env:SHOP_PASSWORD}\"}")));
    Client one = TestServer.shared().token("operator", Role.OPERATOR, "reached-1");

    Answer refused = one.with("If-Match", "*").send("PUT", path, said).problem(403, "CF-6102");
    assertThat(refused.text("detail")).contains("protected");
    String seen = operator.get(path).is(200).header("ETag");
    String now = operator.with("If-Match", seen).send("PUT", path, said).is(200).header("ETag");
    assertThat(now).isNotEqualTo(seen);
    files.put("crossfade.yaml", files.get("crossfade.yaml").replace("db.example", "evil.example"));
    operator
        .with("If-Match", "*")
        .send("PUT", path, Client.json(Map.of("files", files)))
        .problem(409, "CF-6111");
  }

  private static Map<String, String> reached(String tls, String login) {
    Map<String, String> files = Shop.files("reached-1");
    String main = files.get("crossfade.yaml").replace("127.0.0.1:1/", "db.example:1/");
    files.put(
        "crossfade.yaml",
        main.replace("    user:", "    " + tls + "\n    user:")
                .replace("\n  user:", "\n  " + tls + "\n  user:")
            + "kafka:\n  bootstrap: db.example:1\n  connectUrl: http://db.example:2\n  "
            + tls
            + "\n  "
            + login
            + "\n");
    return files;
  }
}
