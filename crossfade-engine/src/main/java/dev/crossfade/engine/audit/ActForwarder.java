package dev.crossfade.engine.audit;

import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Acts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings what people did to rows of a target into the audit log, as {@link LoadForwarder} brings
 * loads.
 */
public final class ActForwarder {

  private static final int PAGE = 200;

  private final Acts acts;
  private final AuditLog log;

  public ActForwarder(Acts acts, AuditLog log) {
    this.acts = acts;
    this.log = log;
  }

  /** Brings all of them; how many that were. */
  public long forward() {
    long brought = 0;
    while (true) {
      List<Act> pending = acts.pending(PAGE);
      if (pending.isEmpty()) {
        return brought;
      }
      List<Long> places = log.append(pending.stream().map(Act::leaf).toList());
      Map<Long, Long> leaves = new HashMap<>();
      for (int i = 0; i < pending.size(); i++) {
        leaves.put(pending.get(i).id(), places.get(i));
      }
      acts.logged(leaves);
      brought += pending.size();
    }
  }
}
