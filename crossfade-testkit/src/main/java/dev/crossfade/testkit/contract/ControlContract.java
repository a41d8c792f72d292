package dev.crossfade.testkit.contract;

import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of a control store's ports have in common. */
public abstract class ControlContract {

  private static final AtomicLong NUMBERS = new AtomicLong();
  static final Instant AT = Instant.parse("2026-01-02T03:04:05.123456Z");

  /** What is lost of a commit. */
  public enum Loss {
    /** It never arrives. */
    REQUEST,
    /** It happens, but nobody is told. */
    ANSWER
  }

  /** The store under test, prepared. */
  protected ControlStore store;

  /** A migration that was never heard of. */
  protected String migration;

  /** Opens the store; all that are opened in one process share their content. */
  protected abstract ControlStore open();

  /** Opens the store so that its next append loses this. */
  protected abstract ControlStore openLossy(Loss loss);

  /** Lets this time pass for the store. */
  protected abstract void elapse(Duration time);

  @BeforeEach
  final void prepare() {
    store = open();
    store.prepare();
    migration = "kit-" + NUMBERS.incrementAndGet();
  }

  @AfterEach
  final void close() {
    store.close();
  }

  static String draw() {
    return "append-" + NUMBERS.incrementAndGet();
  }

  final Append asked(long after, String... events) {
    return owned(0, after, events);
  }

  final Append owned(long epoch, long after, String... events) {
    return new Append(migration, draw(), after, epoch, AT, "kit", List.of(events));
  }

  final Journal journal() {
    return store.journal();
  }

  final List<String> events() {
    return journal().read(migration, 0).stream().map(entry -> entry.event()).toList();
  }

  static long version(Appended appended) {
    return ((Appended.Written) appended).version();
  }
}
