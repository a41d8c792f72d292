package dev.crossfade.testkit.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table that a fence can be around: rows, transactions in flight, and who may write. Thread-safe.
 */
public final class MemoryShop {

  final Set<String> writers = new HashSet<>();
  final Set<String> taken = new HashSet<>();
  private final List<Object> inFlight = new ArrayList<>();
  private final Set<Long> rows = new HashSet<>();
  InMemoryFence.Kept kept = InMemoryFence.Kept.NONE;

  public MemoryShop(Set<String> writers) {
    this.writers.addAll(writers);
  }

  /** Begins to write: from the first row on it is in flight. */
  public synchronized void write(String writer, Object transaction) {
    if (!writers.contains(writer)) {
      throw new IllegalStateException(writer + " may not write");
    }
    if (!inFlight.contains(transaction)) {
      inFlight.add(transaction);
    }
  }

  /** Ends a transaction with these rows. */
  public synchronized void commit(Object transaction, Set<Long> written) {
    if (!written.isEmpty() && !inFlight.remove(transaction)) {
      throw new IllegalStateException("not in flight");
    }
    rows.addAll(written);
    notifyAll();
  }

  public synchronized void rollback(Object transaction) {
    inFlight.remove(transaction);
    notifyAll();
  }

  /** What we write ourselves, fence or not. */
  public synchronized void apply(Set<Long> others) {
    rows.addAll(others);
  }

  public synchronized Set<Long> rows() {
    return Set.copyOf(rows);
  }

  /** Whether anybody but us may begin to write. */
  public synchronized boolean open() {
    return !writers.isEmpty();
  }

  synchronized int inFlight() {
    return inFlight.size();
  }

  public synchronized void grant(String writer) {
    writers.add(writer);
  }

  public synchronized void revoke(String writer) {
    writers.remove(writer);
  }

  /** Who may write, in order. */
  public synchronized String rights() {
    return String.join(" ", writers.stream().sorted().toList());
  }
}
