package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.LOG;
import static dev.crossfade.testkit.contract.TargetKit.at;
import static dev.crossfade.testkit.contract.TargetKit.done;
import static dev.crossfade.testkit.contract.TargetKit.key;
import static dev.crossfade.testkit.contract.TargetKit.person;
import static dev.crossfade.testkit.contract.TargetKit.positioned;
import static dev.crossfade.testkit.contract.TargetKit.row;
import static dev.crossfade.testkit.contract.TargetKit.rows;
import static dev.crossfade.testkit.contract.TargetKit.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.audit.KeySegment;
import dev.crossfade.core.audit.LoadPart;
import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowOp;
import dev.crossfade.core.audit.RowRecord;
import dev.crossfade.core.audit.RowTree;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.compare.RowCommitment;
import dev.crossfade.core.compare.RowFields;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.EntityWrite.Reset;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.RowIndex;
import dev.crossfade.spi.target.RowsRefusedException;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every target keeps of its loads: what was done to which row, with the row or not at all. */
public abstract class RecordsContract extends TargetContract {

  private LoadRecords records() {
    return target.records();
  }

  private LoadRecord last() {
    List<LoadRecord> pending = records().pending(1_000);
    return pending.get(pending.size() - 1);
  }

  /** All records of a load, of which the root is that of its part. */
  private List<RowRecord> proven(LoadRecord load, int place) {
    LoadPart part = load.parts().get(place);
    RowTree tree = new RowTree();
    List<RowRecord> found = new ArrayList<>();
    records()
        .blocks(load.id(), place)
        .forEach(
            block -> {
              tree.add(block);
              block.each(
                  (bytes, from, length) ->
                      found.add(RowRecord.parse(Arrays.copyOfRange(bytes, from, from + length))));
            });
    assertThat(tree.root()).isEqualTo(part.root());
    assertThat(part.rows()).isEqualTo(found.size());
    return found;
  }

  /** A row as the target stores it. */
  protected abstract RowFields fields(EntityShape shape, @Nullable Object[] row);

  private RowRecord expected(RowOp op, EntityShape shape, @Nullable Object[] row, Position at) {
    byte[] both = new byte[2 * RowCommitment.BYTES];
    new RowCommitment(shape.table(), records().secret()).row(row, fields(shape, row), both, 0);
    String hex = HexFormat.of().formatHex(both);
    return new RowRecord(op, hex.substring(0, 32), hex.substring(32), at);
  }

  private RowRecord history(RowOp op, EntityShape shape, @Nullable Object[] row) {
    RowRecord positioned = expected(op, shape, row, at(1));
    return new RowRecord(op, positioned.key(), positioned.row(), null);
  }

  private void stream(Consumer<StreamSession> work) {
    try (Applier applier = target.openApplier("crm")) {
      StreamState from = applier.own("topic", 0);
      StreamState to =
          new StreamState(from.streamId(), from.nextOffset() + 1, at(99), 0, null, from.epoch());
      try (StreamSession session = applier.begin(from, to, "v7")) {
        work.accept(session);
      }
    }
  }

  @Test
  void history_is_recorded_row_by_row() {
    TargetKit.load(target, rows(person(1, "ann"), person(2, "bob")));
    LoadRecord load = records().pending(9).get(0);

    assertThat(load.kind()).isEqualTo("CHUNK");
    assertThat(load.mapping()).isZero();
    assertThat(load.mappingVersion()).isEqualTo("v1");
    assertThat(load.rows()).isEqualTo(2);
    assertThat(load.parts()).extracting(LoadPart::entity).containsExactly(KEYED);
    assertThat(proven(load, 0))
        .containsExactly(
            history(RowOp.SET, personShape(), person(1, "ann")),
            history(RowOp.SET, personShape(), person(2, "bob")));
    assertThat(records().load(load.id())).contains(load);
    assertThat(records().load(load.id() + 1_000_000)).isEmpty();
  }

  @Test
  void refused_rows_and_loads_that_were_not_committed_leave_no_record() {
    target.loader().plan(0, KEYED, TargetKit.sourceTable(), List.of(KeyRange.ALL));
    var lease =
        target.loader().lease(TargetKit.sourceTables(), "kit", TargetKit.LEASE).orElseThrow();
    try (ChunkLoad dropped = target.loader().begin(lease, "v1")) {
      dropped.write(person(9, "nil"));
    }
    assertThat(records().pending(9)).isEmpty();
    try (ChunkLoad load = target.loader().begin(lease, "v1")) {
      load.write(person(1, "ann"));
      assertThatThrownBy(
              () -> load.writeTogether(rows(person(2, "bob"), row(3L, null, null, null))))
          .isInstanceOf(RowsRefusedException.class);
      load.writeTogether(rows(person(2, "bob")));
      done(load.commit(new ChunkResult(3, 1, null)));
    }
    assertThat(proven(last(), 0))
        .containsExactly(
            history(RowOp.SET, personShape(), person(1, "ann")),
            history(RowOp.SET, personShape(), person(2, "bob")));
  }

