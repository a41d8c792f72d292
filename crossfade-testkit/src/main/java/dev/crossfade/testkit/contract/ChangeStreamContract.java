package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.RawReader;
import dev.crossfade.spi.source.StreamBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChangeCapture} with its {@link ChangeStream} must do. */
public abstract class ChangeStreamContract extends SourceContract {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private @Nullable ChangeCapture capture;

  /** Opens the capture of the source under test. */
  protected abstract ChangeCapture openCapture();

  /** How to capture both tables. */
  protected abstract CaptureRequest request(LogIdentity log);

  /** How often to poll for what must come; each poll waits half a second at most. */
  protected int polls() {
    return 60;
  }

  @BeforeEach
  final void startCapture() {
    LogIdentity log = source.log().prepare(List.of(keyedTable(), keylessTable()));
    ChangeCapture opened = openCapture();
    opened.ensure(request(log));
    opened.ensure(request(log));
    capture = opened;
  }

  @AfterEach
  final void endCapture() {
    if (capture != null) {
      capture.remove();
      capture.close();
    }
  }

  private ChangeStream stream() {
    return Objects.requireNonNull(capture).openStream();
  }

  /** Reads up to this mark. */
  private List<SourceTransaction> until(ChangeStream stream, Mark mark) {
    List<SourceTransaction> all = new ArrayList<>();
    for (int i = 0; i < polls(); i++) {
      all.addAll(stream.poll(PATIENCE).transactions());
      if (all.stream().anyMatch(tx -> reached(tx, mark))) {
        return all;
      }
    }
    throw new AssertionError("the mark did not come");
  }

  private static boolean reached(SourceTransaction transaction, Mark mark) {
    return transaction.mark() != null && transaction.mark().number() == mark.number();
  }

  private static List<SourceTransaction> withChanges(List<SourceTransaction> all) {
    return all.stream().filter(tx -> !tx.changes().isEmpty()).toList();
  }

  @Test
  void rows_of_a_table_that_is_left_alone_are_read_later_as_they_would_have_been_read() {
    transaction(
        tx -> {
          tx.insert(1, "one");
          tx.update(1, "uno \u00e9 \"'\\");
          tx.rename(1, 7);
          tx.insert(2, "two");
          tx.delete(2);
        });
    Mark mark = source.log().mark();
    List<Change> read;
    try (ChangeStream stream = stream()) {
      stream.seek(stream.beginning());
      read = withChanges(until(stream, mark)).get(0).changes();
    }
    try (ChangeStream stream = stream()) {
      stream.allow(Map.of(keyedTable(), Leeway.RAW));
      stream.seek(stream.beginning());
      List<Change> left = withChanges(until(stream, mark)).get(0).changes();
      RawReader reader = stream.rawReader();
      assertThat(left).hasSameSizeAs(read).allMatch(Change::raw);
      for (int i = 0; i < read.size(); i++) {
        Change again = reader.read(left.get(i));
        assertThat(again.op()).isEqualTo(read.get(i).op());
        assertThat(again.position()).isEqualTo(read.get(i).position());
        assertThat(again.before()).isEqualTo(read.get(i).before());
        assertThat(again.after()).isEqualTo(read.get(i).after());
      }
    }
  }

  @Test
  void transactions_come_whole_and_in_commit_order_with_growing_positions() {
    transaction(
        tx -> {
          tx.insert(1, "one");
          tx.insert(2, "two");
          tx.append("log");
        });
    transaction(tx -> tx.update(1, "uno"));
    transaction(tx -> tx.delete(2));
    Mark mark = source.log().mark();
    List<SourceTransaction> all;
    try (ChangeStream stream = stream()) {
      stream.seek(stream.beginning());
      all = until(stream, mark);
    }
    List<SourceTransaction> changed = withChanges(all);
    assertThat(changed).hasSize(3);
    assertThat(changed.get(0).changes()).hasSize(3);
    assertThat(changed.get(1).changes()).extracting(Change::op).containsExactly(Op.UPDATE);
    assertThat(changed.get(2).changes()).extracting(Change::op).containsExactly(Op.DELETE);
    Position last = Position.START;
    for (SourceTransaction transaction : all) {
      for (Change change : transaction.changes()) {
        assertThat(change.position().after(last)).isTrue();
        last = change.position();
      }
      assertThat(transaction.end().compareTo(last)).isNotNegative();
      last = transaction.end();
    }
  }

