package dev.crossfade.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.server.Main;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.security.Role;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways whose clients a migration moves are not switched by hand. */
class SwitchByHandTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String MIGRATION = "switched-by-hand";
  private static final String GROUP = "gateways-of-a-migration";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ControlStorage storage = SERVER.part(ControlStorage.class);

  @TempDir private Path folder;

  @BeforeEach
  void moved() {
    if (!storage.journals().journal().migrations().contains(MIGRATION)) {
      Map<String, String> files = Shop.files(MIGRATION);
      files.merge("crossfade.yaml", "traffic: {gateways: " + GROUP + "}\n", String::concat);
      SERVER
          .token("operator", Role.OPERATOR)
          .post("/api/v1/migrations", Map.of("files", files))
          .is(201);
      String event = EventText.format(new Event.Entered(Phase.WINDOW, Trigger.CUT_OVER));
      Append append =
          new Append(MIGRATION, "moved", 0, 0, Instant.now(), "operator", List.of(event));
      assertThat(storage.journals().journal().append(append)).isInstanceOf(Appended.Written.class);
    }
  }

  private int route(String group, String verb, String... more) throws IOException {
    Path file = folder.resolve(group + ".yaml");
    String key = folder.resolve("route.key").toString();
    if (!Files.exists(file)) {
      assertThat(run("route", "key", "--key", key)).isZero();
      Files.writeString(file, file(group, out.toString(UTF_8).strip()));
    }
    out.reset();
    err.reset();
    ControlSettings store = storage.settings();
    List<String> all = new ArrayList<>(List.of("route", verb, "--config", file.toString()));
    all.add("--control-url");
    all.add("postgresql://127.0.0.1:" + store.port() + "/" + store.database());
    if (!verb.equals("show")) {
      all.addAll(List.of("--key", key));
    }
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    ControlSettings store = storage.settings();
    Map<String, String> login =
        Map.of(
            "CROSSFADE_CONTROL_USER", store.user(), "CROSSFADE_CONTROL_PASSWORD", store.password());
    return Main.mainNoExit(
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), login, false),
        arguments);
  }

  private static String file(String group, String key) {
    return """
    apiVersion: crossfade.dev/v1
    kind: Gateway
    name: %s
    listeners: [{address: 127.0.0.1:0}]
    admin: 127.0.0.1:0
    stacks:
      legacy: {addresses: ["127.0.0.1:1"]}
      new: {addresses: ["127.0.0.1:2"]}
    record: {keys: [%s]}
    routes: [{name: all, prefix: /}]
    """
        .formatted(group, key);
  }

  @Test
  void unlessSomebodyInsists() throws Exception {
    assertThat(route(GROUP, "init")).as(err.toString(UTF_8)).isZero();

    assertThat(route(GROUP, "switch", "all", "--to", "new")).isEqualTo(4);
    assertThat(err.toString(UTF_8))
        .contains("CF-6079", MIGRATION + " of this control store moves them", "WINDOW")
        .contains("crossfade rollback execute", "--force");
    assertThat(route(GROUP, "switch", "all", "--to", "new", "--dry-run")).isEqualTo(4);
    assertThat(route(GROUP, "show", "-o", "json")).isZero();
    assertThat(out.toString(UTF_8)).containsPattern("\"epoch\" *: 1,");

    assertThat(route(GROUP, "share", "all", "--percent", "5")).as(err.toString(UTF_8)).isZero();
    assertThat(route(GROUP, "switch", "all", "--to", "new", "--force"))
        .as(err.toString(UTF_8))
        .isZero();
  }

  @Test
  void andOtherGatewaysOfTheSameStoreAre() throws Exception {
    assertThat(route("gateways-of-nobody", "init")).as(err.toString(UTF_8)).isZero();

    assertThat(route("gateways-of-nobody", "switch", "all", "--to", "new"))
        .as(err.toString(UTF_8))
        .isZero();
  }
}
