package dev.crossfade.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowOp;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.RowIndex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The history of a row is the same by the index, without it, and by all records. */
class RowIndexingTest {

  private final AuditedPeople people = new AuditedPeople();
  private final RowIndex index = people.target().records().index();

  private List<RowOp> quick(long id) {
    return ops(people.row(id).all());
  }

  private List<RowOp> thorough(long id) {
    LoadRecords records = people.target().records();
    return ops(
        new ThoroughHistory(people.store().audit(), records, "person", people.row(id))
            .all("memory"));
  }

  private static List<RowOp> ops(List<RowHistory.Done> history) {
    return RowHistory.steps(history).stream().map(step -> step.record().op()).toList();
  }

  @Test
  void whatIsCoveredIsFoundAsBefore() {
    people.history(40);
    List<List<RowOp>> before = new ArrayList<>();
    for (long id = 1; id <= 50; id++) {
      people.change(
          List.of(Key.of(id - 1)), List.of(people.row(id, "again"), people.row(9, "hot")));
    }
    for (long id = 1; id <= 50; id++) {
      before.add(quick(id));
    }
    RowIndexing indexing = new RowIndexing(index, 7, 3);
    assertThat(indexing.keep()).as("history was just copied").isZero();
    assertThat(indexing.keep()).isGreaterThan(40);
    assertThat(index.segments().size()).isLessThanOrEqualTo(4);
    assertThat(index.waiting(99)).hasSizeLessThan(7);
    people.forward();
    for (long id = 1; id <= 50; id++) {
      assertThat(quick(id)).isEqualTo(before.get((int) id - 1)).isEqualTo(thorough(id));
    }
    assertThat(quick(9)).hasSizeGreaterThan(50);
    assertThat(quick(999)).isEmpty();
  }

  @Test
  void fewRecordsAreNotWorthASegment() {
    people.history(40);
    RowIndexing indexing = new RowIndexing(people.target().records());
    indexing.keep();
    assertThat(indexing.keep()).isZero();
    assertThat(index.segments()).isEmpty();
  }

  @Test
  void nothingIsCoveredWhileHistoryComesOn() {
    people.plan(2);
    people.chunk(5);
    RowIndexing indexing = new RowIndexing(index, 1, 3);
    assertThat(indexing.keep()).isZero();
    people.chunk(5);
    assertThat(indexing.keep()).isZero();
    assertThat(indexing.keep()).isPositive();
  }

  @Test
  void recordsThatAreNotThoseOfTheLogAreTold() {
    people.history(40);
    people.change(List.of(), List.of(people.row(7, "renamed")));
    people.forward();
    assertThat(thorough(7)).containsExactly(RowOp.SET, RowOp.SET);

    LoadRecord load = people.target().records().load(1).orElseThrow();
    AuditLog log = people.store().audit();
    LoadRecord never =
        new LoadRecord(
            99, "memory", "STREAM", "crm", null, "v1", "run", "eve", load.at(), 1, 0, load.parts());
    log.append(List.of(never.leaf()));
    assertThatThrownBy(() -> thorough(7)).hasMessageContaining("CF-5104");
  }
}
