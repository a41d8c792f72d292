package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.TTL;
import static dev.crossfade.jdbc.target.TargetFixture.contacts;
import static dev.crossfade.jdbc.target.TargetFixture.load;
import static dev.crossfade.jdbc.target.TargetFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.LoadRefusedException;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.RowsRefusedException;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How chunks of history get into staging, and what may go wrong on the way. */
class LoadTest {

  private static final List<KeyRange> TWO =
      List.of(new KeyRange(null, Key.of(100L)), new KeyRange(Key.of(100L), null));

  private static final TargetFixture fixture = new TargetFixture();
  private static int migrations;

  private final String migration = "load-" + ++migrations;
  private final EntityShape shape = contacts("contact");
  private final Map<Integer, TableSchema> sources = Map.of(0, shape.table(), 1, shape.table());
  private TargetDatabase target;
  private BulkLoader loader;

  @BeforeEach
  void prepare() {
    target = fixture.prepared(migration, shape);
    loader = target.loader();
  }

  @AfterEach
  void close() {
    target.close();
  }

  private List<String> staged() {
    return fixture.query(
        "SELECT id, email FROM crossfade_"
            + migration.replace('-', '_')
            + "_staging.contact ORDER BY id, email");
  }

  @Test
  @Timeout(60)
  void a_worker_frozen_before_its_commit_keeps_its_chunk_for_seconds_only()
      throws InterruptedException {
    loader.plan(0, "contact", shape.table(), List.of(KeyRange.ALL));
    ChunkLease lease = loader.lease(sources, "frozen", Duration.ofMillis(1)).orElseThrow();
    try (StagingLoad frozen = (StagingLoad) loader.begin(lease, "v1")) {
      frozen.write(row(1L, "late", null));
      Committed.done(frozen.ready(new ChunkResult(1, 1, null)));
      assertThat(loader.lease(sources, "other", TTL)).isEmpty();
      Optional<ChunkLease> free = Optional.empty();
      while (free.isEmpty()) {
        Thread.sleep(100);
        free = loader.lease(sources, "other", TTL);
      }
      try (ChunkLoad load = loader.begin(free.get(), "v1")) {
        load.write(row(1L, "ann", null));
        Committed.done(load.commit(new ChunkResult(1, 1, null)));
      }
      assertThat(frozen.commit(new ChunkResult(1, 1, null))).isNotInstanceOf(Outcome.Done.class);
    }
    assertThat(staged()).containsExactly("1|ann");
  }

  private ChunkLease lease() {
    return loader.lease(sources, "worker", TTL).orElseThrow();
  }

  @Test
  void chunks_are_planned_once_and_leased_one_by_one_with_their_ranges() {
    assertThat(loader.plan(0, "contact", shape.table(), TWO)).isTrue();
    assertThat(loader.plan(0, "contact", shape.table(), List.of(KeyRange.ALL))).isFalse();
    assertThat(target.progress().entityStates()).containsEntry("contact", EntityState.LOADING);

    ChunkLease first = lease();
    ChunkLease second = lease();

    assertThat(List.of(first.range(), second.range())).isEqualTo(TWO);
    assertThat(loader.lease(sources, "worker", TTL)).isEmpty();
    loader.release(first);
    assertThat(lease().id()).isEqualTo(first.id());
  }

