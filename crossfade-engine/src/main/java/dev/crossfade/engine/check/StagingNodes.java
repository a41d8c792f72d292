package dev.crossfade.engine.check;

import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.audit.RowRecord;
import dev.crossfade.core.check.Measure;
import dev.crossfade.core.check.SchemaConformity;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.check.StagingInquiry;
import dev.crossfade.spi.check.StagingInquiry.Staged;
import dev.crossfade.spi.target.LoadRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nodes that are answered by what is in staging. */
final class StagingNodes {

  private static final int PAGE = 1_000;

  private StagingNodes() {}

  static Finding schema(StagingInquiry staging, EntityShape shape) {
    List<String> differences =
        staging
            .table(shape)
            .map(actual -> SchemaConformity.differences(shape.table(), actual))
            .orElse(List.of("there is no table of " + shape.name() + " in staging"));
    return Finding.of(
        differences.size() + " differences", "as planned", "", differences, List.of(), List.of());
  }

  /**
   * @param filtered whether some rows that are read do not belong to the entity
   */
  static Finding counts(
      StagingInquiry staging, EntityShape shape, boolean filtered, LoadRecords records) {
    Staged rows = staging.rows(shape);
    List<String> evidence = new ArrayList<>();
    long unaccounted = rows.read() - rows.loaded() - rows.refused();
    if (unaccounted < 0 || (unaccounted > 0 && !filtered)) {
      evidence.add(
          "%,d rows were read, but %,d loaded and %,d refused"
              .formatted(rows.read(), rows.loaded(), rows.refused()));
    }
    long surplus = rows.there() - rows.loaded();
    if (Math.abs(surplus) > rows.moved() && !cleared(records, shape.name())) {
      evidence.add(
          surplus > 0
              ? "%,d rows more are staged than were loaded".formatted(surplus)
              : "%,d rows that were loaded are not staged".formatted(-surplus));
    }
    return Finding.of(
        "%,d rows staged, %,d refused".formatted(rows.there(), rows.refused()),
        "%,d rows loaded of %,d read".formatted(rows.loaded(), rows.read()),
        "%,d touched since".formatted(rows.moved()),
        evidence,
        List.of(),
        List.of(Measure.of("rows", rows.loaded(), rows.there(), rows.moved())));
  }

  /** Whether a change of all rows was applied since, so that nobody can tell how many there are. */
  private static boolean cleared(LoadRecords records, String entity) {
    List<Long> loads = records.loadsOf(entity, Long.MAX_VALUE, PAGE);
    while (!loads.isEmpty()) {
      for (long id : loads) {
        Optional<LoadRecord> load = records.load(id);
        if (load.isPresent() && load.get().kind().equals("DRAIN") && clears(records, load.get())) {
          return true;
        }
      }
      loads = records.loadsOf(entity, loads.get(loads.size() - 1), PAGE);
    }
    return false;
  }

  private static boolean clears(LoadRecords records, LoadRecord load) {
    boolean[] found = {false};
    for (int part = 0; part < load.parts().size(); part++) {
      for (RowBlock block : records.blocks(load.id(), part)) {
        block.each((bytes, from, length) -> found[0] |= RowRecord.clears(bytes, from));
      }
    }
    return found[0];
  }
}
