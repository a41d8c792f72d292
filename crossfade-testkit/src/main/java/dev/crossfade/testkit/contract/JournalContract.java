package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.JournalEntry;
import dev.crossfade.spi.journal.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every journal keeps: order, one writer per version, no late writer, no guess. */
public abstract class JournalContract extends ControlContract {

  private static final int ROUNDS = 20;
  private static final Duration TTL = Duration.ofMinutes(1);

  @Test
  void what_was_prepared_is_so_for_everybody() {
    assertThat(store.prepared()).isTrue();
    store.prepare();
    try (ControlStore again = open()) {
      assertThat(again.prepared()).isTrue();
    }
  }

  @Test
  void what_was_written_comes_back_in_order_and_as_it_was() {
    Append first = asked(0, "{\"event\":\"a \\\" ' \u00e4 \u4e16\"}", "b");
    Append second = asked(2, "c");
    assertThat(version(journal().append(first))).isEqualTo(2);
    assertThat(version(journal().append(second))).isEqualTo(3);

    try (ControlStore again = open()) {
      assertThat(again.journal().read(migration, 0))
          .containsExactly(
              new JournalEntry(1, AT, "kit", 0, first.id(), first.events().get(0)),
              new JournalEntry(2, AT, "kit", 0, first.id(), "b"),
              new JournalEntry(3, AT, "kit", 0, second.id(), "c"));
      assertThat(again.journal().read(migration, 2)).hasSize(1);
      assertThat(again.journal().read(migration, 3)).isEmpty();
      assertThat(again.journal().read(migration, 0, 2))
          .extracting(JournalEntry::version)
          .containsExactly(1L, 2L);
      assertThat(again.journal().read(migration, 2, 5)).hasSize(1);
    }
  }

  @Test
  void a_journal_that_went_on_takes_nothing_of_an_old_decision() {
    journal().append(asked(0, "a"));

    assertThat(journal().append(asked(0, "x", "y"))).isEqualTo(new Appended.Outrun(1));
    assertThat(journal().append(asked(5, "z"))).isEqualTo(new Appended.Outrun(1));
    assertThat(events()).containsExactly("a");
  }

  @Test
  void of_two_who_append_at_once_one_wins() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try (ControlStore other = open()) {
      for (int round = 0; round < ROUNDS; round++) {
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<Appended>> both = new ArrayList<>();
        for (ControlStore each : List.of(store, other)) {
          Append append = asked(2L * round, "a" + round, "b" + round);
          Callable<Appended> racing =
              () -> {
                together.await();
                return each.journal().append(append);
              };
          both.add(two.submit(racing));
        }
        List<Appended> ends = List.of(both.get(0).get(), both.get(1).get());
        long version = 2L * round + 2;
        assertThat(ends)
            .containsExactlyInAnyOrder(new Appended.Written(version), new Appended.Outrun(version));
      }
    } finally {
      two.shutdownNow();
    }
    assertThat(journal().read(migration, 0).stream().map(JournalEntry::version))
        .containsExactlyElementsOf(
            java.util.stream.LongStream.rangeClosed(1, 2L * ROUNDS).boxed().toList());
  }

  @Test
  void a_late_writer_is_refused_by_the_epoch_although_the_version_fits() {
    Lease old = store.leases().take(migration, "old", TTL).orElseThrow();
    assertThat(version(journal().append(owned(old.epoch(), 0, "a")))).isEqualTo(1);
    store.leases().release(old);
    Lease young = store.leases().take(migration, "young", TTL).orElseThrow();

    assertThat(journal().append(owned(old.epoch(), 1, "late")))
        .isEqualTo(new Appended.Fenced(young.epoch()));
    assertThat(version(journal().append(owned(young.epoch(), 1, "b")))).isEqualTo(2);
    assertThat(events()).containsExactly("a", "b");
  }

  @Test
  void whoever_only_asks_needs_no_lease() {
    assertThat(store.leases().take(migration, "owner", TTL)).isPresent();

    assertThat(version(journal().append(asked(0, "a")))).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void a_lost_answer_is_unknown_and_reading_tells(Loss loss) {
    journal().append(asked(0, "a"));
    Append append = asked(1, "b");
    boolean happened = loss == Loss.ANSWER;

    try (ControlStore lossy = openLossy(loss)) {
      assertThat(lossy.journal().append(append)).isInstanceOf(Appended.Unknown.class);
      assertThat(lossy.journal().holds(migration, append.id())).isEqualTo(happened);
    }
    assertThat(journal().holds(migration, append.id())).isEqualTo(happened);
    assertThat(events()).containsExactlyElementsOf(happened ? List.of("a", "b") : List.of("a"));
    assertThat(version(journal().append(asked(happened ? 2 : 1, "c")))).isEqualTo(happened ? 3 : 2);
  }

  @Test
  void what_was_never_written_is_not_held() {
    assertThat(journal().holds(migration, "nothing")).isFalse();
    Append append = asked(0, "a");
    journal().append(append);
    assertThat(journal().holds(migration, append.id())).isTrue();
    assertThat(journal().holds(migration + "-other", append.id())).isFalse();
  }

  @Test
  void journals_of_migrations_are_apart() {
    String other = migration + "-other";
    journal().append(asked(0, "a"));
    journal().append(new Append(other, draw(), 0, 0, AT, "kit", List.of("x", "y")));

    assertThat(events()).containsExactly("a");
    assertThat(journal().read(other, 0)).hasSize(2);
    assertThat(journal().migrations()).contains(migration, other).doesNotHaveDuplicates();
  }
}
