package dev.crossfade.testkit.memory;

import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.audit.TreeHasher;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditSearch;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An audit log in memory; every call can fail. Thread-safe. */
final class InMemoryAudit implements AuditLog {

  private final FaultyCalls calls;
  private final List<AuditLine> lines = new ArrayList<>();
  private final Map<String, Long> places = new HashMap<>();

  InMemoryAudit(FaultyCalls calls) {
    this.calls = calls;
  }

  @Override
  public String origin() {
    return "crossfade.dev/audit/memory";
  }

  @Override
  public synchronized long size() {
    calls.enter("audit.size");
    return lines.size();
  }

  @Override
  public List<Long> append(List<Leaf> leaves) {
    calls.enter("audit.append");
    return put(leaves);
  }

  synchronized List<Long> put(List<Leaf> leaves) {
    return leaves.stream().map(leaf -> places.computeIfAbsent(leaf.id(), id -> put(leaf))).toList();
  }

  private long put(Leaf leaf) {
    String content = leaf.content();
    lines.add(new AuditLine(lines.size(), content, new TreeHasher().leaf(content)));
    return lines.size() - 1L;
  }

  @Override
  public synchronized List<AuditLine> read(long from, int max) {
    calls.enter("audit.read");
    return lines.stream().skip(from).limit(max).toList();
  }

  @Override
  public synchronized Optional<AuditLine> find(String id) {
    calls.enter("audit.find");
    return Optional.ofNullable(places.get(id)).map(place -> lines.get(place.intValue()));
  }

  @Override
  public synchronized List<AuditLine> search(AuditSearch wanted) {
    calls.enter("audit.search");
    return lines.stream()
        .filter(line -> line.index() < wanted.before() && fits(wanted, Leaf.parse(line.content())))
        .sorted(Comparator.comparingLong(AuditLine::index).reversed())
        .limit(wanted.max())
        .toList();
  }

  private static boolean fits(AuditSearch wanted, Leaf leaf) {
    LeafKind kind = wanted.kind();
    return (kind == null || kind == leaf.kind())
        && (wanted.actor() == null || leaf.actor().equals(wanted.actor()))
        && (wanted.subject() == null || leaf.subject().equals(wanted.subject()))
        && (wanted.from() == null || !leaf.at().isBefore(wanted.from()))
        && (wanted.until() == null || leaf.at().isBefore(wanted.until()));
  }
}
