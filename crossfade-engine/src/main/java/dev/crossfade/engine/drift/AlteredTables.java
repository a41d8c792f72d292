package dev.crossfade.engine.drift;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.spi.source.Misfit;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of one source that are not what they were. What rows of them mean is judged when the
 * first comes that does not fit; a table of which somebody has to decide is held from the position
 * before it, and its changes are kept as the log has them. One thread, that of the stream.
 */
public final class AlteredTables {

  private static final Logger LOG = LoggerFactory.getLogger(AlteredTables.class);

  private static final long LOOK_NANOS = 500_000_000L;
  private static final long CATALOG_NANOS = 15_000_000_000L;

  private final String source;
  private final SourceDatabase database;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final LongSupplier nanos;
  private final Map<TableId, Leeway> learned = new HashMap<>();
  private List<HeldTable> held = List.of();
  private String adopted = "";
  private long refreshedAt;
  private long lookedAt;

  /**
   * @param nanos a clock that only goes forward
   */
  public AlteredTables(
      String source,
      SourceDatabase database,
      TargetDatabase target,
      Mappings mappings,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.lookedAt = nanos.getAsLong();
    this.source = source;
    this.database = database;
    this.target = target;
    this.mappings = mappings;
  }

  /**
   * Reads anew which tables are held, and holds those of which somebody wants that.
   *
   * @return whether rows have to be read in another way than before
   */
  public boolean refresh(Applier applier, StreamState state) {
    refreshedAt = nanos.getAsLong();
    List<HeldTable> before = held;
    List<HeldTable> now = ours();
    for (HeldTable wanted : now) {
      if (wanted.state() == State.WANTED) {
        hold(wanted.table(), wanted.why(), applier, state);
      }
    }
    held = ours();
    adopted = held.stream().anyMatch(AlteredTables::decided) ? lastAdopted() : "";
    return !tables(before).equals(tables(held));
  }

  /** The same every now and then. */
  public boolean refreshed(Applier applier, StreamState state) {
    long now = nanos.getAsLong();
    if (now - refreshedAt < LOOK_NANOS) {
      return false;
    }
    boolean less = now - lookedAt >= CATALOG_NANOS && forgotten(now);
    return refresh(applier, state) || less;
  }

  /** Whether something that was learned does not hold any more; a source may be away. */
  private boolean forgotten(long now) {
    lookedAt = now;
    if (learned.values().stream().allMatch(each -> each.leftOut().isEmpty())) {
      return false;
    }
    try {
      List<TableSchema> catalog = database.catalog();
      Map<TableId, Leeway> before = Map.copyOf(learned);
      learned.replaceAll(
          (table, each) -> Concern.of(mappings.from(source, table)).stillTrue(each, catalog));
      return !learned.equals(before);
    } catch (ProblemException e) {
      LOG.debug("what was learned is looked at later: source={}", source, e);
      return false;
    }
  }

  private static boolean decided(HeldTable table) {
    return table.state() == State.RELEASED;
  }

  private String lastAdopted() {
    return target.acts().adopted().orElse("");
  }

  private List<HeldTable> ours() {
    return target.holds().all().stream().filter(each -> each.source().equals(source)).toList();
  }

  private static Set<TableId> tables(List<HeldTable> held) {
    return held.stream().map(HeldTable::table).collect(Collectors.toSet());
  }

  /** How the stream is read. */
  public Map<TableId, Leeway> leeways() {
    Map<TableId, Leeway> all = reading();
    held.forEach(each -> all.put(each.table(), Leeway.RAW));
    return all;
  }

  /** How rows are read that are not left as they are. */
  Map<TableId, Leeway> reading() {
    Map<TableId, Leeway> all = new HashMap<>(learned);
    for (TableId table : mappings.tables(source)) {
      Set<String> decided = target.holds().leftOut(source, table);
      if (!decided.isEmpty()) {
        all.merge(table, new Leeway(Leeway.Reading.READ, Set.of(), decided), AlteredTables::both);
      }
    }
    return all;
  }

  private static Leeway both(Leeway one, Leeway two) {
    Set<String> absent = new HashSet<>(one.absent());
    absent.addAll(two.absent());
    Set<String> leftOut = new HashSet<>(one.leftOut());
    leftOut.addAll(two.leftOut());
    return new Leeway(Leeway.Reading.READ, absent, leftOut);
  }

