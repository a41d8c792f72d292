package dev.crossfade.oracle.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.embedded.demo.stack.DemoStack;
import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Replicator;
import dev.crossfade.oracle.Servers;
import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.Trial;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of a real application, whose writes are found in a right copy and missed in wrong ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveClientsTest {
  private static final long FIRST = 4_000_000_000_000L;
  private static final String NEWEST =
      "(SELECT max(contact_id) FROM marketing.contact WHERE contact_id > " + FIRST + ")";

  @TempDir static Path folder;
  private Servers servers;
  private Trial trial;
  private Replicator replicator;
  private ClientFigures figures;

  /** The database of the contacts dies once on the way. */
  @BeforeAll
  void play() throws Exception {
    servers = Servers.start(folder, 5_000);
    trial =
        new Trial(servers.crm(), servers.ads(), servers.production(), folder.resolve("journal"));
    replicator = new Replicator(trial);
    replicator.publish();
    try (DemoStack stack = DemoStack.legacy(demo(servers.crm()), demo(servers.ads()));
        LiveClients clients = LiveClients.start(plan(stack))) {
      acknowledged(clients, 300);
      assertThat(clients.figures().firstFailure()).isEmpty();
      servers.postgres().killForcibly();
      servers.postgres().restart();
      acknowledged(clients, clients.figures().writes().get("legacy") + 300);
      clients.close();
      figures = clients.figures();
    }
    replicator.copyAll();
    assertThat(ClientQuiescence.await(trial, Duration.ofSeconds(5))).isTrue();
  }

  private ClientPlan plan(DemoStack stack) {
    return ClientPlan.standard(URI.create("http://" + stack.address()), trial.journal())
        .at(100, 200);
  }

  private static void acknowledged(LiveClients clients, long writes) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (clients.figures().writes().getOrDefault("legacy", 0L) < writes) {
      assertThat(System.nanoTime()).as("%s", clients.figures()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @AfterAll
  void stop() {
    servers.close();
  }

  @AfterEach
  void copyAnew() throws Exception {
    replicator.copyAll();
  }

  @Test
  void findAllTheirWritesInARightCopy() throws Exception {
    ClientJudgement judgement = ClientOracle.judge(trial, trial.journal());

    assertThat(judgement.evidence()).isEmpty();
    assertThat(judgement.green()).isTrue();
    assertThat(judgement.acknowledgedInAll())
        .isEqualTo(figures.writes().get("legacy"))
        .isGreaterThan(500);
    assertThat(judgement.rows()).isGreaterThan(50);
  }

  @Test
  void saysWhatFailed() {
    assertThat(figures.failed()).isPositive();
    assertThat(figures.firstFailure()).containsAnyOf("GET", "PUT", "POST", "DELETE");
    assertThat(figures.requests())
        .isEqualTo(
            figures.failed() + figures.reads().get("legacy") + figures.writes().get("legacy"));
    assertThat(figures.failures().keySet()).allMatch(kind -> kind.matches("(read|write) \\w+"));
    assertThat(figures.failures().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(figures.failed());
    assertThat(figures.maxStallMillis()).isPositive();
  }

  @Test
  void missARowThatIsNotThere() throws Exception {
    wrong("DELETE FROM marketing.contact WHERE contact_id = " + NEWEST);
    assertThat(lost()).isPositive();
  }

  @Test
  void missAWriteThatWasOverwritten() throws Exception {
    wrong("UPDATE marketing.contact SET notes = '' WHERE contact_id = " + NEWEST);
    assertThat(lost()).isPositive();
  }

  @Test
  void missAWriteOfTheLegacyStack() throws Exception {
    try (Connection ads = servers.ads().connect()) {
      String brief = "UPDATE campaigns SET brief = ? WHERE id > " + FIRST + " AND brief LIKE '%,%'";
      try {
        assertThat(Sql.update(ads, brief, "x")).isPositive();
        assertThat(lost()).isPositive();
      } finally {
        restoreBriefs(ads);
      }
    }
  }

  private void restoreBriefs(Connection ads) throws SQLException {
    try (Connection target = servers.target().connect()) {
      Sql.query(
          target,
          "SELECT campaign_id, brief FROM marketing.campaign WHERE campaign_id > " + FIRST,
          row ->
              Sql.update(
                  ads,
                  "UPDATE campaigns SET brief = ? WHERE id = ?",
                  row.getString(2),
                  row.getLong(1)));
    }
  }

  @Test
  void seeAWriteThatIsThereTwice() throws Exception {
    wrong(
        "UPDATE marketing.contact SET notes = notes || ',' || sync_token WHERE contact_id = "
            + NEWEST);
    assertThat(judge().duplicated()).isEqualTo(1);
  }

  @Test
  void seeWritesInAnotherOrder() throws Exception {
    wrong(
        "UPDATE marketing.contact SET notes = split_part(notes, ',', 2) || ',' ||"
            + " split_part(notes, ',', 1), sync_token = split_part(notes, ',', 1) WHERE contact_id ="
            + " (SELECT min(contact_id) FROM marketing.contact WHERE contact_id > "
            + FIRST
            + " AND notes LIKE '%,%' AND notes NOT LIKE '%,%,%')");
    assertThat(judge().reordered()).isEqualTo(1);
  }

  @Test
  void seeARowThatNobodyHasAdded() throws Exception {
    wrong(
        "INSERT INTO marketing.contact (contact_id, full_name, opted_in, created_at) VALUES ("
            + (FIRST + 1)
            + ", 'nobody', true, now())");
    assertThat(judge().phantoms()).isEqualTo(1);
  }

  private void wrong(String sql) throws SQLException {
    try (Connection target = servers.target().connect()) {
      assertThat(Sql.update(target, sql)).isEqualTo(1);
    }
  }

  private long lost() throws Exception {
    return judge().lost().get("legacy");
  }

  private ClientJudgement judge() throws Exception {
    ClientJudgement judgement = ClientOracle.judge(trial, trial.journal());
    assertThat(judgement.green()).isFalse();
    return judgement;
  }

  private static DemoDatabase demo(Database database) {
    return new DemoDatabase(database.url(), database.user(), database.password());
  }
}
