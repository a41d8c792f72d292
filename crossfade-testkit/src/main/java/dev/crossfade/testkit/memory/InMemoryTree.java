package dev.crossfade.testkit.memory;

import dev.crossfade.core.audit.TreeHash;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.audit.SealedTree;
import dev.crossfade.spi.audit.TreeNode;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The tree over an audit log in memory; every call can fail. Thread-safe. */
final class InMemoryTree implements AuditTree {

  private final FaultyCalls calls;
  private final InMemoryAudit log;
  private final Map<String, TreeHash> nodes = new TreeMap<>();
  private final TreeMap<Long, TreeSet<String>> notes = new TreeMap<>();
  private SealedTree sealed = new SealedTree(0, List.of());

  InMemoryTree(FaultyCalls calls, InMemoryAudit log) {
    this.calls = calls;
    this.log = log;
  }

  @Override
  public synchronized SealedTree sealed() {
    calls.enter("tree.sealed");
    return sealed;
  }

  @Override
  public synchronized boolean extend(SealedTree from, SealedTree to, List<TreeNode> more) {
    calls.enter("tree.extend");
    if (from.size() != sealed.size()) {
      return false;
    }
    sealed = to;
    more.forEach(node -> nodes.put(node.level() + "/" + node.index(), node.hash()));
    return true;
  }

  @Override
  public synchronized List<TreeHash> hashes(int level, long from, int count) {
    calls.enter("tree.hashes");
    return level == 0
        ? log.read(from, count).stream().map(AuditLine::hash).toList()
        : LongStream.range(from, from + count)
            .mapToObj(index -> nodes.get(level + "/" + index))
            .filter(Objects::nonNull)
            .toList();
  }

  @Override
  public synchronized void publish(long size, String note) {
    calls.enter("tree.publish");
    notes.computeIfAbsent(size, none -> new TreeSet<>()).add(note);
  }

  @Override
  public synchronized List<String> checkpoints(long fromSize) {
    calls.enter("tree.checkpoints");
    return notes.tailMap(fromSize, true).values().stream().flatMap(TreeSet::stream).toList();
  }

  @Override
  public synchronized List<String> latest() {
    calls.enter("tree.latest");
    return notes.isEmpty() ? List.of() : List.copyOf(notes.lastEntry().getValue());
  }
}
