package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.AccessTable;
import dev.crossfade.server.security.Role;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets that are used are found nowhere: not in an answer, the log, or the control store. */
class PlantedSecretTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String PASSWORD = "planted-passw0rd-77aa";

  @Test
  void secretsAreFoundNowhere() throws Exception {
    Client admin = SERVER.token("admin", Role.ADMIN);
    List<String> answers = new ArrayList<>();
    answers.add(admin.post("/api/v1/migrations", Shop.named("planted-1")).is(201).body());
    String location =
        admin.post("/api/v1/migrations/planted-1:plan", null).is(202).header("Location");
    Awaitility.await().until(() -> !admin.get(location).text("state").equals("RUNNING"));
    answers.add(admin.get(location).body());
    admin
        .post(
            "/api/v1/users",
            Map.of("account", "planted", "password", PASSWORD, "grants", List.of()))
        .is(201);
    Client signedIn = SERVER.nobody().signIn("planted", PASSWORD);
    answers.add(wrong(Map.of("account", "planted", "password", PASSWORD + "x")));
    answers.add(wrong(Map.of("account", "planted", "password", PASSWORD, "z", "y")));
    answers.add(wrong(Map.of("account", 1, "password", PASSWORD)));
    Answer token =
        SERVER
            .signedIn("operator")
            .post(
                "/api/v1/tokens",
                Map.of("name", "x", "role", "VIEWER", "migration", "*", "seconds", 600))
            .is(201);
    Client bearer = SERVER.nobody().bearer(token.text("secret"));
    for (AccessTable.Rule rule : AccessTable.rows()) {
      String path = path(rule);
      boolean reads = rule.method().equals("GET");
      if (!path.startsWith("/api/v1/events")) {
        answers.add(admin.send(reads ? "GET" : "TRACE", path, null).body());
        answers.add(bearer.send(rule.method(), path, reads ? null : "{\"x\":\"y\"}").body());
        answers.add(signedIn.send(rule.method().replace("DELETE", "GET"), path, null).body());
      }
    }

    List<String> secrets =
        List.of(
            TestServer.PLANTED,
            PASSWORD,
            TestServer.PASSWORD,
            token.text("secret"),
            SERVER.link().substring(SERVER.link().indexOf('=') + 1));
    assertThat(holding(secrets, String.join("\n", answers))).isEmpty();
    String log = Files.readString(SERVER.log());
    assertThat(holding(secrets, log)).isEmpty();
    assertThat(log).as("the search sees the log").contains("\"account\":\"planted\"");
    assertThat(holding(secrets, store())).isEmpty();
    assertThat(store()).as("the search sees the store").contains("planted-1");
    assertThat(String.join("\n", answers)).contains("planted-1");
  }

  private static String wrong(Map<String, Object> credentials) {
    return SERVER.nobody().post("/api/v1/session", credentials).body();
  }

  private static String path(AccessTable.Rule rule) {
    return rule.path()
        .replace("{name}", "planted-1")
        .replace("{account}", "planted")
        .replace("{id}", "00000000-0000-0000-0000-000000000000")
        .replaceAll("\\{[a-z]+}", "1");
  }

  /** Every row of every table of the schema, as text. */
  private static String store() {
    JdbcClient jdbc = SERVER.server().context().getBean(JdbcClient.class);
    StringBuilder all = new StringBuilder();
    List<String> tables =
        jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'crossfade'")
            .query(String.class)
            .list();
    for (String table : tables) {
      jdbc.sql("SELECT t::text FROM crossfade." + table + " t")
          .query(String.class)
          .list()
          .forEach(row -> all.append(row).append('\n'));
    }
    jdbc.sql("SELECT convert_from(body, 'UTF8') FROM crossfade.idempotency WHERE body IS NOT NULL")
        .query(String.class)
        .list()
        .forEach(all::append);
    return all.toString();
  }

  private static List<String> holding(List<String> secrets, String text) {
    return secrets.stream().filter(text::contains).toList();
  }
}
