package dev.crossfade.core.audit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which key signs a log at which size, as its own leaves say, beginning with one that is trusted.
 */
public final class KeyChain {

  private final @Nullable NoteKey trusted;
  private final TreeMap<Long, NoteKey> from = new TreeMap<>();
  private String origin = "";

  /**
   * @param trusted the key known from elsewhere; null to believe the log's first leaf
   */
  public KeyChain(@Nullable NoteKey trusted) {
    this.trusted = trusted;
  }

  /** Takes what a leaf says about keys; what is wrong with it, if anything. */
  public Optional<Finding> take(long index, Leaf leaf) {
    try {
      if (leaf.kind() == LeafKind.LOG) {
        return start(index, Members.text(leaf.body(), "origin"));
      }
      if (leaf.kind() != LeafKind.KEY) {
        return Optional.empty();
      }
      return LogStart.isFirstKey(leaf.body())
          ? first(index, NoteKey.parse(Members.text(leaf.body(), "after")))
          : change(index, KeyChange.of(leaf.body()));
    } catch (IllegalArgumentException e) {
      return Optional.of(
          Finding.leaf(FindingKind.KEY_UNPROVEN, index, "states no key: " + e.getMessage()));
    }
  }

  private Optional<Finding> start(long index, String name) {
    if (index != 0) {
      return Optional.of(
          Finding.leaf(FindingKind.FOREIGN, index, "is the beginning of a log, but not here"));
    }
    origin = name;
    return Optional.empty();
  }

  private Optional<Finding> first(long index, NoteKey key) {
    if (!from.isEmpty()) {
      return Optional.of(
          Finding.leaf(FindingKind.KEY_UNPROVEN, index, "names a first key, but there is one"));
    }
    from.put(index + 1, key);
    return trusted == null || trusted.equals(key)
        ? Optional.empty()
        : Optional.of(
            Finding.leaf(
                FindingKind.FOREIGN,
                index,
                "names the key " + key + ", not the trusted " + trusted));
  }

  private Optional<Finding> change(long index, KeyChange change) {
    if (!at(index).filter(change.before()::equals).isPresent() || !change.proven(origin)) {
      return Optional.of(
          Finding.leaf(
              FindingKind.KEY_UNPROVEN,
              index,
              "changes the key to " + change.after() + " without both keys' signatures"));
    }
    from.put(index + 1, change.after());
    return Optional.empty();
  }

  /** The key that signs a log of this size. */
  Optional<NoteKey> at(long size) {
    if (trusted != null && from.headMap(size, true).size() < 2) {
      return Optional.of(trusted);
    }
    Map.Entry<Long, NoteKey> entry = from.floorEntry(size);
    return entry == null ? Optional.empty() : Optional.of(entry.getValue());
  }

  /** The newest key. */
  public Optional<NoteKey> last() {
    return at(Long.MAX_VALUE);
  }

  String origin() {
    return origin;
  }
}
