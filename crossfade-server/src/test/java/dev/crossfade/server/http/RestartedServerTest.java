package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.cli.Main;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.security.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that follow or wait go on when the server that they ask is started again. */
@Timeout(90)
class RestartedServerTest {
  private static final TestServer FIRST = TestServer.shared();

  @TempDir private Path folder;

  private final ExecutorService terminals = Executors.newCachedThreadPool();
  private final Client operator = FIRST.token("operator", Role.OPERATOR).with("If-Match", "*");

  /** The log is the process's; the first server gets it back. */
  @AfterEach
  void giveTheLogBack() {
    terminals.shutdownNow();
    LogFile.ofServer(FIRST.log().getParent(), LogFile.Style.JSON);
  }

  /** A command in a terminal of its own. */
  private final class Terminal {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Future<Integer> exit;

    Terminal(String url, String... command) {
      Map<String, String> environment =
          Map.of(
              "HOME", folder.toString(),
              "CROSSFADE_SERVER", url,
              "CROSSFADE_TOKEN", operator.headers().get("Authorization").substring(7));
      exit =
          terminals.submit(
              () ->
                  Main.run(
                      new PrintWriter(out, true),
                      new PrintWriter(err, true),
                      environment,
                      command));
    }

    void says(StringWriter where, String text) {
      await(text + " of " + where).until(() -> where.toString().contains(text));
    }
  }

  private ControlServer start(int port) {
    return ControlServer.start(
        SecondServerTest.settings(folder.resolve("data"), port, null), store -> Steward.none());
  }

  @Test
  void watchingAndWaitingGoOn() throws Exception {
    FIRST.begin("restarted-1");
    ControlServer second = start(0);
    String url = second.url();
    List<Terminal> terminals = new ArrayList<>();
    try {
      String[] watch = {"migration", "watch", "restarted-1", "--until", "stopped"};
      String[] look = {"migration", "progress", "restarted-1", "--until", "stopped"};
      String[] wait = {"migration", "pause", "restarted-1", "--wait"};
      for (String[] command : List.of(watch, look)) {
        terminals.add(new Terminal(url, command));
      }
      terminals.get(0).says(terminals.get(0).out, "Entered");
      terminals.get(1).says(terminals.get(1).out, "PREPARING");
      terminals.add(new Terminal(url, wait));
      terminals.get(2).says(terminals.get(2).err, "steps done");
    } finally {
      second.close();
    }
    terminals.get(0).says(terminals.get(0).err, "trying again from");
    terminals.get(1).says(terminals.get(1).err, "looking again");
    terminals.get(2).says(terminals.get(2).err, "it is asked again");
    operator.post("/api/v1/migrations/restarted-1:stop", null).is(202);

    ControlServer third = start(URI.create(url).getPort());
    try {
      for (Terminal terminal : terminals) {
        await().atMost(Duration.ofSeconds(40)).until(terminal.exit::isDone);
      }
    } finally {
      third.close();
    }

    assertThat(terminals.get(0).exit.get()).as(terminals.get(0).err.toString()).isZero();
    assertThat(terminals.get(0).out.toString().lines().filter(line -> line.contains("Entered")))
        .as("each event once")
        .hasSize(3);
    assertThat(terminals.get(1).exit.get()).as(terminals.get(1).err.toString()).isZero();
    assertThat(terminals.get(2).exit.get()).as("somebody else wanted it to stop").isEqualTo(5);
    assertThat(terminals.get(2).out.toString()).contains("OVERTAKEN");
    assertThat(terminals.get(2).err.toString())
        .startsWith("operation ")
        .contains("crossfade operation show ")
        .doesNotContain("error[");
  }
}
