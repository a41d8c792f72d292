package dev.crossfade.kafka.stream;

import static dev.crossfade.core.change.Extent.LAST;
import static dev.crossfade.core.change.Extent.PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.kafka.decode.LogRecord;
import dev.crossfade.kafka.decode.LogRecord.Begin;
import dev.crossfade.kafka.decode.LogRecord.End;
import dev.crossfade.kafka.decode.LogRecord.Half;
import dev.crossfade.kafka.decode.LogRecord.Place;
import dev.crossfade.kafka.decode.LogRecord.Row;
import dev.crossfade.kafka.stream.OpenTransaction.Bound;
import dev.crossfade.spi.source.RolledBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssemblyTest {

  private static final TableId T = new TableId("public", "t");
  private static final Bound FIVE = new Bound(5, 1_000);
  private final Assembly postgres = Assembly.of("postgresql", FIVE, RolledBack.NONE);
  private final Assembly maria = Assembly.of("mariadb", FIVE, RolledBack.NONE);
  private long offset = 100;

  private SourceTransaction feed(Assembly assembly, LogRecord... records) {
    return complete(assembly, records) instanceof Completed.Held held ? held.transaction() : null;
  }

  private Completed complete(Assembly assembly, LogRecord... records) {
    Completed last = null;
    for (LogRecord record : records) {
      last = assembly.accept(offset++, record, 10);
    }
    return last;
  }

  /** A row of transaction 7, which follows the commit at 500. */
  private static Row row(long number, long lsn, long id) {
    return new Row(
        "7",
        number,
        new Place(0, lsn, number == 1 ? 500 : 0),
        9,
        T,
        Op.INSERT,
        null,
        new Object[] {id},
        Half.NONE);
  }

  private static Row mariaRow(String tx, long pos, long number, long id, Op op) {
    Object[] after = op == Op.TRUNCATE ? null : new Object[] {id};
    return new Row(tx, number, new Place(1, pos, 0), 9, T, op, null, after, Half.NONE);
  }

  @Test
  void rowsOfOneLogPositionAreCounted() {
    SourceTransaction done =
        feed(
            postgres,
            new Begin("7"),
            row(1, 600, 1),
            row(2, 600, 2),
            row(3, 610, 3),
            new End("7", 900, 3, 9));
    assertThat(done.changes())
        .extracting(c -> c.position())
        .containsExactly(
            new Position(900, 600, 0), new Position(900, 600, 1), new Position(900, 610, 0));
    assertThat(done.end().after(new Position(900, 610, 0))).isTrue();
    assertThat(new Position(901, 1, 0).after(done.end())).isTrue();
    assertThat(done.snapshotId()).isEqualTo(7);
    assertThat(postgres.restart(offset)).isEqualTo(offset);
  }

  @Test
  void aCutTransactionThatComesAgainWholeIsFine() {
    feed(postgres, new Begin("7"), row(1, 600, 1), row(2, 600, 2));
    assertThat(postgres.restart(offset)).isEqualTo(100);
    feed(postgres, new Begin("7"), row(1, 600, 1));
    assertThat(postgres.restart(offset)).isEqualTo(100);
    SourceTransaction earlier = feed(postgres, new Begin("6"), new End("6", 500, 0, 9));
    assertThat(earlier).isNull();
    SourceTransaction done =
        feed(
            postgres,
            new Begin("7"),
            row(1, 600, 1),
            row(2, 600, 2),
            row(3, 600, 3),
            new End("7", 900, 3, 9));
    assertThat(done.changes()).hasSize(3);
    assertThat(postgres.restart(offset)).isEqualTo(offset);
  }

  @Test
  void aCutTransactionThatResumesInTheMiddleIsAGapAndStaysOne() {
    feed(postgres, new Begin("7"), row(1, 600, 1), row(2, 600, 2));
    feed(postgres, new Begin("7"), row(1, 700, 9), row(2, 700, 10), row(3, 700, 11));
    LogRecord end = new End("7", 900, 3, 9);
    assertThatThrownBy(() -> feed(postgres, end)).hasMessageContaining("CF-4021");
    assertThatThrownBy(() -> feed(postgres, end)).hasMessageContaining("CF-4021");
    assertThat(postgres.restart(offset)).isEqualTo(100);
  }

  @Test
  void aCutTransactionThatComesAgainShorterOrNotAtAllIsAGap() {
    feed(postgres, new Begin("7"), row(1, 600, 1), row(2, 600, 2));
    feed(postgres, new Begin("7"), row(1, 600, 1));
    assertThatThrownBy(() -> feed(postgres, new End("7", 900, 1, 9)))
        .hasMessageContaining("CF-4021");
    Assembly other = Assembly.of("postgresql", FIVE, RolledBack.NONE);
    feed(other, new Begin("7"), row(1, 600, 1), new Begin("8"));
    assertThatThrownBy(() -> feed(other, new End("8", 950, 0, 9))).hasMessageContaining("CF-4021");
  }

  @Test
  void missingRecordsAreGaps() {
    feed(postgres, new Begin("7"), row(1, 600, 1));
    assertThatThrownBy(() -> feed(postgres, row(3, 620, 3))).hasMessageContaining("CF-4020");
    assertThatThrownBy(() -> feed(postgres, new End("7", 900, 2, 9)))
        .hasMessageContaining("CF-4020");
    assertThatThrownBy(() -> feed(Assembly.of("postgresql", FIVE, RolledBack.NONE), row(1, 600, 1)))
        .hasMessageContaining("CF-4020");
  }

  @Test
  void aTransactionLargerThanTheBoundIsReadAgainInParts() {
    List<LogRecord> records = new ArrayList<>(List.of(new Begin("7")));
    for (int i = 1; i <= 6; i++) {
      records.add(row(i, 600, i));
    }
    assertThat(complete(postgres, records.toArray(LogRecord[]::new))).isNull();
    assertThat(postgres.restart(offset)).isEqualTo(100);
    Completed.Large large = (Completed.Large) complete(postgres, new End("7", 900, 6, 9));
    assertThat(large.offset()).isEqualTo(100);
    assertThat(postgres.restart(offset)).isEqualTo(offset);
    Parts parts = new Parts(large, FIVE, offset);
    List<SourceTransaction> all = parts(parts, records);
    assertThat(all).extracting(SourceTransaction::extent).containsExactly(PART, LAST);
    assertThat(all).extracting(each -> each.changes().size()).containsExactly(5, 1);
    assertThat(all).extracting(SourceTransaction::end).containsOnly(large.end());
    assertThat(all.get(1).changes().get(0).position()).isEqualTo(new Position(900, 600, 5));
  }

  private static List<SourceTransaction> parts(Parts parts, List<LogRecord> records) {
    List<SourceTransaction> all = new ArrayList<>();
    for (LogRecord record : records) {
      parts.add(record, 10);
      if (parts.full()) {
        all.add(parts.take());
      }
    }
    return all;
  }

  @Test
  void aTransactionWithLongRowsIsReadAgainInParts() {
    assertThat(postgres.accept(offset++, new Begin("7"), 10)).isNull();
    assertThat(postgres.accept(offset++, row(1, 600, 1), 700)).isNull();
    assertThat(postgres.accept(offset++, row(2, 600, 2), 700)).isNull();
    Completed.Large large = (Completed.Large) complete(postgres, new End("7", 900, 2, 9));
    Parts parts = new Parts(large, new Bound(5, 500), offset);
    parts.add(row(1, 600, 1), 700);
    assertThat(parts.full()).isTrue();
    assertThat(parts.take().extent()).isEqualTo(PART);
  }

  @Test
  void halvesOfAKeyChangeStayTogetherInOnePart() {
    List<LogRecord> records = new ArrayList<>(List.of(row(1, 600, 1)));
    for (int i = 2; i <= 4; i++) {
      records.add(row(i, 600, i));
    }
    records.add(
        new Row("7", 5, new Place(0, 610, 0), 9, T, Op.DELETE, new Object[] {1L}, null, Half.OLD));
    records.add(
        new Row("7", 6, new Place(0, 610, 0), 9, T, Op.INSERT, null, new Object[] {9L}, Half.NEW));
    records.add(row(7, 620, 20));
    Completed.Large large =
        new Completed.Large(
            "7",
            100,
            7,
            7,
            Instant.EPOCH,
            null,
            new Position(900, 0, 0),
            Origin.OTHERS,
            new Counting());
    List<SourceTransaction> all = parts(new Parts(large, FIVE, offset), records);
    assertThat(all).extracting(each -> each.changes().size()).containsExactly(5, 1);
    assertThat(all.get(0).changes().get(4).op()).isEqualTo(Op.UPDATE);
    assertThat(all.get(0).changes().get(4).after()).containsExactly(9L);
  }

  /** Positions by number alone. */
  private record Counting() implements OpenTransaction.PositionRule {
    @Override
    public Position of(Row row) {
      return new Position(900, row.number(), 0);
    }

    @Override
    public Position end(Place last) {
      return new Position(900, -1, LAST);
    }
  }

  @Test
  void halvesOfAKeyChangeBecomeOneUpdate() {
    Row old =
        new Row("7", 1, new Place(0, 600, 500), 9, T, Op.DELETE, new Object[] {1L}, null, Half.OLD);
    Row fresh =
        new Row("7", 2, new Place(0, 600, 0), 9, T, Op.INSERT, null, new Object[] {2L}, Half.NEW);
    SourceTransaction done =
        feed(postgres, new Begin("7"), old, fresh, row(3, 610, 5), new End("7", 900, 3, 9));
    assertThat(done.changes()).hasSize(2);
    assertThat(done.changes().get(0).op()).isEqualTo(Op.UPDATE);
    assertThat(done.changes().get(0).before()).containsExactly(1L);
    assertThat(done.changes().get(0).after()).containsExactly(2L);
    assertThat(done.changes().get(0).position()).isEqualTo(new Position(900, 600, 0));
  }

  @Test
  void mariaDbTruncateEndsItsTransactionAndDefinitionsEndEmptyOnes() {
    SourceTransaction done =
        feed(maria, new Begin("0-1-5"), mariaRow("0-1-5", 40, 1, 0, Op.TRUNCATE));
    assertThat(done.changes()).hasSize(1);
    feed(maria, new Begin("0-1-6"), new LogRecord.Definition());
    assertThat(maria.restart(offset)).isEqualTo(offset);
    SourceTransaction next =
        feed(
            maria,
            new Begin("0-1-7"),
            mariaRow("0-1-7", 80, 1, 3, Op.INSERT),
            new End("0-1-7", 0, 1, 9));
    assertThat(next.changes().get(0).position()).isEqualTo(new Position(1, 80, 1));
    assertThat(next.end().after(next.changes().get(0).position())).isTrue();
  }

  @Test
  void mariaDbCutTransactionsMustBeginAgain() {
    feed(
        maria,
        new Begin("0-1-5"),
        mariaRow("0-1-5", 40, 1, 1, Op.INSERT),
        mariaRow("0-1-5", 40, 2, 2, Op.INSERT));
    feed(
        maria,
        new Begin("0-1-5"),
        mariaRow("0-1-5", 40, 1, 2, Op.INSERT),
        mariaRow("0-1-5", 40, 2, 3, Op.INSERT));
    assertThatThrownBy(() -> feed(maria, new End("0-1-5", 0, 2, 9)))
        .hasMessageContaining("CF-4021");
    Assembly other = Assembly.of("mariadb", FIVE, RolledBack.NONE);
    feed(other, new Begin("0-1-5"), mariaRow("0-1-5", 40, 1, 1, Op.INSERT));
    feed(other, new Begin("0-1-6"), mariaRow("0-1-6", 90, 1, 1, Op.INSERT));
    assertThatThrownBy(() -> feed(other, new End("0-1-6", 0, 1, 9)))
        .hasMessageContaining("CF-4021");
  }

  /** Only the log itself can tell that the rest of a transaction never comes. */
  @Test
  void mariaDbTransactionsThatWereRolledBackArePassedOver() {
    List<String> asked = new ArrayList<>();
    Assembly some =
        Assembly.of(
            "mariadb",
            FIVE,
            (transaction, first) ->
                asked.add(transaction + " " + first.encoded()) && asked.size() < 3);
    feed(some, new Begin("0-1-5"), mariaRow("0-1-5", 40, 1, 1, Op.INSERT));
    long begun = offset;
    feed(some, new Begin("0-1-6"), mariaRow("0-1-6", 90, 1, 1, Op.INSERT));
    assertThat(some.restart(offset)).isLessThan(begun);
    assertThat(feed(some, new End("0-1-6", 0, 1, 9)).id()).isEqualTo("0-1-6");
    assertThat(some.restart(offset)).isEqualTo(offset);
    feed(some, new Begin("0-1-7"), mariaRow("0-1-7", 95, 1, 1, Op.INSERT));
    feed(some, new Begin("0-1-8"), mariaRow("0-1-8", 99, 1, 1, Op.INSERT));
    assertThat(feed(some, new End("0-1-8", 0, 1, 9)).id()).isEqualTo("0-1-8");
    assertThat(asked)
        .containsExactly(
            "0-1-5 " + new Position(1, 40, 1).encoded(),
            "0-1-7 " + new Position(1, 95, 1).encoded());
    feed(some, new Begin("0-1-9"), mariaRow("0-1-9", 200, 1, 1, Op.INSERT));
    feed(some, new Begin("0-1-10"), mariaRow("0-1-10", 300, 1, 1, Op.INSERT));
    assertThatThrownBy(() -> feed(some, new End("0-1-10", 0, 1, 9)))
        .hasMessageContaining("CF-4021");
  }

  /** A TRUNCATE has no record of its end, so it is offered again itself. */
  @Test
  void mariaDbTruncateIsOfferedAgainWhenTheLogCannotBeAsked() {
    List<String> asked = new ArrayList<>();
    Assembly some =
        Assembly.of(
            "mariadb",
            FIVE,
            (transaction, first) -> {
              asked.add(transaction);
              if (asked.size() < 3) {
                throw new IllegalStateException("not reachable");
              }
              return true;
            });
    feed(some, new Begin("0-1-5"), mariaRow("0-1-5", 40, 1, 1, Op.INSERT));
    feed(some, new Begin("0-1-6"));
    LogRecord truncate = mariaRow("0-1-6", 90, 1, 0, Op.TRUNCATE);
    assertThatThrownBy(() -> feed(some, truncate)).hasMessage("not reachable");
    assertThatThrownBy(() -> feed(some, truncate)).hasMessage("not reachable");
    SourceTransaction done = feed(some, truncate);
    assertThat(done.changes()).extracting(each -> each.op()).containsExactly(Op.TRUNCATE);
    assertThat(asked).containsExactly("0-1-5", "0-1-5", "0-1-5");
    assertThat(some.restart(offset)).isEqualTo(offset);
  }
}
