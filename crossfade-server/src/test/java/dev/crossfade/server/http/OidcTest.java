package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.security.Role;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at a real identity provider, and what is refused of it. */
@ExtendWith(OidcServer.Right.class)
class OidcTest {
  private static final TestServer FIRST = TestServer.shared();

  private static final OidcServer OIDC = OidcServer.shared();

  @TempDir private Path folder;

  private static URI begin(String more) {
    return URI.create(OIDC.url() + "/oauth2/authorization/oidc" + more);
  }

  private static URI back(Browser browser, String user) throws Exception {
    return browser.begin(begin(""), user, OIDC.url() + "/login/");
  }

  private static HttpResponse<String> signIn(Browser browser, String user) throws Exception {
    return browser.get(back(browser, user));
  }

  private static Client session(Browser browser) {
    Client client =
        new Client(OIDC.url())
            .with("Cookie", "crossfade_session=" + browser.cookie("crossfade_session"));
    return client.with("X-CSRF-TOKEN", client.get("/api/v1/session").is(200).text("csrfToken"));
  }

  private static void refused(HttpResponse<String> answer) {
    new Answer(answer).problem(401, "CF-6124");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("crossfade_session"));
  }

  @Test
  void aPersonGetsTheRolesOfHisGroups() throws Exception {
    Browser browser = new Browser();
    HttpResponse<String> page = signIn(browser, "olga");

    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.contains("crossfade_session") && cookie.contains("Strict"));
    Answer self = session(browser).get("/api/v1/session").is(200);
    assertThat(self.text("account")).isEqualTo("oidc:olga");
    assertThat(self.json().at("/roles/*").asString()).isEqualTo("OPERATOR");
    session(browser).post("/api/v1/migrations", Shop.named("by-olga-1")).is(201);
    assertThat(session(browser).get("/api/v1/users").status()).isEqualTo(403);
  }

  @Test
  void whatWasSaidOfAPersonRunsOutForSessionsAndTokens() throws Exception {
    Browser browser = new Browser();
    signIn(browser, "olga");
    Client session = session(browser);
    String secret =
        session
            .post(
                "/api/v1/tokens",
                Map.of("name", "t", "role", "VIEWER", "migration", "*", "seconds", 99_999))
            .is(201)
            .text("secret");
    Client token = new Client(OIDC.url()).bearer(secret);
    token.get("/api/v1/session").is(200);
    LateClock.forward(Duration.ofHours(12).plusSeconds(1));

    session.get("/api/v1/session").problem(401, "CF-6101");
    token.get("/api/v1/session").problem(401, "CF-6101");
  }

  @Test
  void anUnknownGroupIsNotLetIn() throws Exception {
    HttpResponse<String> answer = signIn(new Browser(), "stan");

    new Answer(answer).problem(403, "CF-6102");
    FIRST.token("admin", Role.ADMIN).get("/api/v1/users/oidc:stan").problem(404, "CF-6103");
  }

  private static Client token(Client session) {
    String secret =
        session
            .post(
                "/api/v1/tokens",
                Map.of("name", "t", "role", "VIEWER", "migration", "*", "seconds", 9_999))
            .is(201)
            .text("secret");
    return new Client(OIDC.url()).bearer(secret);
  }

  @Test
  void whoHasNoGroupAnyMoreKeepsNothing() throws Exception {
    Browser browser = new Browser();
    signIn(browser, "olga");
    Client session = session(browser);
    Client token = token(session);
    OIDC.provider().mode("gone");
    new Answer(signIn(new Browser(), "olga")).problem(403, "CF-6102");

    session.get("/api/v1/session").problem(401, "CF-6101");
    token.get("/api/v1/session").problem(401, "CF-6101");
    assertThat(
            FIRST.token("admin", Role.ADMIN).get("/api/v1/users/oidc:olga").json().path("grants"))
        .isEmpty();
    OIDC.provider().mode("right");
    signIn(new Browser(), "olga");
    session.get("/api/v1/session").problem(401, "CF-6101");
  }

  @Test
  void aGroupThatWasTakenAwayIsGoneWithTheNextArrival() throws Exception {
    Browser browser = new Browser();
    signIn(browser, "petra");
    Client session = session(browser);
    assertThat(session.get("/api/v1/session").json().at("/roles/*").asString())
        .isEqualTo("APPROVER");
    OIDC.provider().mode("moved");
    signIn(new Browser(), "petra");

    assertThat(session.get("/api/v1/session").json().at("/roles/*").asString())
        .isEqualTo("OPERATOR");
  }

  @Test
  void aSessionOfADeletedAccountDoesNotComeBackWithThePerson() throws Exception {
    Browser browser = new Browser();
    signIn(browser, "olga");
    Client session = session(browser);
    FIRST.token("admin", Role.ADMIN).send("DELETE", "/api/v1/users/oidc:olga", null).is(204);
    session.get("/api/v1/session").problem(401, "CF-6101");
    Browser again = new Browser();
    signIn(again, "olga");

    session(again).get("/api/v1/session").is(200);
    session.get("/api/v1/session").problem(401, "CF-6101");
  }

  @Test
  void aRefusedArrivalEndsTheSessionOfTheBrowser() throws Exception {
    Browser browser = new Browser();
    signIn(browser, "olga");
    Client session = session(browser);
    OIDC.provider().mode("named");
    assertThat(signIn(browser, "olga").statusCode()).isEqualTo(403);

    session.get("/api/v1/session").problem(401, "CF-6101");
  }

  @Test
  void aNameThatIsNoPlainNameIsRefused() throws Exception {
    OIDC.provider().mode("named");

    new Answer(signIn(new Browser(), "olga")).problem(403, "CF-6102");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "audience", "nonce", "issuer", "expired", "stolen"})
  void aTokenThatIsWrongIsRefused(String mode) throws Exception {
    OIDC.provider().mode(mode);
    Path log = Files.createDirectories(folder.resolve("log-" + mode));
    LogFile.ofServer(log, LogFile.Style.JSON);

    refused(signIn(new Browser(), "olga"));
    assertThat(Files.readString(log.resolve("crossfade.log")))
        .as("refused for what is wrong, and nothing else")
        .contains(mode.equals("nonce") ? "invalid_nonce" : "invalid_id_token");
  }

  @Test
  void anotherKeyOfTheProviderIsFound() throws Exception {
    assertThat(signIn(new Browser(), "olga").statusCode()).isEqualTo(200);
    OIDC.provider().mode("rotate");

    assertThat(signIn(new Browser(), "olga").statusCode()).isEqualTo(200);
  }

  @Test
  void aCodeCountsOnceAndOnlyForWhoAskedForIt() throws Exception {
    Browser browser = new Browser();
    URI back = back(browser, "olga");
    refused(new Browser().get(back));
    assertThat(browser.get(back).statusCode()).isEqualTo(200);
    refused(browser.get(back));

    URI again = back(browser, "olga");
    String state = again.getQuery().replaceAll(".*state=([^&]*).*", "$1");
    String code = back.getQuery().replaceAll(".*code=([^&]*).*", "$1");
    refused(
        browser.get(
            URI.create(
                OIDC.url()
                    + "/login/oauth2/code/oidc?code="
                    + code
                    + "&state="
                    + state.replace("=", "%3D"))));
  }

  @Test
  void aWayThatTookTooLongIsNoWay() throws Exception {
    Browser browser = new Browser();
    URI back = back(browser, "olga");
    LateClock.forward(Duration.ofMinutes(10).plusSeconds(1));

    refused(browser.get(back));
  }

  @Test
  void theRequestHasAProofKeyAndANonceAndAsksForFreshProofWhenWanted() throws Exception {
    HttpResponse<String> first = new Browser().get(begin(""));
    String plain = first.headers().firstValue("Location").orElseThrow();
    assertThat(plain).contains("code_challenge_method=S256").contains("nonce=").contains("state=");
    assertThat(plain).doesNotContain("prompt=").doesNotContain(Provider.SECRET);
    assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Lax", "Path=/login/oauth2");
    String fresh =
        new Browser().get(begin("?fresh")).headers().firstValue("Location").orElseThrow();
    assertThat(fresh).contains("prompt=login").contains("max_age=0");
  }

  @Test
  void whatAPersonSignsCountsOnlyWithFreshProofOfTheProvider() throws Exception {
    String path = SignOffsTest.live("oidc-signed-1");
    Answer request = SignOffsTest.request(path, "admin");
    for (String mode : List.of("old", "undated")) {
      OIDC.provider().mode(mode);
      Browser stale = new Browser();
      signIn(stale, "petra");
      SignOffsTest.approve(session(stale).with("If-Match", "*"), path, request)
          .problem(403, "CF-5060");
    }
    OIDC.provider().mode("right");
    Browser browser = new Browser();
    signIn(browser, "petra");

    SignOffsTest.approve(session(browser).with("If-Match", "*"), path, request).is(200);
    assertThat(FIRST.signedIn("viewer").get(path + "/journal?page_size=500").body())
        .contains("user:oidc:petra");
  }

  @Test
  void whoIsElsewhereHasNoPasswordHere() throws Exception {
    signIn(new Browser(), "olga");
    Client nobody = new Client(OIDC.url());
    for (String password : List.of("", "pw", "oidc")) {
      nobody
          .post("/api/v1/session", Map.of("account", "oidc:olga", "password", password))
          .problem(401, "CF-6101");
    }
    Client admin = FIRST.token("admin", Role.ADMIN);
    admin
        .send("PUT", "/api/v1/users/oidc:olga/password", Map.of("password", TestServer.PASSWORD))
        .problem(404, "CF-6103");
    admin
        .post(
            "/api/v1/users",
            Map.of("account", "oidc:eve", "password", TestServer.PASSWORD, "grants", List.of()))
        .problem(400, "CF-6108");
  }

  @Test
  void theSecretOfTheProviderIsFoundNowhere() throws Exception {
    Path log = Files.createDirectories(folder.resolve("log-secret"));
    LogFile.ofServer(log, LogFile.Style.TEXT);
    Browser browser = new Browser();
    StringBuilder seen = new StringBuilder(signIn(browser, "olga").body());
    seen.append(new Browser().get(begin("")).headers().map());
    seen.append(signIn(new Browser(), "stan").body());
    for (String path : List.of("/api/v1/session", "/api/v1/users", "/api/v1/tokens", "/x")) {
      seen.append(session(browser).get(path).body());
    }
    seen.append(Files.readString(log.resolve("crossfade.log")));

    assertThat(seen).contains("oidc:olga").doesNotContain(Provider.SECRET);
  }

  @Test
  void aProviderThatIsAwayIsSaidToBe() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (ControlServer alone = OidcServer.server(folder, port, "http://127.0.0.1:1")) {
      HttpResponse<String> answer =
          new Browser().get(URI.create(alone.url() + "/oauth2/authorization/oidc"));
      new Answer(answer).problem(503, "CF-6125");
    }
  }

  @Test
  void withoutAProviderThereIsNoWayToOne() {
    FIRST.nobody().get("/oauth2/authorization/oidc").problem(404, "CF-6103");
    FIRST.nobody().get("/login/oauth2/code/oidc?code=x&state=y").problem(404, "CF-6103");
  }
}
