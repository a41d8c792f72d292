package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.compare.BucketDigests;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Pause;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies published entities on live systems: reads the sources again, maps again, and compares
 * with production. Changes nothing but the marks it writes into the sources' logs. Needs a running
 * stream to decide about rows that change meanwhile; without one such rows make the answer unknown.
 * Thread-safe; one entity is compared at a time per call.
 */
public final class Verifier implements EntityComparison {

  private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

  private final Parties parties;
  private final Unlogged unlogged;
  private final LongAdder rowsRead = new LongAdder();
  private final Recording recording;

  public Verifier(
      CompiledMigration migration,
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      VerifySettings settings,
      Clock clock,
      Pause pause) {
    this(new Parties(migration, sources, target, settings, clock, pause), true);
  }

  private Verifier(Parties parties, boolean asked) {
    this.parties = parties;
    this.unlogged = new Unlogged(parties);
    this.recording = new Recording(parties, unlogged, asked);
  }

  /**
   * The same for who compares though nobody asked: what could not be known is answered and not
   * kept, since it would take the place of what is known.
   */
  public Verifier unasked() {
    return new Verifier(parties, false);
  }

  Parties parties() {
    return parties;
  }

  /** Version of the mappings of an entity, as its verdicts have it. */
  public String version(String entity) {
    return parties.scope(entity).version();
  }

  /** Rows read so far from both sides, for progress. */
  public long rowsRead() {
    return rowsRead.sum();
  }

  @Override
  public Verdict verify(String entity) throws InterruptedException {
    return full(entity, "", PassObserver.NONE);
  }

  /** The same; somebody else looks at the rows that are read. */
  public Verdict observed(String entity, PassObserver observer) throws InterruptedException {
    return full(entity, "", observer);
  }

  /**
   * Full passes in place of what was asked for.
   *
   * @param why the verdicts say: in words that go on after "because"
   */
  public EntityComparison because(String why) {
    return entity -> full(entity, why, PassObserver.NONE);
  }

  /**
   * Compares all rows.
   *
   * @param because why, where upkeep was asked for, else empty
   */
  Verdict full(String entity, String because) throws InterruptedException {
    return full(entity, because, PassObserver.NONE);
  }

  private Verdict full(String entity, String because, PassObserver observer)
      throws InterruptedException {
    Instant started = parties.clock().instant();
    Scope scope = parties.scope(entity);
    Map<String, Bookmark> bookmarks =
        Unlogged.counted(parties.bookmarks(scope.sources()), unlogged.count(entity));
    String held = hindrance(scope);
    try {
      if (held.isEmpty()) {
        return compared(scope, because, started, bookmarks, observer);
      }
    } catch (ProblemException e) {
      held = unlike(scope, e);
    }
    return unknown(scope, started, held);
  }

  /**
   * A difference may be what was done to a table a moment ago, of which the stream knows nothing.
   */
  private String altered(Scope scope, Findings findings) {
    return findings.mismatchCount() > 0 ? AlteredScope.of(parties, scope) : "";
  }

  /** Why rows of an entity cannot be compared just now, of which reading them failed. */
  private String unlike(Scope scope, ProblemException failure) {
    String held = hindrance(scope);
    String why = held.isEmpty() ? AlteredScope.of(parties, scope) : held;
    if (why.isEmpty()) {
      throw failure;
    }
    LOG.warn("not compared: entity={} reason={}", scope.shape().name(), why, failure);
    return why;
  }

  private Verdict unknown(Scope scope, Instant started, String held) {
    Verdict verdict =
        verdict(scope, new Findings(), 0, Map.of(), started, Coverage.Full.ASKED, Map.of(), held);
    record(verdict);
    return verdict;
  }

  private Verdict compared(
      Scope scope,
      String because,
      Instant started,
      Map<String, Bookmark> bookmarks,
      PassObserver observer)
      throws InterruptedException {
    Findings findings = new Findings();
    Fence fence = parties.fence();
    BothSides sides = sides(scope);
    int buckets = BucketDigests.bucketsFor(estimate(scope));
    VerifySettings settings = parties.settings();
    QuarantineStore quarantine = parties.target().quarantine();
    KeyedComparison.Totals totals;
    if (scope.shape().appendOnly()) {
      totals =
          new AppendOnlyComparison(
                  scope, sides, fence, parties.pause(), settings, buckets, quarantine, observer)
              .compare(findings);
    } else {
      Suspects suspects = new Suspects();
      totals =
          new KeyedComparison(scope, sides, fence, buckets, observer)
              .findSuspects(suspects, findings);
      if (suspects.size() > 0) {
        try (KeyReaders readers = KeyReaders.open(parties)) {
          judge(scope, readers, fence, suspects.slices(), KeyedRecheck::judge, findings);
        }
      }
      if (observer != PassObserver.NONE && !findings.differing().isEmpty()) {
        observer.differing(new DifferingRows(scope, sides).read(findings.differing()));
      }
    }
    new RefusedWithoutKey(scope, sides, fence, parties.pause(), settings, quarantine)
        .judge(totals.nameless(), findings);
    return verdict(
        scope,
        findings,
        totals.compared(),
        totals.asOf(),
        started,
        new Coverage.Full(because, totals.digest()),
        bookmarks);
  }

