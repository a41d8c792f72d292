package dev.crossfade.engine.audit;

import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.target.LoadRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings committed loads of a target into the audit log. While that cannot be reached they wait in
 * the target, and data flows on. Twice does no harm; several may do it at once.
 */
public final class LoadForwarder {

  private static final int PAGE = 200;

  private final LoadRecords records;
  private final AuditLog log;

  public LoadForwarder(LoadRecords records, AuditLog log) {
    this.records = records;
    this.log = log;
  }

  /** Brings all that is committed; how many loads that were. */
  public long forward() {
    long brought = 0;
    while (true) {
      List<LoadRecord> pending = records.pending(PAGE);
      if (pending.isEmpty()) {
        return brought;
      }
      List<Long> places = log.append(pending.stream().map(LoadRecord::leaf).toList());
      Map<Long, Long> leaves = new HashMap<>();
      for (int i = 0; i < pending.size(); i++) {
        leaves.put(pending.get(i).id(), places.get(i));
      }
      records.logged(leaves);
      brought += pending.size();
    }
  }
}