  @Test
  void two_chunks_load_at_the_same_time_and_one_that_breaks_off_leaves_nothing() {
    loader.plan(0, "contact", shape.table(), TWO);
    ChunkLease first = lease();
    ChunkLease second = lease();

    ChunkLoad broken = loader.begin(first, "v1");
    ChunkLoad good = loader.begin(second, "v1");
    for (long i = 0; i < 5_000; i++) {
      broken.write(row(i, "x".repeat(50), null));
      good.write(row(10_000 + i, "y", null));
    }
    broken.close();
    Committed.done(good.commit(new ChunkResult(5_000, 7, "token")));
    good.close();

    assertThat(staged()).hasSize(5_000).doesNotContain("0|" + "x".repeat(50));
    assertThat(target.progress().backfill())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.chunks()).isEqualTo(2);
              assertThat(p.chunksDone()).isEqualTo(1);
              assertThat(p.rows()).isEqualTo(5_000);
              assertThat(p.highestMark()).isEqualTo(7);
            });
    assertThat(target.progress().snapshots()).containsEntry(0, "token");
  }

  @Test
  void a_worker_whose_lease_ran_out_cannot_commit_what_another_does() throws Exception {
    loader.plan(0, "contact", shape.table(), List.of(KeyRange.ALL));
    ChunkLease old = loader.lease(sources, "slow", Duration.ofMillis(1)).orElseThrow();
    ChunkLoad slow = loader.begin(old, "v1");
    slow.write(row(1L, "slow", null));
    Thread.sleep(20);

    load(target, shape, 0, row(1L, "quick", null));

    assertThat(Committed.notDone(slow.commit(new ChunkResult(1, 1, null)))).isEqualTo("CF-3012");
    slow.close();
    assertThat(loader.renew(old, TTL)).isFalse();
    assertThat(staged()).containsExactly("1|quick");
  }

  @Test
  @Timeout(60)
  void a_frozen_worker_does_not_hold_up_whoever_completes_the_entity() throws Exception {
    loader.plan(0, "contact", shape.table(), List.of(KeyRange.ALL));
    ChunkLease old = loader.lease(sources, "frozen", Duration.ofMillis(1)).orElseThrow();
    try (ChunkLoad frozen = loader.begin(old, "v1")) {
      frozen.write(row(1L, "frozen", null));
      frozen.writeTogether(List.<Object[]>of(row(2L, "frozen", null)));
      Thread.sleep(20);
      load(target, shape, 0, row(1L, "quick", null));

      assertThatThrownBy(() -> loader.complete("contact"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code().kind()).isEqualTo(Kind.TRANSIENT));
    }
    assertThat(loader.complete("contact")).isZero();
  }

  @Test
  void a_lease_that_ran_out_and_was_not_taken_can_be_renewed() throws Exception {
    loader.plan(0, "contact", shape.table(), List.of(KeyRange.ALL));
    ChunkLease lease = loader.lease(sources, "worker", Duration.ofMillis(1)).orElseThrow();
    Thread.sleep(20);

    assertThat(loader.renew(lease, TTL)).isTrue();
    assertThat(loader.lease(sources, "other", TTL)).isEmpty();
  }

  @Test
  void a_row_that_a_column_cannot_hold_is_refused_alone() {
    loader.plan(0, "contact", shape.table(), List.of(KeyRange.ALL));
    try (ChunkLoad load = loader.begin(lease(), "v1")) {
      load.write(row(1L, "a", null));
      assertThatThrownBy(() -> load.write(row(null, "b", null)))
          .isInstanceOfSatisfying(
              RowsRefusedException.class,
              e -> {
                assertThat(e.sqlState()).isEqualTo("23502");
                assertThat(e.constraint()).isEqualTo("id");
              });
      assertThatThrownBy(() -> load.write(row(2L, "a\0b", null)))
          .isInstanceOf(RowsRefusedException.class);
      load.refuse(
          new ParkedChange(
              "contact",
              0,
              "crm",
              Key.of(2L),
              "2",
              Op.INSERT,
              null,
              "CF-1999",
              "email",
              "has a NUL",
              "{\"email\":\"a\0b\"}",
              "v1"));
      load.write(row(3L, "c", null));
      Committed.done(load.commit(new ChunkResult(4, 1, null)));
    }

    assertThat(staged()).containsExactly("1|a", "3|c");
    assertThat(target.progress().backfill().get(0).refused()).isEqualTo(1);
    assertThat(target.quarantine().list("contact", 5))
        .singleElement()
        .satisfies(item -> assertThat(item.change().key()).isEqualTo(Key.of(2L)));
  }

  @Test
  void what_only_the_server_can_refuse_is_found_among_many_and_the_rest_is_loaded() {
    EntityShape json =
        TargetFixture.shape(
            "page",
            List.of("id"),
            Column.of("id", TargetFixture.INT).notNull(),
            Column.of("data", new LogicalType.Json()));
    try (TargetDatabase other = fixture.prepared(migration + "-json", json)) {
      other.loader().plan(0, "page", json.table(), List.of(KeyRange.ALL));
      ChunkLease lease = other.loader().lease(Map.of(0, json.table()), "worker", TTL).orElseThrow();
      List<Object[]> rows = new ArrayList<>();
      for (long id = 0; id < 300; id++) {
        String data = id == 120 ? "{\"n\": 1e200000}" : "{\"t\": \"" + "x".repeat(2000) + "\"}";
        rows.add(row(id, data));
      }
      try (ChunkLoad load = other.loader().begin(lease, "v1")) {
        assertThatThrownBy(() -> quickly(load, rows)).isInstanceOf(LoadRefusedException.class);
      }
      try (ChunkLoad load = other.loader().begin(lease, "v1")) {
        assertThatThrownBy(() -> load.writeTogether(rows))
            .isInstanceOfSatisfying(
                RowsRefusedException.class, e -> assertThat(e.sqlState()).isEqualTo("22003"));
        rows.remove(120);
        load.writeTogether(rows);
        Committed.done(load.commit(new ChunkResult(300, 1, null)));
      }
      assertThat(other.progress().backfill().get(0).rows()).isEqualTo(299);
    }
  }

  private static void quickly(ChunkLoad load, List<Object[]> rows) {
    rows.forEach(load::write);
    load.commit(new ChunkResult(rows.size(), 1, null));
  }

  @Test
  void a_key_that_came_twice_keeps_the_row_of_the_first_mapping() {
    loader.plan(1, "contact", shape.table(), List.of(KeyRange.ALL));
    load(target, shape, 1, row(1L, "ads", null), row(2L, "only", null), row(3L, "x", null));
    loader.plan(0, "contact", shape.table(), List.of(KeyRange.ALL));
    load(target, shape, 0, row(1L, "crm", "n\"ote"), row(3L, "first", null), row(3L, "2nd", null));

    long parked = loader.complete("contact");

    assertThat(parked).isEqualTo(3);
    assertThat(loader.complete("contact")).as("again").isEqualTo(3);
    assertThat(staged()).containsExactly("1|crm", "2|only", "3|first");
    assertThat(target.progress().entityStates()).containsEntry("contact", EntityState.HELD);
    assertThat(target.quarantine().parked("contact", List.of(Key.of(1L), Key.of(2L), Key.of(3L))))
        .extracting(item -> item.change().key())
        .containsOnly(Key.of(1L), Key.of(3L));
    assertThat(target.quarantine().groups())
        .singleElement()
        .satisfies(g -> assertThat(g.code() + g.column() + g.count()).isEqualTo("CF-3014id3"));
    assertThat(target.quarantine().list("contact", 5))
        .extracting(QuarantineItem::change)
        .extracting(ParkedChange::source, ParkedChange::payload)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                "ads", "{\"target\":{\"id\":\"1\",\"email\":\"ads\",\"note\":null}}"));
  }

  @Test
  void an_entity_is_not_complete_before_all_its_chunks_are() {
    loader.plan(0, "contact", shape.table(), TWO);
    load(target, shape, 0, row(1L, "a", null));

    assertThatThrownBy(() -> loader.complete("contact"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code().text()).isEqualTo("CF-3013"));
  }
}