  @Test
  void rows_have_the_values_that_a_reader_sees() {
    transaction(tx -> tx.insert(1, "o'ne \u00e4"));
    transaction(tx -> tx.rename(1, 7));
    Mark mark = source.log().mark();
    try (ChangeStream stream = stream()) {
      stream.seek(stream.beginning());
      List<SourceTransaction> changed = withChanges(until(stream, mark));
      Change insert = changed.get(0).changes().get(0);
      assertThat(insert.before()).isNull();
      assertThat(Arrays.asList(Objects.requireNonNull(insert.after())))
          .containsExactly(1L, "o'ne \u00e4");
      Change rename = changed.get(1).changes().get(0);
      assertThat(changed.get(1).changes()).hasSize(1);
      assertThat(rename.op()).isEqualTo(Op.UPDATE);
      assertThat(Objects.requireNonNull(rename.before())[0]).isEqualTo(1L);
      assertThat(Objects.requireNonNull(rename.after())[0]).isEqualTo(7L);
    }
  }

  @Test
  void reading_again_from_an_offset_gives_the_same_positions() {
    transaction(tx -> tx.insert(1, "one"));
    Mark first = source.log().mark();
    try (ChangeStream stream = stream();
        ChangeStream again = stream()) {
      assertThat(again.id()).isEqualTo(stream.id());
      stream.seek(stream.beginning());
      List<SourceTransaction> once = until(stream, first);
      again.seek(again.beginning());
      List<SourceTransaction> twice = until(again, first);
      assertThat(twice).extracting(SourceTransaction::end).containsAll(ends(once));
      assertThat(positions(twice)).isEqualTo(positions(once));
    }
  }

  @Test
  void what_the_way_back_wrote_says_so_wherever_the_tag_stands() {
    transaction(tx -> tx.insert(1, "by others"));
    transaction(
        tx -> {
          tx.insert(2, "by us");
          tx.tag();
        });
    transaction(
        tx -> {
          tx.tag();
          tx.update(1, "by us, too");
        });
    transaction(tx -> tx.delete(2));
    Mark mark = source.log().mark();
    try (ChangeStream stream = stream()) {
      stream.seek(stream.beginning());
      assertThat(withChanges(until(stream, mark)))
          .extracting(SourceTransaction::origin)
          .containsExactly(Origin.OTHERS, Origin.WAY_BACK, Origin.WAY_BACK, Origin.OTHERS);
    }
  }

  @Test
  void the_next_offset_continues_without_gap() {
    try (ChangeStream stream = stream()) {
      stream.seek(stream.beginning());
      until(stream, source.log().mark());
      long next = drain(stream);
      transaction(tx -> tx.insert(5, "five"));
      Mark mark = source.log().mark();
      try (ChangeStream later = stream()) {
        later.seek(next);
        assertThat(positions(until(later, mark))).hasSize(1);
      }
    }
  }

  private static long drain(ChangeStream stream) {
    StreamBatch batch = stream.poll(PATIENCE);
    while (!batch.transactions().isEmpty()) {
      batch = stream.poll(PATIENCE);
    }
    return batch.nextOffset();
  }

  @Test
  void a_snapshot_tells_which_transactions_it_has_seen() {
    transaction(tx -> tx.append("before"));
    String token;
    try (PinnedSnapshot snapshot = source.pin()) {
      token = snapshot.token();
    }
    transaction(tx -> tx.append("after"));
    Mark mark = source.log().mark();
    try (ChangeStream stream = stream()) {
      stream.seek(stream.beginning());
      List<SourceTransaction> changed = withChanges(until(stream, mark));
      assertThat(seenBy(token, changed.get(0))).isTrue();
      assertThat(seenBy(token, changed.get(1))).isFalse();
    }
  }

  @Test
  void a_horizon_tells_what_reads_see_and_holds_nothing() {
    transaction(tx -> tx.append("before"));
    String first = source.horizon();
    transaction(tx -> tx.append("after"));
    String second = source.horizon();
    assertThat(source.covers(second, first)).isTrue();
    assertThat(source.covers(first, first)).isTrue();
    Mark mark = source.log().mark();
    try (ChangeStream stream = stream()) {
      stream.seek(stream.beginning());
      List<SourceTransaction> changed = withChanges(until(stream, mark));
      assertThat(seenBy(first, changed.get(0))).isTrue();
      assertThat(seenBy(first, changed.get(1))).isFalse();
      assertThat(seenBy(second, changed.get(1))).isTrue();
    }
  }

  private boolean seenBy(String token, SourceTransaction transaction) {
    Position position = transaction.changes().get(0).position();
    return source.seenBy(token, transaction.snapshotId(), position);
  }

  private static List<Position> ends(List<SourceTransaction> all) {
    return all.stream().map(SourceTransaction::end).toList();
  }

  private static List<Position> positions(List<SourceTransaction> all) {
    return all.stream().flatMap(tx -> tx.changes().stream()).map(Change::position).toList();
  }
}
