package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A migration whose specification asks for two sign-offs is not published before two people beside
 * the one who asked have agreed; a server that is killed meanwhile forgets neither.
 */
@Tag("long")
class SignedOffTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NAME = "unify";
  private static final String PASSWORD = "correct horse battery";
  private static final Pattern LINK = Pattern.compile("(http\\S+/setup\\?link=\\S+)\\s");

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private String address = "";

  @Test
  void nothingIsPublishedBeforeTwoOthersHaveAgreed() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    try (DemoSources sources = new DemoSources(folder, 2_000)) {
      Files.writeString(
          sources.specification().resolve("crossfade.yaml"),
          "\nsignOffs:\n  required: 2\n",
          StandardOpenOption.APPEND);
      environment.putAll(sources.environment());
      environment.put("CROSSFADE_PASSWORD", PASSWORD);
      Crossfade server = server();
      Crossfade.setup(own("ann"), link(server), "--user", "ann").ok();
      for (String name : new String[] {"bob", "cid"}) {
        as("ann", "user", "create", name, "--grant", "*=approver").ok();
        as(name, "login", "http://" + address, "--user", name).ok();
      }
      as("ann", "migration", "create", sources.specification().toString()).ok();
      as("ann", "migration", "start", NAME).ok();
      reaches(server, "SYNCING", "NOT_REQUESTED");
      as("ann", "signoff", "request", NAME, "--reason", "history is there").ok();
      String id = show().at("/signOff/id").asText();
      assertThat(as("ann", "signoff", "approve", NAME, id, "--reason", "mine").exit()).isEqualTo(4);
      as("bob", "signoff", "approve", NAME, id, "--reason", "I looked").ok();
      server.kill();

      Crossfade second = server();
      reaches(second, "SYNCING", "WAITING");
      assertThat(published(sources)).isZero();
      as("cid", "signoff", "approve", NAME, id, "--reason", "I looked too").ok();
      reaches(second, "LIVE", "NOT_REQUESTED");
      assertThat(published(sources)).isPositive();
      Crossfade.Result complete = as("ann", "migration", "complete", NAME);
      assertThat(complete.exit()).isEqualTo(4);
      assertThat(complete.err()).contains("CF-5056");
      second.stop();
      Crossfade.Result run = Crossfade.now(environment, "run", sources.specification().toString());
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains("CF-6017");
    }
  }

  private static long published(DemoSources sources) throws SQLException {
    return Rows.number(
        sources.target().endpoint(),
        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'marketing'");
  }

  private Crossfade server() throws IOException {
    return Crossfade.start(
        folder.resolve("server.txt"),
        environment,
        "server",
        "--data",
        folder.resolve("server").toString(),
        "--listen",
        address,
        "--secret-env",
        "*");
  }

  private String link(Crossfade server) {
    Matcher[] link = new Matcher[1];
    await("the link")
        .atMost(PATIENCE)
        .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
        .until(
            () -> {
              link[0] = LINK.matcher(server.output());
              return link[0].find();
            });
    return link[0].group(1);
  }

  private Crossfade.Result as(String who, String... arguments) {
    return Crossfade.now(own(who), arguments);
  }

  private Map<String, String> own(String who) {
    Map<String, String> own = new HashMap<>(environment);
    own.put("XDG_CONFIG_HOME", folder.resolve(who).toString());
    return own;
  }

  private JsonNode show() {
    return as("ann", "migration", "show", NAME, "-o", "json").ok().json();
  }

  private void reaches(Crossfade server, String phase, String signOff) {
    await(phase + " " + signOff)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(
            () -> {
              JsonNode shown = show();
              return shown.path("phase").asText().equals(phase)
                  && shown.path("owner").isObject()
                  && shown.at("/signOff/state").asText().equals(signOff);
            });
  }
}
