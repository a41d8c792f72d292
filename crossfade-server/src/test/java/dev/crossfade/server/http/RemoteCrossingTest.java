package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.Main;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.server.security.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands about clients of a server's migration that are moved, or were. */
class RemoteCrossingTest {

  private static final TestServer SERVER = TestServer.shared();

  @TempDir private Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String bearer = SERVER.token("operator", Role.OPERATOR).headers().get("Authorization");
    Map<String, String> environment =
        Map.of(
            "HOME",
            home.toString(),
            "CROSSFADE_SERVER",
            SERVER.server().url(),
            "CROSSFADE_TOKEN",
            bearer.substring("Bearer ".length()));
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), environment, arguments);
  }

  private JsonNode json() {
    return JsonMapper.shared().readTree(out.toString());
  }

  private static void at(String name, Phase phase) {
    SERVER.begin(name);
    SignOffsTest.record(name, new Event.Entered(phase, Trigger.FINISHED));
  }

  @Test
  void theWindowIsExtendedOfTheStateThatIsThere() {
    at("remote-crossing-1", Phase.WINDOW);
    String[] extend = {
      "migration", "window", "extend", "remote-crossing-1", "--hours=3", "--reason=month end"
    };
    String[] tried = Arrays.copyOf(extend, extend.length + 1);
    tried[extend.length] = "--dry-run";

    assertThat(run(tried)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("/window:extend", "month end");
    assertThat(run(extend)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("remote-crossing-1", "3");
    assertThat(run("migration", "journal", "remote-crossing-1")).isZero();
    assertThat(out.toString()).containsOnlyOnce("WindowExtended");
  }

  @Test
  void whatIsNotUnderWayIsNotTakenBackAndHasNoCertificate() {
    at("remote-crossing-2", Phase.LIVE);

    assertThat(run("migration", "abort", "remote-crossing-2", "--dry-run")).isZero();
    assertThat(out.toString()).contains("remote-crossing-2:abort");
    assertThat(run("migration", "abort", "remote-crossing-2")).isEqualTo(4);
    assertThat(err.toString()).contains("CF-6093");
    String[] extend = {
      "migration", "window", "extend", "remote-crossing-2", "--hours=3", "--reason=month end"
    };
    assertThat(run(extend)).isEqualTo(4);
    assertThat(err.toString()).contains("CF-5051");
    assertThat(run("migration", "certificates", "list", "remote-crossing-2", "-o", "json"))
        .isZero();
    assertThat(json().path("items")).isEmpty();
    Path file = home.resolve("none.cert");
    assertThat(run("migration", "certificates", "fetch", "remote-crossing-2", "--file=" + file))
        .isEqualTo(4);
    assertThat(err.toString()).contains("CF-6921", "nobody has moved");
    assertThat(
            run(
                "migration",
                "certificates",
                "fetch",
                "remote-crossing-2",
                "--move=1",
                "--file=" + file))
        .isEqualTo(6);
    assertThat(file).doesNotExist();
  }
}
