package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.journal.Effect;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.JournalTail;
import dev.crossfade.oracle.journal.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a journal says the data must look like now. Immutable once read. */
final class Expectations {

  private static final long TOUCHES_ALL = 500;

  /** A table of a source. */
  record Subject(Source source, String table) {}

  private final Map<Subject, Map<String, Expected>> rows = new HashMap<>();

  /** Acknowledged and unknown appends: uid to key (register or token). */
  private final Map<Subject, Map<String, String>> appended = new HashMap<>();

  private final Map<Subject, Map<String, String>> maybe = new HashMap<>();
  private final Map<Source, Map<Integer, Entry>> markers = new HashMap<>();

  /** Acknowledged operations that left something to look at, which heartbeats do not. */
  private final Map<Source, Long> effective = new HashMap<>();

  private long acknowledged;

  /** Operations sent whose end was not read yet; a writer has at most one. */
  private final Map<String, Entry> open = new LinkedHashMap<>();

  static Expectations read(Path journal) throws IOException {
    Expectations expectations = new Expectations();
    try (JournalTail tail = new JournalTail(journal)) {
      tail.drain(expectations::line);
    }
    expectations.open.values().forEach(expectations::add);
    expectations.open.clear();
    return expectations;
  }

  long acknowledged() {
    return acknowledged;
  }

  /**
   * Whether so many operations were acknowledged that each of the source's tables is among them:
   * every table has more than one in twenty of the mix.
   */
  boolean touchedAll(Source source) {
    return effective.getOrDefault(source, 0L) >= TOUCHES_ALL;
  }

  Map<String, Expected> rows(Source source, String table) {
    return rows.getOrDefault(new Subject(source, table), Map.of());
  }

  /** Acknowledged uid (or token) to the register it was appended to. */
  Map<String, String> appended(Source source, String table) {
    return appended.getOrDefault(new Subject(source, table), Map.of());
  }

  /** The same for operations whose outcome is unknown. */
  Map<String, String> maybeAppended(Source source, String table) {
    return maybe.getOrDefault(new Subject(source, table), Map.of());
  }

  /** Each writer's last acknowledged operation. */
  Map<Integer, Entry> markers(Source source) {
    return markers.getOrDefault(source, Map.of());
  }

  /** An operation that has no end when its writer goes on was cut off by a kill: it may be done. */
  private void line(Entry entry) {
    String writer = entry.source() + "/" + entry.writer();
    Entry before = open.remove(writer);
    if (before != null && !before.uid().equals(entry.uid())) {
      add(before);
    }
    if (entry.outcome() == Outcome.INVOKE) {
      open.put(writer, entry);
    } else {
      add(entry);
    }
  }

  private void add(Entry entry) {
    if (entry.outcome() == Outcome.FAIL) {
      return;
    }
    boolean ok = entry.outcome() == Outcome.OK;
    if (ok) {
      acknowledged++;
      markers.computeIfAbsent(entry.source(), key -> new HashMap<>()).put(entry.writer(), entry);
      effective.merge(entry.source(), entry.effects().isEmpty() ? 0L : 1L, Long::sum);
    }
    for (Effect effect : entry.effects()) {
      apply(entry, effect, ok);
    }
  }

  private void apply(Entry entry, Effect effect, boolean ok) {
    Subject subject = new Subject(entry.source(), effect.table());
    String uid = entry.uid();
    switch (effect.kind()) {
      case PUT -> state(subject, effect.key(), uid, uid, ok);
      case DELETE, REFUSED -> state(subject, effect.key(), Expected.ABSENT, uid, ok);
      case COUNT -> {
        int equals = effect.key().indexOf('=');
        String number = effect.key().substring(equals + 1);
        state(subject, effect.key().substring(0, equals), number, uid, ok);
      }
      case APPEND ->
          (ok ? appended : maybe)
              .computeIfAbsent(subject, key -> new HashMap<>())
              .put(uid, effect.key());
      case LOG ->
          (ok ? appended : maybe)
              .computeIfAbsent(subject, key -> new HashMap<>())
              .put(effect.key(), uid);
      case TRANSFER -> {}
    }
  }

  private void state(Subject subject, String key, String state, String uid, boolean ok) {
    Expected expected =
        rows.computeIfAbsent(subject, s -> new HashMap<>())
            .computeIfAbsent(key, k -> new Expected());
    if (ok) {
      expected.certainly(state, uid);
    } else {
      expected.perhaps(state, uid, Expected.UNTOUCHED);
    }
  }
}