  @Test
  void what_was_written_since_a_moment_is_counted_by_entity() {
    TargetKit.publish(target, rows(person(1, "ann"), person(2, "bob")));
    String before = records().moment();
    assertThat(records().writtenSince(before, KEYED)).isZero();
    List<String> meanwhile = new ArrayList<>();
    stream(
        session -> {
          session.entityStates();
          session.write(write(List.of(key(1)), rows(person(3, "cid"))));
          meanwhile.add(records().moment());
          done(session.commit(2));
        });
    String after = records().moment();
    stream(session -> done(session.commit(0)));

    assertThat(records().writtenSince(before, KEYED)).isEqualTo(2);
    assertThat(records().writtenSince(meanwhile.get(0), KEYED)).isEqualTo(2);
    assertThat(records().writtenSince(before, LOG)).isZero();
    assertThat(records().writtenSince(after, KEYED)).isZero();
  }

  @Test
  void changes_are_recorded_with_their_position_and_what_had_no_effect_is_not() {
    TargetKit.publish(target, rows(person(1, "ann"), person(2, "bob")));
    @Nullable Object[] patch = row(2L, "rob", Unavailable.VALUE, Unavailable.VALUE);
    @Nullable Object[] nobody = row(8L, "x", Unavailable.VALUE, Unavailable.VALUE);
    @Nullable Object[] event = row(1L, "seen");
    stream(
        session -> {
          session.entityStates();
          session.write(write(List.of(key(1)), rows(person(3, "cid"), patch, nobody)));
          session.write(
              new EntityWrite(
                  LOG, Reset.CLEAR, List.of(), List.of(), positioned(rows(event)), List.of()));
          assertThatThrownBy(() -> session.write(write(List.of(), rows(row(4L, null, null, null)))))
              .isInstanceOf(RowsRefusedException.class);
          done(session.commit(5));
        });
    LoadRecord load = last();

    assertThat(load.kind()).isEqualTo("STREAM");
    assertThat(load.source()).isEqualTo("crm");
    assertThat(load.mappingVersion()).isEqualTo("v7");
    assertThat(load.parts()).extracting(LoadPart::entity).containsExactly(KEYED, LOG);
    assertThat(load.parts().get(0).first()).isEqualTo(at(1));
    assertThat(load.parts().get(0).last()).isEqualTo(at(2));
    String none = "0".repeat(32);
    RowRecord ann = history(RowOp.SET, personShape(), person(1, "ann"));
    assertThat(proven(load, 0))
        .containsExactlyInAnyOrder(
            new RowRecord(RowOp.DELETE, ann.key(), none, null),
            expected(RowOp.SET, personShape(), person(3, "cid"), at(1)),
            expected(RowOp.PATCH, personShape(), patch, at(2)));
    assertThat(proven(load, 1))
        .containsExactly(
            new RowRecord(RowOp.CLEAR, none, none, null),
            expected(RowOp.ADD, logShape(), event, at(1)));
  }

  @Test
  void many_changes_are_recorded_too_also_when_values_change_places() {
    TargetKit.publish(target, rows(person(1, "ann"), person(2, "bob")));
    List<@Nullable Object[]> many = new ArrayList<>();
    many.add(row(1L, "ann", "bob@x", "swapped"));
    many.add(row(2L, "bob", "ann@x", "swapped"));
    LongStream.range(10, 200).forEach(id -> many.add(person(id, "p" + id)));
    stream(
        session -> {
          session.entityStates();
          session.write(write(List.of(), many));
          done(session.commit(many.size()));
        });
    List<RowRecord> found = proven(last(), 0);
    assertThat(found).hasSize(many.size());
    assertThat(found.get(0)).isEqualTo(expected(RowOp.SET, personShape(), many.get(0), at(1)));
  }

  @Test
  void what_is_not_in_the_audit_log_waits() {
    TargetKit.load(target, rows(person(1, "ann")));
    List<LoadRecord> pending = records().pending(9);
    assertThat(pending).hasSize(2);
    long first = pending.get(0).id();
    assertThat(records().pending(1)).containsExactly(pending.get(0));

    records().logged(Map.of(first, 77L));
    records().logged(Map.of(first, 77L));
    assertThat(records().pending(9)).containsExactly(pending.get(1));
    assertThat(records().load(first)).contains(pending.get(0));
    assertThat(records().loadsOf(KEYED, Long.MAX_VALUE, 9)).containsExactly(first);
    assertThat(records().loadsOf(KEYED, first, 9)).isEmpty();
    assertThat(records().secret()).isNotEmpty().isEqualTo(records().secret());
  }

