package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.check.Quiescence;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server carries out, under live load, what people ask it for by the command line. It is killed
 * by kill -9 in the middle of history and once more when everything is live, and is only started
 * again.
 */
@Tag("long")
class ServerCarriesOutTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NAME = "unify";
  private static final Pattern LINK = Pattern.compile("crossfade setup '([^']+)'");

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private String address = "";

  @Test
  void whatPeopleAskForIsDoneThoughTheServerIsKilled() throws Exception {
    address = "127.0.0.1:" + freePort();
    try (DemoSources sources = new DemoSources(folder, 20_000)) {
      environment.putAll(sources.environment());
      environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
      environment.put("CROSSFADE_PASSWORD", "correct horse battery");
      Workload workload =
          Workload.standard(sources.trial().crm(), sources.trial().ads(), sources.journal())
              .at(100);
      try (LiveWriter writer = LiveWriter.start(workload);
          ProductionReader reader =
              ProductionReader.start(sources.trial().production(), sources.journal())) {
        Crossfade first = server();
        ask("setup", link(first));
        ask("migration", "create", sources.specification().toString());
        ask("migration", "start", NAME);
        reaches(first, Set.of("BACKFILLING", "SYNCING", "PUBLISHING", "LIVE"));
        first.kill();

        Crossfade second = server();
        reaches(second, Set.of("LIVE"));
        assertThat(show().path("owner").isMissingNode()).isFalse();
        second.kill();

        Crossfade third = server();
        reaches(third, Set.of("LIVE"));
        ask("migration", "verify", NAME, "--wait");
        writer.close();
        assertThat(Quiescence.await(sources.trial(), PATIENCE)).as(third.output()).isTrue();
        reader.close();
        Judgement judgement = Oracles.judge(sources.trial(), reader.report());
        assertThat(judgement.red()).as(judgement.writes().toString()).isEmpty();
        assertThat(judgement.green()).isTrue();
        refusedOfTheCommand(sources);
        assertThat(third.stop()).isIn(130, 143);
      }
    }
  }

  /** The journal is the server's: another one beside it would know nothing of it. */
  private void refusedOfTheCommand(DemoSources sources) {
    Crossfade.Result run =
        Crossfade.now(
            environment, "run", "--until", "published", sources.specification().toString());
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.err()).contains("CF-6022");
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String link(Crossfade server) {
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

  private Crossfade.Result ask(String... arguments) {
    return Crossfade.now(environment, arguments).ok();
  }

  private JsonNode show() {
    return ask("migration", "show", NAME, "-o", "json").json();
  }

  private void reaches(Crossfade server, Set<String> phases) {
    await("one of " + phases)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(
            () -> {
              Crossfade.Result shown =
                  Crossfade.now(environment, "migration", "show", NAME, "-o", "json");
              return shown.exit() == 0 && phases.contains(shown.json().path("phase").asText());
            });
  }
}
