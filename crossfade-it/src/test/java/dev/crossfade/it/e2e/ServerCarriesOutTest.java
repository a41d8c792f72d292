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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  @TempDir private Path folder;

  @Test
  void whatPeopleAskForIsDoneThoughTheServerIsKilled() throws Exception {
    try (DemoSources sources = new DemoSources(folder, 20_000)) {
      Served served = new Served(folder, sources.environment());
      Workload workload =
          Workload.standard(sources.trial().crm(), sources.trial().ads(), sources.journal())
              .at(100);
      try (LiveWriter writer = LiveWriter.start(workload);
          ProductionReader reader =
              ProductionReader.start(sources.trial().production(), sources.journal())) {
        Crossfade first = served.start();
        served.begin(first, sources.specification());
        served.ask("migration", "start", Served.NAME);
        served.reaches(first, Set.of("BACKFILLING", "SYNCING", "PUBLISHING", "LIVE"));
        first.kill();

        Crossfade second = served.start();
        served.reaches(second, Set.of("LIVE"));
        assertThat(served.show().path("owner").isMissingNode()).isFalse();
        second.kill();

        Crossfade third = served.start();
        served.reaches(third, Set.of("LIVE"));
        served.ask("migration", "verify", Served.NAME, "--wait");
        seenByWhoCarriesItOut(served);
        checks(served);
        goOrNoGo(served);
        seenBySomebodyElse(sources);
        writer.close();
        assertThat(Quiescence.await(sources.trial(), PATIENCE)).as(third.output()).isTrue();
        reader.close();
        Judgement judgement = Oracles.judge(sources.trial(), reader.report());
        assertThat(judgement.red()).as(judgement.writes().toString()).isEmpty();
        assertThat(judgement.green()).isTrue();
        keysOfWhatDiffers(served, sources);
        decidesAboutRowsInQuarantine(served);
        refusedOfTheCommand(served, sources);
        assertThat(third.stop()).isIn(130, 143);
      }
    }
  }

  /** Under load: what every entity has is asked of one, by the server, and kept. */
  private static void checks(Served served) {
    JsonNode report =
        served
            .ask("migration", "check", "run", Served.NAME, "--entity=account", "-o", "json")
            .json();
    assertThat(report.path("verdict").asText()).as(report.toString()).isEqualTo("PASSED");
    JsonNode history =
        served.ask("migration", "check", "history", Served.NAME, "-o", "json").json();
    assertThat(history.at("/runs/0/trigger").asText()).isEqualTo("DEMAND");
    JsonNode one =
        served
            .ask(
                "migration",
                "check",
                "history",
                Served.NAME,
                "--check=account/counts",
                "-o",
                "json")
            .json();
    assertThat(one.at("/results/0/state").asText()).isEqualTo("PASSED");
    Crossfade.Result refused =
        Crossfade.now(
            served.environment(),
            "migration",
            "check",
            "override",
            Served.NAME,
            "account/counts",
            "--reason=nothing is held");
    assertThat(refused.err()).contains("CF-6053");
  }

  /**
   * There is no gateway, writers have the account of a superuser, and nobody has gone back yet; all
   * that can be looked at is, and everything else passes.
   */
  private static void goOrNoGo(Served served) {
    served.ask("migration", "check", "run", Served.NAME);
    Crossfade.Result result =
        Crossfade.now(served.environment(), "migration", "preflight", Served.NAME, "-o", "json");
    assertThat(result.exit()).as(result.err()).isEqualTo(4);
    JsonNode list = result.json();
    assertThat(list.path("go").asBoolean()).isFalse();
    assertThat(list.path("hindrances").toString())
        .isEqualTo("[\"fence ads\",\"fence crm\",\"fence target\",\"gateways\",\"rehearsal\"]");
    Map<String, String> states = new TreeMap<>();
    list.path("items")
        .forEach(item -> states.put(item.path("item").asText(), item.path("state").asText()));
    assertThat(states)
        .containsEntry("owner", "pass")
        .containsEntry("key", "pass")
        .containsEntry("phase", "pass")
        .containsEntry("quarantine", "pass")
        .containsEntry("change-window", "pass")
        .containsEntry("head-room target", "pass")
        .containsEntry("clocks target", "pass")
        .containsEntry("checks", "pass")
        .containsEntry("fence target", "fail");
    assertThat(states.values()).as(list.toString()).doesNotContain("unknown");
    JsonNode conflicts =
        served.ask("migration", "conflicts", "list", Served.NAME, "-o", "json").json();
    assertThat(conflicts.path("items")).isEmpty();
  }

  private static void seenByWhoCarriesItOut(Served served) {
    JsonNode seen = served.show().path("progress");
    assertThat(seen.path("seenBy").asText()).isEqualTo("OWNER");
    assertThat(seen.path("entities")).hasSize(22);
    assertThat(seen.at("/history/rows").asLong()).isGreaterThanOrEqualTo(20_000);
    assertThat(seen.at("/entities/0/verdict").asText()).isEqualTo("EQUAL");
    for (JsonNode stream : seen.path("streams")) {
      assertThat(stream.path("lagMillis").asLong(-1)).isBetween(0L, 60_000L);
      assertThat(stream.path("applied").asLong()).isPositive();
    }
  }

  /** A server that knows the specification only reads how far it is from the target. */
  private void seenBySomebodyElse(DemoSources sources) throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Served other = new Served(elsewhere, sources.environment());
    Crossfade server = other.start();
    try {
      other.begin(server, sources.specification());
      JsonNode seen = other.ask("migration", "progress", Served.NAME, "-o", "json").json();
      assertThat(seen.path("seenBy").asText()).isEqualTo("TARGET");
      assertThat(seen.path("phase").asText()).as("of its own journal").isEqualTo("DRAFT");
      assertThat(seen.path("entities")).hasSize(22);
      assertThat(seen.at("/history/rows").asLong()).isGreaterThanOrEqualTo(20_000);
      assertThat(seen.at("/history/expectedRows").asLong())
          .isEqualTo(seen.at("/history/rows").asLong());
      seen.path("entities")
          .forEach(one -> assertThat(one.path("state").asText()).isEqualTo("LIVE"));
      assertThat(seen.at("/streams/0/state").asText()).isEqualTo("FOLLOWING");
      assertThat(seen.at("/streams/0/lagMillis").asLong(-1)).isBetween(0L, 60_000L);
    } finally {
      server.stop();
    }
  }

  /**
   * A row that somebody changed past everybody is named, and who asked for its name is on record.
   */
  private static void keysOfWhatDiffers(Served served, DemoSources sources) throws Exception {
    String key;
    try (Connection connection = sources.targetDatabase().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = marketing");
      try (ResultSet first = statement.executeQuery("SELECT min(account_id)::text FROM account")) {
        first.next();
        key = first.getString(1);
      }
      statement.execute(
          "UPDATE account SET name = name || '?' WHERE account_id::text = '" + key + "'");
    }
    served.ask("migration", "verify", Served.NAME, "--wait");
    Crossfade.Result found =
        Crossfade.now(served.environment(), "migration", "differences", Served.NAME, "-o", "json");
    assertThat(found.exit()).isEqualTo(3);
    assertThat(found.json().path("rows")).hasSize(1);
    assertThat(found.json().at("/rows/0/key").asText()).contains(key);
    assertThat(found.json().at("/rows/0/columns/0").asText()).isEqualTo("name");
    String bundle = served.file("row.bundle");
    served.ask("migration", "prove", Served.NAME, "account", key, "--bundle", bundle);
    served.ask("audit", "verify", bundle);
  }

  private static void decidesAboutRowsInQuarantine(Served served) {
    JsonNode before = quarantine(served, "list");
    assertThat(before.path("open").asLong()).isPositive();
    String group = "--group=" + before.at("/groups/0/id").asText();
    JsonNode masked = quarantine(served, "show", group).at("/items/0");
    assertThat(masked.path("sourceKey").asText()).isEqualTo("***");
    assertThat(masked.has("row")).isFalse();
    JsonNode shown = quarantine(served, "show", group, "--show-values", "--limit=1").path("items");
    assertThat(shown).hasSize(1);
    assertThat(shown.at("/0/row").asText()).startsWith("{");
    String row = "--row=" + shown.at("/0/sourceKey").asText();
    String reason = "--reason=as the demo has it";
    JsonNode replayed = quarantine(served, "replay", group, reason, "--wait=60").at("/replays/0");
    assertThat(replayed.path("done").asBoolean()).as(replayed.toString()).isTrue();
    assertThat(replayed.path("refused").asLong()).isPositive();
    JsonNode one = quarantine(served, "discard", group, row, reason).at("/acts/0");
    assertThat(one.path("rows").asLong()).isEqualTo(1);
    long rest = quarantine(served, "discard", group, reason).at("/acts/0/rows").asLong();
    assertThat(quarantine(served, "list").path("open").asLong())
        .isEqualTo(before.path("open").asLong() - 1 - rest);
    assertThat(
            Crossfade.now(
                    served.environment(),
                    "migration",
                    "quarantine",
                    "discard",
                    Served.NAME,
                    group,
                    reason)
                .exit())
        .isEqualTo(6);
    await("audit")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        served.ask("audit", "remote", "search", "--kind=act", "-o", "json").out())
                    .contains("discard", "as the demo has it", "reveal", "shown by the server"));
  }

  private static JsonNode quarantine(Served served, String verb, String... more) {
    List<String> words = new ArrayList<>(List.of("migration", "quarantine", verb, Served.NAME));
    words.addAll(List.of(more));
    words.addAll(List.of("-o", "json"));
    return served.ask(words.toArray(String[]::new)).json();
  }

  /** The journal is the server's: another one beside it would know nothing of it. */
  private static void refusedOfTheCommand(Served served, DemoSources sources) {
    Crossfade.Result run =
        Crossfade.now(
            served.environment(),
            "run",
            "--until",
            "published",
            sources.specification().toString());
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.err()).contains("CF-6022");
    Crossfade.Result plan =
        Crossfade.now(served.environment(), "plan", sources.specification().toString());
    assertThat(plan.exit()).as(plan.out()).isEqualTo(5);
    assertThat(plan.err()).contains("CF-6022", "migration plan");
  }
}
