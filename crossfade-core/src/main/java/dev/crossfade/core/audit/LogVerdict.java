package dev.crossfade.core.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param origin of the log; empty when it does not say
 * @param size leaves that were looked at
 * @param covered leaves that the newest good checkpoint covers
 * @param key that signs the log's newest checkpoints
 * @param findings what is wrong, in the order of the log
 */
public record LogVerdict(
    String origin, long size, long covered, @Nullable NoteKey key, List<Finding> findings) {

  public LogVerdict {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong. */
  public boolean intact() {
    return findings.isEmpty();
  }
}
