package dev.crossfade.oracle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.oracle.Clock;
import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Replicator;
import dev.crossfade.oracle.Servers;
import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.journal.Effect;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.Journal;
import dev.crossfade.oracle.journal.JournalTail;
import dev.crossfade.oracle.journal.Outcome;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.reader.ReaderReport;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Tally;
import dev.crossfade.oracle.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Oracles that stay green on a right copy, and turn red on each wrong one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OracleSelfTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private Servers servers;
  private Trial trial;
  private Replicator replicator;
  private ReaderReport seen;
  private Tally tally;

  /** A live load with both sources killed on the way, copied while a reader looks on. */
  @BeforeAll
  void play() throws Exception {
    servers = Servers.start(folder, 10_000);
    trial =
        new Trial(servers.crm(), servers.ads(), servers.production(), folder.resolve("journal"));
    replicator = new Replicator(trial);
    LiveWriter writer =
        LiveWriter.start(Workload.standard(trial.crm(), trial.ads(), trial.journal()));
    ProductionReader reader = ProductionReader.start(trial.production(), trial.journal());
    acknowledged(writer, 100);
    replicator.publish();
    replicator.start();
    acknowledged(writer, 600);
    servers.mariadb().killForcibly();
    servers.mariadb().restart();
    everyWriterGoesOn(trial.ads());
    servers.postgres().killForcibly();
    servers.postgres().restart();
    everyWriterGoesOn(trial.crm());
    acknowledged(writer, 1_600);
    until("reader to have looked on", () -> lookedOn(reader.report()));
    writer.close();
    tally = writer.tally();
    replicator.close();
    replicator.copyAll();
    assertThat(Quiescence.await(trial, Duration.ofSeconds(5))).isTrue();
    passes(reader);
    reader.close();
    seen = reader.report();
  }

  private static void acknowledged(LiveWriter writer, long writes) throws Exception {
    until(writes + " acknowledged writes", () -> writer.tally().acknowledged() >= writes);
  }

  private static boolean lookedOn(ReaderReport report) {
    return report.polls() > 40 * report.errors() + 100;
  }

  private static void everyWriterGoesOn(Database source) throws Exception {
    Map<Integer, String> before = markers(source);
    until(
        "every writer to go on",
        () -> {
          Map<Integer, String> now = markers(source);
          return before.keySet().stream().noneMatch(each -> before.get(each).equals(now.get(each)));
        });
  }

  private static Map<Integer, String> markers(Database source) throws SQLException {
    try (Connection connection = source.connect()) {
      return MarkerOracle.read(connection, "probe_writer");
    }
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
      Thread.sleep(20);
    }
  }

  @AfterAll
  void stop() {
    servers.close();
  }

  @Test
  void staysGreenOnARightCopy() throws Exception {
    Judgement judgement = Oracles.judge(trial, seen);
    assertThat(judgement.red()).isEmpty();
    assertThat(judgement.green()).isTrue();
    assertThat(judgement.verdicts()).allMatch(verdict -> verdict.checked() > 0);
    assertThat(judgement.writes().acknowledged())
        .isEqualTo(tally.acknowledged())
        .isGreaterThanOrEqualTo(1_600);
  }

  @Test
  void measuresLagOfNearlyAllWrites() {
    assertThat(seen.lag()).containsOnlyKeys(Source.CRM, Source.ADS);
    assertThat(seen.total().backlog()).isGreaterThan(20);
    assertThat(seen.total().count() + seen.total().backlog()).isEqualTo(tally.acknowledged());
    assertThat(seen.total().p50Millis()).isBetween(1.0, 2_000.0);
    assertThat(seen.total().maxMillis()).isGreaterThanOrEqualTo(seen.total().p99Millis());
  }

  @ParameterizedTest
  @EnumSource(Mutation.class)
  void turnsRedWhenTheCopyIsWrong(Mutation mutation) throws Exception {
    try {
      apply(mutation);
      Judgement judgement = Oracles.judge(trial, seen);
      assertThat(judgement.green()).isFalse();
      assertThat(judgement.red()).extracting(Verdict::oracle).contains(mutation.oracle);
      assertThat(judgement.red()).allMatch(verdict -> !verdict.evidence().isEmpty());
      counted(mutation, judgement.writes());
    } finally {
      replicator.copyAll();
    }
  }

  @Test
  void turnsRedWhenAWriteWasAcknowledgedBeforeItWasCommitted() throws Exception {
    Path copy = folder.resolve("journal-acknowledged-early");
    Files.copy(trial.journal(), copy);
    try (Journal journal = Journal.open(copy)) {
      Effect append = new Effect("probe_register", Effect.Kind.APPEND, "1000000");
      journal.append(
          new Entry(
              Clock.micros(), Outcome.OK, Source.CRM, 0, 1, 999_999, "append", List.of(append)));
    }
    Judgement judgement =
        Oracles.judge(new Trial(trial.crm(), trial.ads(), trial.production(), copy), seen);
    assertThat(judgement.green()).isFalse();
    assertThat(judgement.writes().lost()).isEqualTo(1);
  }

  @Test
  void turnsRedWhenNothingWasThereToBeChecked() throws Exception {
    Path empty = folder.resolve("journal-empty");
    Journal.open(empty).close();
    Judgement judgement =
        Oracles.judge(new Trial(trial.crm(), trial.ads(), trial.production(), empty), seen);
    assertThat(judgement.red())
        .filteredOn(verdict -> verdict.oracle().equals("O3"))
        .extracting(Verdict::subject)
        .contains("crm.probe_writer", "ads.probe_writer");
  }

  @Test
  void turnsRedWhenTheReaderDidNotLookOn() throws Exception {
    assertThat(readerIsGreen(1_000, 100, 50)).isTrue();
    assertThat(readerIsGreen(0, 0, 0)).as("nothing was published while it ran").isFalse();
    assertThat(readerIsGreen(1_000, 0, 0)).as("it never saw the tables whole").isFalse();
    assertThat(readerIsGreen(1_000, 100, 60)).as("more than one read in twenty failed").isFalse();
  }

  private boolean readerIsGreen(long polls, long snapshots, long errors) throws Exception {
    ReaderReport report =
        new ReaderReport(polls, snapshots, errors, List.of(), Map.of(), seen.total());
    return Oracles.judge(trial, report).verdicts().stream()
        .filter(verdict -> verdict.oracle().equals("reader"))
        .allMatch(Verdict::green);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mutation.class,
      names = {"SWAP_TWO", "STALE_OVERWRITE", "LOSE_DELETE", "TRUNCATE_TAIL", "TORN_TRANSACTION"})
  void readerSeesItHappen(Mutation mutation) throws Exception {
    ProductionReader reader = ProductionReader.start(trial.production(), trial.journal());
    try {
      if (mutation == Mutation.LOSE_DELETE) {
        execute(sql(mutation.sql.get(0)));
      }
      passes(reader);
      if (mutation == Mutation.LOSE_DELETE) {
        execute("DELETE FROM crm_probe_set WHERE uid = 'c1.0.1' AND id = " + deleted());
        passes(reader);
      }
      apply(mutation);
      passes(reader);
      reader.close();
      assertThat(reader.report().violations())
          .anyMatch(violation -> violation.oracle().equals(mutation.oracle));
    } finally {
      reader.close();
      replicator.copyAll();
    }
  }

  private static void counted(Mutation mutation, Writes writes) {
    switch (mutation) {
      case DUP_ONE, DOUBLE_COMMIT -> assertThat(writes.duplicated()).isPositive();
      case SWAP_TWO -> assertThat(writes.reordered()).isPositive();
      case DROP_ONE_LOGGED, STALE_OVERWRITE, STALE_ROW, TRUNCATE_TAIL, LOSE_DELETE ->
          assertThat(writes.lost()).isPositive();
      default -> assertThat(writes.acknowledged()).isPositive();
    }
  }

  private static void passes(ProductionReader reader) throws Exception {
    long wanted = reader.report().snapshots() + 4;
    until("the reader's next passes", () -> reader.report().snapshots() >= wanted);
  }

  private void apply(Mutation mutation) throws Exception {
    for (String sql : mutation.sql) {
      assertThat(execute(sql(sql))).as(sql).isPositive();
    }
  }

  private int execute(String sql) throws SQLException {
    try (Connection connection = trial.production().database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = marketing");
      return statement.executeUpdate(sql);
    }
  }

  private String sql(String text) throws Exception {
    return text.contains("${deleted}") ? text.replace("${deleted}", deleted()) : text;
  }

  private String deleted() throws Exception {
    return JournalTail.read(trial.journal()).stream()
        .filter(entry -> entry.outcome() == Outcome.OK && entry.source() == Source.CRM)
        .flatMap(entry -> entry.effects().stream())
        .filter(effect -> effect.table().equals("probe_set"))
        .filter(effect -> effect.kind() == Effect.Kind.DELETE)
        .map(Effect::key)
        .findFirst()
        .orElseThrow();
  }
}
