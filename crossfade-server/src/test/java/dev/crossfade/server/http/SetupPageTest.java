package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.logging.LogFile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first administrator is made in a browser, by the link that a server prints. */
@Timeout(60)
class SetupPageTest {
  private static final TestServer FIRST = TestServer.shared();

  @TempDir private Path folder;

  /** The log is the process's; the first server gets it back. */
  @AfterEach
  void giveTheLogBack() {
    LogFile.ofServer(FIRST.log().getParent(), LogFile.Style.JSON);
  }

  /** Of a control store in which there is nobody. */
  private ControlServer server() {
    FIRST.part(JdbcClient.class).sql("CREATE DATABASE nobody").update();
    ControlSettings first = FIRST.part(ControlStorage.class).settings();
    ControlSettings store =
        new ControlSettings(
            first.host(),
            first.port(),
            "nobody",
            first.user(),
            first.password(),
            first.place(),
            first.tls());
    ServerSettings settings =
        new ServerSettings(
            new ServerSettings.Listen("0.0.0.0", 0),
            folder,
            store,
            LogFile.Style.TEXT,
            null,
            new ReleasedSecrets(List.of(), List.of()),
            Map.of(),
            null,
            null);
    return ControlServer.start(settings, house -> Steward.none());
  }

  @Test
  void theLinkLeadsToAFormThatMakesTheFirstAdministrator() throws Exception {
    try (ControlServer server = server()) {
      URI printed = URI.create(server.invitation().orElseThrow());
      assertThat(printed.getHost()).as("an address that others can open").isNotEqualTo("0.0.0.0");
      URI page = new URI("http://127.0.0.1:" + printed.getPort() + "/setup?" + printed.getQuery());
      Browser browser = new Browser();
      Map<String, String> typed = Map.of("account", "ann", "password", TestServer.PASSWORD);

      HttpResponse<String> shown = browser.get(page);
      assertThat(shown.body()).contains("There is nobody yet.");
      assertThat(browser.get(page.resolve("/setup?link=%22%3E%3Cscript%3E")).body())
          .contains("&lt;script&gt;")
          .doesNotContain("<script>");
      for (String elsewhere : List.of("null", "http://evil.example", "http://127.0.0.1")) {
        assertThat(browser.submit(page, shown, typed, elsewhere).body()).contains("CF-6116");
      }
      Map<String, String> endless = Map.of("account", "ann", "password", "x".repeat(100_000));
      assertThat(browser.submit(page, shown, endless).statusCode()).isBetween(400, 499);

      HttpResponse<String> made = browser.submit(page, shown, typed);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      assertThat(made.body()).contains("ann is the first administrator");
      assertThat(browser.get(page).body())
          .contains("There is an administrator")
          .doesNotContain("<form");
      new Client("http://127.0.0.1:" + page.getPort()).signIn("ann", TestServer.PASSWORD);
    }
  }
}
