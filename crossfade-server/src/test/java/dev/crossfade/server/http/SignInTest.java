package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who gets in, and how long. */
class SignInTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String SESSION = "/api/v1/session";
  private static final String TOKENS = "/api/v1/tokens";

  private final Client admin = SERVER.token("admin", Role.ADMIN);

  private Client user(String name, String migration, String role) {
    admin
        .post(
            "/api/v1/users",
            Map.of(
                "account",
                name,
                "password",
                TestServer.PASSWORD,
                "grants",
                List.of(Map.of("migration", migration, "role", role))))
        .is(201);
    return SERVER.signedIn(name);
  }

  @Test
  void theLinkWorksOnce() {
    String secret = SERVER.link().substring(SERVER.link().indexOf('=') + 1);
    Map<String, String> body =
        Map.of("link", secret, "account", "second", "password", TestServer.PASSWORD);

    SERVER.nobody().post("/api/v1/setup", body).problem(403, "CF-6118");
    SERVER
        .nobody()
        .post("/api/v1/setup", Map.of("link", secret, "account", "second", "password", "short"))
        .problem(403, "CF-6118");
    assertThat(SERVER.server().invitation()).as("there is somebody").isEmpty();
  }

  @Test
  void aSessionChangesNothingWithoutItsToken() {
    Client session = user("forged", "*", "OPERATOR");

    session.without("X-CSRF-TOKEN").post(TOKENS, Map.of()).problem(403, "CF-6116");
    session.with("X-CSRF-TOKEN", "guessed").post(TOKENS, Map.of()).problem(403, "CF-6116");
    session.with("Origin", "https://evil.example").post(TOKENS, Map.of()).problem(403, "CF-6116");
    session.post(TOKENS, Map.of()).problem(400, "CF-6108");
    assertThat(session.get(SESSION).header("Set-Cookie")).isEmpty();
  }

  @Test
  void theCookieIsForThisServerAlone() {
    Answer signedIn =
        SERVER
            .nobody()
            .post(SESSION, Map.of("account", "viewer", "password", TestServer.PASSWORD))
            .is(204);

    assertThat(signedIn.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
    assertThat(signedIn.header("Content-Security-Policy")).contains("default-src 'self'");
    assertThat(signedIn.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(signedIn.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(signedIn.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(signedIn.header("Cache-Control")).contains("no-store");
    assertThat(signedIn.header("Server")).isEmpty();
  }

  @Test
  void aSessionEndsWhenItsUserSignsOutOrChangesHisPassword() {
    Client session = user("leaving", "*", "VIEWER");
    Client other = SERVER.signedIn("leaving");
    session.send("DELETE", SESSION, null).is(204);
    session.get(SESSION).problem(401, "CF-6101");
    other.get(SESSION).is(200);

    String password = "/api/v1/users/leaving/password";
    other.send("PUT", password, Map.of("password", "another long one")).problem(401, "CF-6101");
    other
        .send(
            "PUT", password, Map.of("present", TestServer.PASSWORD, "password", "another long one"))
        .is(204);
    other.get(SESSION).problem(401, "CF-6101");
    other.send("PUT", "/api/v1/users/viewer/password", Map.of()).problem(401, "CF-6101");
  }

  @Test
  void guessingIsSlowedDown() {
    user("guessed", "*", "VIEWER");
    Map<String, String> wrong = Map.of("account", "guessed", "password", "wrong password");
    for (int i = 0; i < 5; i++) {
      SERVER.nobody().post(SESSION, wrong).problem(401, "CF-6101");
    }

    Answer refused = SERVER.nobody().post(SESSION, wrong).problem(429, "CF-6109");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 900);
    SERVER
        .nobody()
        .post(SESSION, Map.of("account", "guessed", "password", TestServer.PASSWORD))
        .problem(429, "CF-6109");
  }

  /** Names of attempts are kept, so nobody may fill the memory with long ones. */
  @Test
  void attemptsWithEndlessNamesAreRefusedAndNotCounted() {
    Map<String, String> endless =
        Map.of("account", "x".repeat(64), "password", TestServer.PASSWORD);
    for (int i = 0; i < 6; i++) {
      SERVER.nobody().post(SESSION, endless).problem(400, "CF-6108");
    }
    Map<String, String> large =
        Map.of("account", "viewer", "password", "x".repeat(65 << 10), "more", "x");
    SERVER.nobody().post(SESSION, large).problem(413, "CF-6112");
    SERVER.nobody().post("/api/v1/setup", large).problem(413, "CF-6112");
    admin.post("/api/v1/migrations", Map.of("files", large)).problem(422, "CF-1001");
  }

  @Test
  void whatHoldsASecretIsNotKeptHoweverItsAddressIsWritten() {
    Client once = user("keyed", "*", "OPERATOR").with("Idempotency-Key", "secret-1");
    Map<String, Object> wish =
        Map.of("name", "t", "role", "VIEWER", "migration", "*", "seconds", 600);

    String first = once.post("/api/v1/%74okens", wish).is(201).text("secret");
    String second = once.post("/api/v1/%74okens", wish).is(201).text("secret");
    once.post("/api/v1/migrations/gone-1:why", Map.of("entity", "lead", "key", List.of("1")))
        .problem(404, "CF-6103");
    once.post("/api/v1/session", Map.of("account", "keyed", "password", TestServer.PASSWORD))
        .is(204);

    assertThat(second).isNotEqualTo(first);
    assertThat(
            SERVER
                .part(JdbcClient.class)
                .sql("SELECT count(*) FROM crossfade.idempotency WHERE key = 'secret-1'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void guessingAtTheSameMomentIsSlowedDownAsWell() {
    user("guessed-at-once", "*", "VIEWER");
    Map<String, String> wrong = Map.of("account", "guessed-at-once", "password", "wrong password");
    List<CompletableFuture<Answer>> guesses =
        IntStream.range(0, 12)
            .mapToObj(
                each -> CompletableFuture.supplyAsync(() -> SERVER.nobody().post(SESSION, wrong)))
            .toList();
    List<Integer> answers = guesses.stream().map(each -> each.join().status()).sorted().toList();

    assertThat(answers).containsExactly(401, 401, 401, 401, 401, 429, 429, 429, 429, 429, 429, 429);
  }

  @Test
  void aTokenThatMayOnlyLookLeavesOthersAlone() {
    Client session = user("many-tokens", "*", "OPERATOR");
    Client operates = SERVER.nobody().bearer(given(session, "OPERATOR").text("secret"));
    Answer look = given(session, "VIEWER");
    Client looks = SERVER.nobody().bearer(look.text("secret"));
    Answer other = given(session, "VIEWER");

    assertThat(looks.get(TOKENS).is(200).json().path("items").size()).isEqualTo(1);
    looks.send("DELETE", TOKENS + "/" + other.text("id"), null).problem(403, "CF-6102");
    assertThat(operates.get(TOKENS).is(200).json().path("items").size()).isEqualTo(3);
    operates.send("DELETE", TOKENS + "/" + other.text("id"), null).is(204);
    looks.send("DELETE", TOKENS + "/" + look.text("id"), null).is(204);
    assertThat(session.get(TOKENS + "?page_size=1").is(200).json().path("items").size())
        .isEqualTo(1);
  }

  private static Answer given(Client session, String role) {
    return session
        .post(TOKENS, Map.of("name", "t", "role", role, "migration", "*", "seconds", 600))
        .is(201);
  }

  @Test
  void aTokenCanDoNoMoreThanItWasGivenFor() {
    Client session = user("giver", "*", "OPERATOR");
    Map<String, Object> wish =
        Map.of("name", "ci", "role", "OPERATOR", "migration", "given-1", "seconds", 600);
    Answer given = session.post(TOKENS, wish).is(201);
    Client token = SERVER.nobody().bearer(given.text("secret"));

    Map<String, Object> less =
        Map.of("name", "look", "role", "VIEWER", "migration", "*", "seconds", 600);
    Client looks = SERVER.nobody().bearer(session.post(TOKENS, less).is(201).text("secret"));
    looks.get("/api/v1/migrations").is(200);
    looks.post("/api/v1/migrations", Shop.named("given-2")).problem(403, "CF-6102");
    assertThat(given.text("secret")).matches("cfp_[A-Za-z0-9_-]{43}");
    token.get("/api/v1/migrations/given-1").problem(404, "CF-6103");
    token.get("/api/v1/migrations/other-1").problem(403, "CF-6102");
    token.post("/api/v1/migrations", Shop.named("given-1")).problem(403, "CF-6102");
    token
        .post(TOKENS, Map.of("name", "up", "role", "OPERATOR", "migration", "*", "seconds", 600))
        .problem(403, "CF-6102");
    Answer longer =
        token.post(
            TOKENS,
            Map.of("name", "up", "role", "VIEWER", "migration", "given-1", "seconds", 9000));
    assertThat(longer.is(201).text("expiresAt")).isEqualTo(given.text("expiresAt"));
    assertThat(token.get(TOKENS).is(200).body())
        .contains(given.text("id"))
        .doesNotContain(given.text("secret"));

    String id = given.text("id");
    SERVER.signedIn("viewer").send("DELETE", TOKENS + "/" + id, null).problem(403, "CF-6102");
    session.send("DELETE", TOKENS + "/" + id, null).is(204);
    token.get(SESSION).problem(401, "CF-6101");
    token.get("/livez").problem(401, "CF-6101");
  }

  @Test
  void aTokenEndsWhenItsTimeIsOver() {
    Client session = user("punctual", "*", "OPERATOR");
    Answer given = given(session, "VIEWER");
    Client token = SERVER.nobody().bearer(given.text("secret"));
    try {
      LateClock.forward(Duration.ofSeconds(590));
      token.get("/api/v1/migrations").is(200);
      LateClock.forward(Duration.ofSeconds(601));
      token.get("/api/v1/migrations").problem(401, "CF-6101");
      assertThat(session.get(SESSION).is(200).json().has("account")).isTrue();
    } finally {
      LateClock.forward(Duration.ZERO);
    }
  }

  /** Of a role everywhere and one on a migration the higher one counts, with a token as without. */
  @Test
  void aTokenCanDoAsMuchAsItWasGivenFor() {
    Client session = user("mixed", "*", "OPERATOR");
    admin
        .send(
            "PUT",
            "/api/v1/users/mixed/grants",
            Map.of(
                "grants",
                List.of(
                    Map.of("migration", "*", "role", "OPERATOR"),
                    Map.of("migration", "mixed-1", "role", "VIEWER"))))
        .is(200);
    session.post("/api/v1/migrations", Shop.named("mixed-1")).is(201);
    Answer given =
        session
            .post(
                TOKENS,
                Map.of("name", "ci", "role", "OPERATOR", "migration", "mixed-1", "seconds", 600))
            .is(201);
    SERVER
        .nobody()
        .bearer(given.text("secret"))
        .with("If-Match", "*")
        .post("/api/v1/migrations/mixed-1:start", null)
        .is(202);
  }

  @Test
  void whatIsTakenAwayIsGoneAtOnce() {
    Client session = user("demoted", "*", "OPERATOR");
    Client token = SERVER.token("demoted", Role.OPERATOR);
    token.post("/api/v1/migrations", Shop.named("demoted-1")).is(201);
    admin
        .send(
            "PUT",
            "/api/v1/users/demoted/grants",
            Map.of("grants", List.of(Map.of("migration", "*", "role", "VIEWER"))))
        .is(200);

    token.post("/api/v1/migrations", Shop.named("demoted-2")).problem(403, "CF-6102");
    session.get("/api/v1/migrations/demoted-1").is(200);
    admin.send("DELETE", "/api/v1/users/demoted", null).is(204);
    token.get(SESSION).problem(401, "CF-6101");
    session.get(SESSION).problem(401, "CF-6101");
  }

  @Test
  void theLastAdministratorStays() {
    JdbcClient jdbc = SERVER.server().context().getBean(JdbcClient.class);
    jdbc.sql("INSERT INTO crossfade.account VALUES ('oidc:boss', '', now(), 'oidc', now())")
        .update();
    jdbc.sql("INSERT INTO crossfade.account_grant VALUES ('oidc:boss', '*', 'ADMIN')").update();
    admin.send("DELETE", "/api/v1/users/admin", null).problem(409, "CF-6120");
    admin
        .send("PUT", "/api/v1/users/admin/grants", Map.of("grants", List.of()))
        .problem(409, "CF-6120");
    admin
        .post("/api/v1/users", Map.of("account", "weak", "password", "short", "grants", List.of()))
        .problem(400, "CF-6108");
  }

  @Test
  void otherWaysToSayWhoOneIsAreRefused() {
    SERVER
        .nobody()
        .with("Authorization", "Basic YWRtaW46YWRtaW4=")
        .get(SESSION)
        .problem(401, "CF-6101");
    SERVER.nobody().bearer("cfp_guessed").get(SESSION).problem(401, "CF-6101");
    SERVER.signedIn("admin").bearer("cfp_guessed").get(SESSION).problem(401, "CF-6101");
  }
}
