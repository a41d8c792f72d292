package dev.crossfade.engine.audit;

import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.audit.LoadPart;
import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowTree;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditSearch;
import dev.crossfade.spi.target.LoadRecords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds everything that loads did to a row without believing the index, or the target: of each load
 * that the log has of the migration, all records of the entity are read, and have to be those that
 * its leaf was sealed with. So what is not found did not happen. One thread.
 */
public final class ThoroughHistory {

  private static final int PAGE = 500;

  private final AuditLog log;
  private final LoadRecords records;
  private final RowHistory row;
  private final String entity;

  /**
   * @param log that all loads were brought into
   */
  public ThoroughHistory(AuditLog log, LoadRecords records, String entity, RowHistory row) {
    this.log = log;
    this.records = records;
    this.row = row;
    this.entity = entity;
  }

  /**
   * The whole history, oldest first.
   *
   * @throws dev.crossfade.core.problem.ProblemException when the records of a load are not those
   *     that the log has sealed
   */
  public List<RowHistory.Done> all(String migration) {
    List<RowHistory.Done> found = new ArrayList<>();
    long before = Long.MAX_VALUE;
    while (true) {
      List<AuditLine> lines =
          log.search(new AuditSearch(LeafKind.LOAD, null, migration, null, null, before, PAGE));
      if (lines.isEmpty()) {
        found.sort(Comparator.comparingLong(done -> done.load().id()));
        return found;
      }
      for (AuditLine line : lines) {
        row.done(sealed(line, migration)).ifPresent(found::add);
      }
      before = lines.get(lines.size() - 1).index();
    }
  }

  /** The load of a leaf, whose records are as they were. */
  private LoadRecord sealed(AuditLine line, String migration) {
    Optional<LoadRecord> load = LoadRecord.ofLeaf(line.content()).flatMap(records::load);
    if (load.isEmpty() || !load.get().leaf().content().equals(line.content())) {
      throw altered(migration, line, "The target does not have the load of this leaf.");
    }
    List<LoadPart> parts = load.get().parts();
    for (int part = 0; part < parts.size(); part++) {
      if (parts.get(part).entity().equals(entity)) {
        if (!intact(load.get().id(), part, parts.get(part))) {
          throw altered(migration, line, "Its records have another root than the leaf says.");
        }
      }
    }
    return load.get();
  }

  private boolean intact(long load, int place, LoadPart part) {
    RowTree tree = new RowTree();
    try {
      records.blocks(load, place).forEach(tree::add);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return tree.root().equals(part.root());
  }

  private static RuntimeException altered(String migration, AuditLine line, String why) {
    return Problem.of(
            AuditProblem.RECORDS_ALTERED,
            "Records of rows of " + migration + " were altered: leaf " + line.index() + ".",
            why,
            "Somebody has changed tables of schema crossfade in the target. Take them from a backup"
                + " to compare; export the log and verify it, too.")
        .raise();
  }
}
