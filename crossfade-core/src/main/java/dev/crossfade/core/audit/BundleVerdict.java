package dev.crossfade.core.audit;

import java.util.List;

/**
 * What a bundle shows.
 *
 * @param log what was found about the log
 * @param leaves leaves that are proven to be in the log
 * @param rows records that are proven to be in the log, in its order
 */
public record BundleVerdict(LogVerdict log, List<Leaf> leaves, List<ProvenRow> rows) {

  public BundleVerdict {
    leaves = List.copyOf(leaves);
    rows = List.copyOf(rows);
  }
}
