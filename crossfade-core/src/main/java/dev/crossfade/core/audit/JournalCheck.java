package dev.crossfade.core.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whether the leaves of each migration's journal are its versions, one after the other. */
final class JournalCheck {

  private final Map<String, Long> versions = new HashMap<>();

  Optional<Finding> take(long index, Leaf leaf) {
    if (leaf.kind() != LeafKind.JOURNAL) {
      return Optional.empty();
    }
    if (!(leaf.body().get("version") instanceof Long version)) {
      return Optional.of(
          Finding.leaf(FindingKind.LEAF_MALFORMED, index, "is a journal's without its version"));
    }
    Long before = versions.put(leaf.subject(), version);
    // a journal may be older than the log, so it begins where it begins
    return before == null || version == before + 1
        ? Optional.empty()
        : Optional.of(
            Finding.leaf(
                FindingKind.JOURNAL_BROKEN,
                index,
                "has version %d of the journal of %s, which stood at %d"
                    .formatted(version, leaf.subject(), before)));
  }
}