  /**
   * Compares the touched rows only; the verdict is not recorded yet.
   *
   * @param readers of both sides; stay open
   * @param fence orders reads against what is published
   * @param held why the entity is not known, or empty
   */
  Verdict upkeep(Upkept entity, Touched touched, KeyReaders readers, Fence fence, String held)
      throws InterruptedException {
    Scope scope = entity.scope();
    Findings findings = new Findings();
    if (!touched.published()) {
      findings.fenceFailed();
    }
    String why = held;
    if (entity.keys().size() > 0 && held.isEmpty()) {
      List<Map<Key, Set<SourceRow>>> slices = entity.keys().slices();
      try {
        judge(scope, readers, fence, slices, KeyedRecheck::judgeProbable, findings);
        why = altered(scope, findings);
      } catch (ProblemException e) {
        why = unlike(scope, e);
      }
    }
    return verdict(
        scope,
        findings,
        entity.keys().size(),
        only(touched.asOf(), scope),
        touched.began(),
        new Coverage.Upkeep(entity.base().fullPass(), entity.keys().size(), entity.base().digest()),
        Unlogged.counted(only(touched.bookmarks(), scope), entity.base().unlogged()),
        why);
  }

  private BothSides sides(Scope scope) {
    return new BothSides(scope, parties.sources(), parties.target(), parties.settings(), rowsRead);
  }

  private static <V> Map<String, V> only(Map<String, V> all, Scope scope) {
    Map<String, V> some = new TreeMap<>(all);
    some.keySet().retainAll(scope.sources());
    return some;
  }

  private Verdict verdict(
      Scope scope,
      Findings findings,
      long compared,
      Map<String, Long> asOf,
      Instant started,
      Coverage coverage,
      Map<String, Bookmark> bookmarks) {
    String held = hindrance(scope);
    held = held.isEmpty() ? altered(scope, findings) : held;
    Verdict verdict = verdict(scope, findings, compared, asOf, started, coverage, bookmarks, held);
    record(verdict);
    return verdict;
  }

  /** The target remembers it, if it is about the mappings by which rows are written, and known. */
  void record(Verdict verdict) {
    recording.record(verdict);
  }

  /** The same of an upkeep; false when it does not stand any more. */
  boolean recordUpkeep(Verdict verdict) {
    return recording.recordUpkeep(verdict);
  }

  /** Whether rows of all entities are. */
  public boolean inUse() {
    return parties.migration().mappings().stream()
        .map(mapping -> mapping.entitySpec().name())
        .distinct()
        .allMatch(this::inUse);
  }

  /** Whether rows of an entity are written by these mappings. */
  public boolean inUse(String entity) {
    return recording.inUse(entity);
  }

  private Verdict verdict(
      Scope scope,
      Findings findings,
      long compared,
      Map<String, Long> asOf,
      Instant started,
      Coverage coverage,
      Map<String, Bookmark> bookmarks,
      String held) {
    boolean known = held.isEmpty();
    return new Verdict(
        scope.shape().name(),
        known ? result(findings) : Verdict.Result.UNKNOWN,
        compared,
        known ? findings.mismatchCount() : 0,
        known ? findings.mismatches() : List.of(),
        findings.unsettled(),
        findings.refused() + findings.parked(),
        findings.refused(),
        findings.discarded(),
        asOf(asOf),
        scope.version(),
        started,
        parties.clock().instant(),
        known ? coverage : new Coverage.Full(held),
        known ? bookmarks : Map.of());
  }

  /** The same of an entity by its name; empty where nothing does. */
  public String hindrance(String entity) {
    return hindrance(parties.scope(entity));
  }

  /** Why production does not hold what its sources have, and is not meant to yet. */
  String hindrance(Scope scope) {
    String held = heldTables(scope);
    return held.isEmpty() ? unlogged.renewal(scope) : held;
  }

  /** What production holds of a table whose changes are kept is not what its source has. */
  private String heldTables(Scope scope) {
    return heldTables(scope, parties.target().holds().all());
  }

  /** The same of tables that are known to be held. */
  static String heldTables(Scope scope, List<HeldTable> all) {
    return all.stream()
        .filter(held -> scope.reads(held.source(), held.table()))
        .findFirst()
        .map(held -> "the altered table " + held.table() + " of " + held.source() + " is held")
        .orElse("");
  }

  private void judge(
      Scope scope,
      KeyReaders readers,
      Fence fence,
      List<Map<Key, Set<SourceRow>>> slices,
      Judging judging,
      Findings findings)
      throws InterruptedException {
    KeyedRecheck recheck =
        new KeyedRecheck(
            scope,
            new SourceLookup(scope, new ExpectedRows(scope, readers.sources())),
            readers.production(),
            new ParkedImages(scope, parties.target().quarantine()),
            fence,
            parties.pause(),
            parties.settings());
    for (Map<Key, Set<SourceRow>> slice : slices) {
      judging.judge(recheck, slice, findings);
      rowsRead.add(slice.size());
    }
  }

  /** How rows are judged. */
  @FunctionalInterface
  private interface Judging {
    void judge(KeyedRecheck recheck, Map<Key, Set<SourceRow>> rows, Findings findings)
        throws InterruptedException;
  }

  private static Verdict.Result result(Findings findings) {
    if (findings.mismatchCount() > 0) {
      return Verdict.Result.DIFFERENT;
    }
    return findings.inconclusive() ? Verdict.Result.UNKNOWN : Verdict.Result.EQUAL;
  }

  private static long estimate(Scope scope) {
    List<CompiledMapping> mappings = scope.mappings();
    return mappings.stream()
        .mapToLong(mapping -> Math.max(0, mapping.sourceTable().estimatedRows()))
        .sum();
  }

  private static Map<String, String> asOf(Map<String, Long> marks) {
    Map<String, String> text = new TreeMap<>();
    marks.forEach((source, number) -> text.put(source, "mark " + number));
    return text;
  }
}