  /** The tables of which it is decided that what is kept goes on, by the mappings in use. */
  List<HeldTable> released() {
    return held.stream().filter(each -> decided(each) && mayGoOn(each)).toList();
  }

  private boolean mayGoOn(HeldTable table) {
    return table.mayGoOnBy(mappings.versions(source, table.table()))
        || mappings.version().equals(adopted);
  }

  /**
   * Learns from a problem how rows have to be read.
   *
   * @param state up to which everything is applied
   * @return false when it is not about a table, or its source has to wait
   */
  public boolean settled(Problem problem, Applier applier, StreamState state) {
    Misfit misfit = Misfit.of(problem).orElse(null);
    List<Numbered> readers = misfit == null ? List.of() : mappings.from(source, misfit.table());
    if (misfit == null || readers.isEmpty()) {
      return false;
    }
    Judgement judgement = Judgement.of(misfit, Concern.of(readers), database.catalog());
    LOG.info(
        "row does not fit: source={} table={} column={} outcome={} reason={}",
        source,
        misfit.table(),
        misfit.column(),
        judgement.outcome(),
        judgement.why().text());
    return switch (judgement.outcome()) {
      case MAY_LACK -> learn(misfit, new Leeway(Leeway.Reading.READ, one(misfit), Set.of()));
      case LEAVE_OUT -> learn(misfit, new Leeway(Leeway.Reading.READ, Set.of(), one(misfit)));
      case HOLD -> hold(misfit.table(), judgement.why(), applier, state);
      case STOP -> false;
    };
  }

  private static Set<String> one(Misfit misfit) {
    return Set.of(misfit.column());
  }

  /** What was learned before and did not help does not help again. */
  private boolean learn(Misfit misfit, Leeway more) {
    Leeway before = learned.getOrDefault(misfit.table(), Leeway.NONE);
    Leeway now = both(before, more);
    learned.put(misfit.table(), now);
    return !now.equals(before);
  }

  private boolean hold(TableId table, Alterations why, Applier applier, StreamState state) {
    HeldTable wanted =
        new HeldTable(source, table, State.HELD, state.applied(), Instant.EPOCH, why);
    try (StreamSession session = applier.begin(state, state, mappings.version())) {
      session.holdTable(wanted);
      committed(session.commit(0));
    }
    LOG.warn(
        "table held: source={} table={} position={} reason={}",
        source,
        table,
        state.applied().encoded(),
        why.text());
    held = ours();
    return true;
  }

  /** What was committed without an answer is found when it is looked at again. */
  static void committed(Outcome<Void> outcome) {
    if (outcome instanceof Outcome.NotDone<Void> notDone) {
      throw notDone.why().raise();
    }
    if (outcome instanceof Outcome.Unknown<Void> unknown) {
      throw EngineProblem.notCommitted(unknown.why());
    }
  }

  /** What people are told. */
  public Optional<Problem> trouble() {
    return held.stream()
        .filter(each -> each.state() == State.HELD)
        .findFirst()
        .map(this::undecided)
        .or(
            () ->
                held.stream()
                    .filter(each -> decided(each) && !mayGoOn(each))
                    .findFirst()
                    .map(this::decidedOtherwise));
  }

  private Problem undecided(HeldTable table) {
    return Problem.of(
        EngineProblem.TABLE_HELD,
        "table " + table.table() + " of " + source + " is held: " + table.reason(),
        "it was altered; its changes are kept since position "
            + table.since().encoded()
            + ", and everything else flows",
        "look at it with crossfade drift show, and decide: drift accept or drift ignore");
  }

  private Problem decidedOtherwise(HeldTable table) {
    return Problem.of(
        EngineProblem.TABLE_HELD,
        "table " + table.table() + " of " + source + " was accepted, and is held all the same",
        "its mappings here are not those that it was accepted with; its changes are kept since"
            + " position "
            + table.since().encoded(),
        "a run takes the folder's mappings within seconds, a server after crossfade apply; if it is"
            + " told then, too, decide again: drift show, drift accept");
  }
}