  @Test
  void records_of_a_part_are_found_behind_a_part_without_any() {
    TargetKit.publish(target, rows(person(1, "ann")));
    @Nullable Object[] nobody = row(8L, "x", Unavailable.VALUE, Unavailable.VALUE);
    @Nullable Object[] event = row(1L, "seen");
    stream(
        session -> {
          session.entityStates();
          session.write(write(List.of(), rows(nobody)));
          session.write(
              new EntityWrite(
                  LOG, Reset.KEEP, List.of(), List.of(), positioned(rows(event)), List.of()));
          done(session.commit(2));
        });

    assertThat(last().parts()).extracting(LoadPart::entity).containsExactly(LOG);
    assertThat(proven(last(), 0)).containsExactly(expected(RowOp.ADD, logShape(), event, at(1)));
  }

  /** The lowest entry that the index can have for a person. */
  private List<Long> entry(long id) {
    byte[] both = new byte[2 * RowCommitment.BYTES];
    new RowCommitment(personShape().table(), records().secret()).key(Key.of(id), both, 0);
    return List.of(KeySegment.lowest(both, 0));
  }

  private KeySegment segment(List<Long> loads) {
    KeySegment.Builder segment = new KeySegment.Builder();
    records().index().blocks(loads, segment::add);
    return segment.build();
  }

  private List<Long> uncovered(String entity) {
    List<Long> loads = new ArrayList<>();
    records().index().uncovered(entity, (place, block) -> loads.add(place.load()));
    return loads;
  }

  @Test
  void loads_are_found_by_keys_once_they_are_covered() {
    RowIndex index = records().index();
    TargetKit.publish(target, rows(person(1, "ann"), person(2, "bob")));
    for (long id : new long[] {2, 3}) {
      stream(
          session -> {
            session.entityStates();
            session.write(write(List.of(), rows(person(id, "x" + id))));
            done(session.commit(1));
          });
    }
    List<RowIndex.Waiting> waiting = index.waiting(9);
    List<Long> keyed = uncovered(KEYED);
    assertThat(waiting).extracting(RowIndex.Waiting::id).containsAll(keyed).isSorted();
    assertThat(keyed).hasSize(3);
    assertThat(waiting.get(0)).isEqualTo(new RowIndex.Waiting(keyed.get(0), true, 2));
    assertThat(index.waiting(1)).containsExactly(waiting.get(0));
    long chunk =
        waiting.stream()
            .filter(RowIndex.Waiting::history)
            .mapToLong(each -> each.id())
            .max()
            .orElse(0);
    assertThat(index.newestHistory()).isEqualTo(chunk);
    assertThat(index.find(KEYED, entry(1))).isEmpty();

    List<Long> first = keyed.subList(0, 2);
    KeySegment segment = segment(first);
    assertThat(index.cover(first, segment)).isTrue();
    assertThat(index.cover(keyed, segment)).isFalse();
    assertThat(uncovered(KEYED)).containsExactly(keyed.get(2));
    assertThat(index.find(KEYED, entry(1))).containsExactly(keyed.get(0));
    assertThat(index.find(KEYED, entry(2))).containsExactlyElementsOf(first);
    assertThat(index.find(KEYED, entry(3))).isEmpty();
    assertThat(index.find(LOG, entry(2))).isEmpty();

    List<Long> rest = index.waiting(9).stream().map(RowIndex.Waiting::id).toList();
    assertThat(index.cover(rest, segment(rest))).isTrue();
    assertThat(index.waiting(9)).isEmpty();
    assertThat(index.newestHistory()).isZero();
    assertThat(uncovered(KEYED)).isEmpty();
    List<Long> segments = index.segments().stream().map(RowIndex.Head::id).toList();
    assertThat(segments).hasSize(2);
    KeySegment joined = KeySegment.joined(segments.stream().map(index::segment).toList());
    assertThat(index.replace(segments, joined)).isTrue();
    assertThat(index.replace(segments, joined)).isFalse();
    assertThat(index.segments())
        .extracting(RowIndex.Head::entries)
        .containsExactly((long) joined.size());
    assertThat(index.find(KEYED, entry(2))).containsExactlyElementsOf(first);
    assertThat(index.find(KEYED, entry(3))).containsExactly(keyed.get(2));
  }

  @Test
  void a_key_is_found_among_many_pages() {
    RowIndex index = records().index();
    List<@Nullable Object[]> many = new ArrayList<>();
    LongStream.range(1, 3 * KeySegment.PAGE).forEach(id -> many.add(person(id, "p" + id)));
    TargetKit.load(target, many);
    List<Long> loads = index.waiting(9).stream().map(RowIndex.Waiting::id).toList();
    assertThat(index.cover(loads, segment(loads))).isTrue();

    for (long id = 1; id < many.size(); id += 37) {
      assertThat(index.find(KEYED, entry(id))).containsExactly(loads.get(0));
    }
    assertThat(index.find(KEYED, entry(999_999))).isEmpty();
  }
}
