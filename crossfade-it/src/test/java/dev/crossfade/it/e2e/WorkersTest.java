package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.check.Quiescence;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers and three workers share one migration under live load. One of each kind is killed by
 * kill -9, others stand still and wake up late, one more is added: whatever happens, the next chunk
 * is loaded, and the next change of each source applied, within ten seconds, and nothing is lost.
 */
@Tag("long")
class WorkersTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration MOST = Duration.ofSeconds(10);
  private static final Duration WATCHED = Duration.ofSeconds(16);
  private static final String NAME = "unify";

  @TempDir private Path folder;
  private DemoSources sources;
  private Fleet fleet;
  private StoredState stored;

  @Test
  void whoeverDiesOthersGoOnWithinTenSeconds() throws Exception {
    try (DemoSources opened = new DemoSources(folder, 60_000);
        Fleet all = new Fleet(folder, opened.environment());
        StoredState state = new StoredState(opened.targetDatabase())) {
      sources = opened;
      fleet = all;
      stored = state;
      smallChunks();
      fleet.setUp(fleet.server("server-a"));
      fleet.server("server-b");
      for (int i = 1; i <= 3; i++) {
        fleet.worker("worker-" + i);
      }
      Workload workload =
          Workload.standard(opened.trial().crm(), opened.trial().ads(), opened.journal()).at(100);
      try (LiveWriter writer = LiveWriter.start(workload);
          ProductionReader reader =
              ProductionReader.start(opened.trial().production(), opened.journal())) {
        fleet.begin(opened.specification(), NAME);
        inHistory();
        inTheStream();
        writer.close();
        prove(reader);
      }
    }
  }

  private void smallChunks() throws Exception {
    Files.writeString(
        sources.specification().resolve("crossfade.yaml"),
        "\nsettings:\n  chunkRows: 500\n",
        StandardOpenOption.APPEND);
  }

  /**
   * All have a chunk under way that cannot be committed yet; one is killed and one stands still.
   */
  private void inHistory() throws Exception {
    try (Connection holder = sources.targetDatabase().connect()) {
      holder.setAutoCommit(false);
      until("history to be cut", () -> number("select count(*) from crossfade.chunk") > 0);
      Sql.update(holder, "lock table crossfade.load in exclusive mode");
      until(
          "all workers to be at it",
          () -> atWork().containsAll(Set.of("worker-1", "worker-2", "worker-3")));
      fleet.process("worker-1").kill();
      fleet.process("worker-2").send("STOP");
      holder.rollback();
    }
    long begun = System.nanoTime();
    long done = done();
    until("the next chunk", () -> done() > done);
    Duration next = since(begun);
    until("all chunks", () -> done() > 0 && open() == 0);
    Duration all = since(begun);
    until("everything to be live", stored::published);
    System.out.printf(
        "history: worker killed, another frozen: next chunk after %d ms, all %d after %d ms%n",
        next.toMillis(), done(), all.toMillis());
    assertThat(next).isLessThan(MOST);
    fleet.process("worker-2").send("CONT");
    assertThat(
            number(
                "select count(distinct split_part(worker, ' process ', 2)) from crossfade.chunk"))
        .as("processes that loaded chunks")
        .isGreaterThanOrEqualTo(3);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Those who have a chunk under way. */
  private Set<String> atWork() throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Connection connection = sources.targetDatabase().connect()) {
      Sql.query(
          connection,
          "select worker from crossfade.chunk where state = 'OPEN' and lease_until > clock_timestamp()",
          row -> names.add(fleet.named(row.getString(1))));
    }
    return names;
  }

  private long done() throws SQLException {
    return number("select count(*) from crossfade.chunk where state = 'DONE'");
  }

  private long open() throws SQLException {
    return number("select count(*) from crossfade.chunk where state = 'OPEN'");
  }

  private long number(String query) throws SQLException {
    try (Connection connection = sources.targetDatabase().connect()) {
      boolean there = Sql.number(connection, "select count(to_regclass('crossfade.chunk'))") > 0;
      return there ? Sql.number(connection, query) : 0;
    }
  }

  private void inTheStream() throws Exception {
    String first = followed("crm");
    costsLittle("follower of crm killed: " + first, () -> fleet.process(first).kill());

    String frozen = followed("ads");
    costsLittle("follower of ads frozen: " + frozen, () -> fleet.process(frozen).send("STOP"));
    costsLittle("it wakes up", () -> fleet.process(frozen).send("CONT"));
    assertThat(fleet.process(frozen).alive()).isTrue();

    long epoch = stored.epoch();
    String owner = fleet.owner();
    costsLittle("owner killed: " + owner, () -> fleet.process(owner).kill());
    assertThat(stored.epoch()).as("the next owner").isEqualTo(epoch + 1);
    String next = fleet.owner();
    assertThat(next).startsWith("server-").isNotEqualTo(owner);

    // whoever is told to end may be the owner, and then there has to be another one
    fleet.turnTo(fleet.server(owner.isEmpty() ? "server-a" : owner));
    costsLittle("a worker more", () -> fleet.worker("worker-4"));
    String last = followed("crm");
    costsLittle(
        "told to end: " + last, () -> assertThat(fleet.process(last).stop()).isIn(130, 143));
    fleet.turnTo(fleet.process(fleet.owner()));
  }

  private String followed(String source) {
    until("somebody to follow " + source, () -> !fleet.follower(source).isEmpty());
    return fleet.follower(source);
  }

  /** Something that happens to a process. */
  private interface Fault {
    void strike() throws Exception;
  }

  /** For some seconds after it no source's position stands still for long. */
  private void costsLittle(String what, Fault fault) throws Exception {
    Map<String, Long> offsets = stored.offsets();
    assertThat(offsets).containsOnlyKeys("crm", "ads");
    Map<String, Long> movedAt = new HashMap<>();
    Map<String, Long> longest = new HashMap<>();
    fault.strike();
    long begun = System.nanoTime();
    while (since(begun).compareTo(WATCHED) < 0) {
      Map<String, Long> now = stored.offsets();
      for (String source : now.keySet()) {
        long still = System.nanoTime() - movedAt.getOrDefault(source, begun);
        longest.merge(source, still, Math::max);
        if (!now.get(source).equals(offsets.get(source))) {
          movedAt.put(source, System.nanoTime());
        }
      }
      offsets = now;
      Thread.sleep(50);
    }
    System.out.printf(
        "%s: crm stood still for %d ms at most, ads for %d ms%n",
        what, longest.get("crm") / 1_000_000, longest.get("ads") / 1_000_000);
    assertThat(longest)
        .as(what)
        .allSatisfy(
            (source, nanos) -> assertThat(Duration.ofNanos(nanos)).as(source).isLessThan(MOST));
  }

  private void prove(ProductionReader reader) throws Exception {
    fleet.ask("migration", "verify", NAME, "--wait");
    assertThat(Quiescence.await(sources.trial(), PATIENCE)).as(fleet::outputs).isTrue();
    reader.close();
    Judgement judgement = Oracles.judge(sources.trial(), reader.report());
    assertThat(judgement.red()).as(judgement.writes().toString()).isEmpty();
    assertThat(judgement.green()).isTrue();
    assertThat(number("select count(*) from crossfade.load where kind = 'CHUNK'"))
        .as("loads that were committed, and chunks")
        .isEqualTo(done());
    assertThat(fleet.outputs()).doesNotContain("CF-5010", "CF-5101", "Exception in thread");
  }

  private void until(String when, Callable<Boolean> moment) {
    await(when)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast(
            "a server ended",
            () -> assertThat(fleet.process("server-b").alive()).as(fleet::outputs).isTrue())
        .until(moment);
  }
}
