package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in, and signing, from a terminal at a real identity provider. */
@ExtendWith(OidcServer.Right.class)
class OidcTerminalTest {
  private static final TestServer FIRST = TestServer.shared();

  private static final OidcServer OIDC = OidcServer.shared();

  @TempDir private Path folder;

  @Test
  void aPersonSignsInAndSignsFromTheCommandLine() throws Exception {
    String path = SignOffsTest.live("oidc-signed-2");
    Answer request = SignOffsTest.request(path, "admin");
    try (Terminal terminal = new Terminal(folder.resolve("home"))) {
      assertThat(terminal.run("petra", "login", OIDC.url(), "--oidc")).as(terminal.said()).isZero();
      assertThat(terminal.said()).contains("as oidc:petra").doesNotContain("cfp_");
      String name = path.substring(path.lastIndexOf('/') + 1);
      String[] approve = {"signoff", "approve", name, request.text("id"), "--reason", "looks good"};

      assertThat(terminal.run("olga", approve)).as("somebody else in the browser").isNotZero();
      assertThat(terminal.said()).contains("oidc:olga");
      OIDC.provider().mode("old");
      assertThat(terminal.run("petra", approve)).as("no fresh proof").isNotZero();
      assertThat(terminal.said()).contains("CF-5060");
      OIDC.provider().mode("right");
      assertThat(terminal.run("petra", approve)).as(terminal.said()).isZero();
    }
    assertThat(FIRST.signedIn("viewer").get(path + "/journal?page_size=500").body())
        .contains("user:oidc:petra");
  }

  private static HttpResponse<String> handover(String more) throws Exception {
    Browser browser = new Browser();
    return browser.get(
        browser.begin(
            URI.create(OIDC.url() + "/oauth2/authorization/oidc" + more),
            "olga",
            OIDC.url() + "/login/"));
  }

  @Test
  void aCodeForATerminalCountsOnceForWhoHasTheVerifier() throws Exception {
    String verifier = "v".repeat(43);
    String challenge = Terminal.challenge(verifier);
    HttpResponse<String> page = handover("?terminal=0&challenge=" + challenge);
    assertThat(page.headers().allValues("Set-Cookie"))
        .as("the browser itself is not signed in")
        .noneMatch(cookie -> cookie.startsWith("crossfade_session"));
    assertThat(page.body()).contains("oidc:olga", challenge.substring(0, 6));
    Client nobody = new Client(OIDC.url());
    String path = "/api/v1/session:redeem";
    nobody
        .post(path, Map.of("code", Terminal.code(page.body()), "verifier", "w".repeat(43)))
        .problem(401, "CF-6101");
    nobody
        .post(path, Map.of("code", Terminal.code(page.body()), "verifier", verifier))
        .problem(401, "CF-6101");

    String code = Terminal.code(handover("?terminal=0&challenge=" + challenge).body());
    nobody.post(path, Map.of("code", code, "verifier", verifier)).is(204);
    nobody.post(path, Map.of("code", code, "verifier", verifier)).problem(401, "CF-6101");

    String late = Terminal.code(handover("?terminal=0&challenge=" + challenge).body());
    LateClock.forward(Duration.ofMinutes(2).plusSeconds(1));
    nobody.post(path, Map.of("code", late, "verifier", verifier)).problem(401, "CF-6101");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?terminal=80&challenge=CHALLENGE",
        "?terminal=70000&challenge=CHALLENGE",
        "?terminal=1.2.3.4&challenge=CHALLENGE",
        "?terminal=8080&challenge=short",
        "?terminal=8080"
      })
  void whatIsNoTerminalGetsNoCode(String more) throws Exception {
    String challenge = Terminal.challenge("v".repeat(43));

    assertThat(handover(more.replace("CHALLENGE", challenge)).body())
        .contains("/api/v1/session")
        .doesNotContain("code=", "Paste");
  }
}
