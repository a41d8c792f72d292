package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.cutover.ReadinessReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What makes tables fit for applications: no key is handed out that is there. */
public abstract class ReadinessContract {

  private static final Duration BUDGET = Duration.ofSeconds(20);

  private KeyedDatabase database;

  /** A database of its own for this test. */
  protected abstract KeyedDatabase database() throws Exception;

  @BeforeEach
  final void open() throws Exception {
    database = database();
  }

  @AfterEach
  final void close() {
    database.close();
  }

  private ReadinessReport make(String table) {
    try (Readiness readiness = database.readiness(table)) {
      return readiness.make(BUDGET);
    }
  }

  private ReadinessReport check(String table) {
    try (Readiness readiness = database.readiness(table)) {
      return readiness.check();
    }
  }

  @Test
  void keysGoOnBehindThoseThatArrived() throws Exception {
    for (String table : database.tables()) {
      database.arrive(table, 3);
      database.arrive(table, 5_000);

      assertThat(make(table).clear()).as(table).isTrue();

      assertThat(database.insert(table)).as(table).isGreaterThan(5_000);
      assertThat(database.insert(table)).as(table).isGreaterThan(5_001);
    }
  }

  @Test
  void lookingTellsWhatWouldBeDoneAndDoesNothing() throws Exception {
    for (String table : database.inattentive()) {
      database.arrive(table, 5_000);

      ReadinessReport first = check(table);
      ReadinessReport again = check(table);

      assertThat(first.items()).as(table).hasSize(1);
      assertThat(again).as(table).isEqualTo(first);
      assertThat(make(table).items()).as(table).isEqualTo(first.items());
    }
  }

  @Test
  void keysAreNeverHandedOutAgainAlsoOfRowsThatAreGone() throws Exception {
    for (String table : database.tables()) {
      long last = 0;
      for (int i = 0; i < 30; i++) {
        last = database.insert(table);
      }
      database.clear(table);
      database.arrive(table, 2);
      for (int i = 0; i < 3; i++) {
        assertThat(make(table).clear()).as(table).isTrue();
        long next = database.insert(table);
        assertThat(next).as(table).isGreaterThan(last);
        last = next;
      }
    }
  }

  @Test
  void nothingIsDoneForATableThatNobodyWrote() {
    for (String table : database.tables()) {
      assertThat(make(table).items()).as(table).isEmpty();
      assertThat(check(table).items()).as(table).isEmpty();
    }
  }

  @Test
  void severalAtOnceSetNothingBack() throws Exception {
    for (String table : database.tables()) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        int me = i;
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int round = 1; round <= 5; round++) {
                    arrive(table, 10_000L * me + round);
                    make(table);
                  }
                }));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

      assertThat(make(table).clear()).as(table).isTrue();
      assertThat(database.insert(table)).as(table).isGreaterThan(40_005);
    }
  }

  private void arrive(String table, long key) {
    try {
      database.arrive(table, key);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatHasNoKeyLeftIsTold() throws Exception {
    String table = database.bounded();
    database.arrive(table, 99);
    assertThat(check(table).clear()).isTrue();
    database.arrive(table, 100);

    assertThat(check(table).refused()).isTrue();
    assertThat(make(table).refused()).isTrue();
  }

  /** Who waits for the table waits for a second at most, and keeps others no longer. */
  @Test
  void whoReadsIsNotKeptWaiting() throws Exception {
    for (String table : database.tables()) {
      database.arrive(table, 5_000);
      try (AutoCloseable open = database.reading(table)) {
        CompletableFuture<ReadinessReport> made = CompletableFuture.supplyAsync(() -> make(table));
        while (!made.isDone()) {
          long begun = System.nanoTime();
          database.read(table);
          assertThat(Duration.ofNanos(System.nanoTime() - begun))
              .as(table)
              .isLessThan(Duration.ofSeconds(3));
        }
        assertThat(made.join().refused()).as(table).isFalse();
      }
      assertThat(make(table).clear()).as(table).isTrue();
      assertThat(database.insert(table)).as(table).isGreaterThan(5_000);
    }
  }
}
