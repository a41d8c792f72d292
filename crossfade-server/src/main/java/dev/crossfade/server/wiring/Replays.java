package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.MappingVersion;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.replay.Corrections;
import dev.crossfade.engine.replay.Fixes;
import dev.crossfade.engine.replay.Trial;
import dev.crossfade.engine.replay.Trials;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tries parked rows, and asks for them to be written: as they are, corrected, or by new rules. */
public final class Replays implements AutoCloseable {

  private static final long LOOK_MILLIS = 200;

  private final Connected connected;
  private final TargetDatabase target;
  private final ParkedRows rows;
  private final MappingsInUse inUse;

  private Replays(Connected connected) {
    this.connected = connected;
    this.target = connected.target();
    this.inUse = new MappingsInUse(connected.compiled(), target.progress());
    this.rows = new ParkedRows(connected.spec(), target, connected.openControl());
  }

  /** Opens everything that the folder names. */
  public static Replays open(Path folder, Map<String, String> environment) {
    return open(Connected.open(folder, environment));
  }

  /** The same as a run will once it is decided that these tables are what they are now. */
  static Replays openAccepted(
      Path folder, Map<String, String> environment, List<HeldTable> accepted, Standing standing) {
    Connected connected = Connected.openAccepted(folder, environment, accepted);
    connected.target().under(standing.epoch());
    return open(connected);
  }

  private static Replays open(Connected connected) {
    try {
      return new Replays(connected);
    } catch (RuntimeException e) {
      connected.close();
      throw e;
    }
  }

  /** The rows that are parked. */
  public ParkedRows rows() {
    return rows;
  }

  /** What would become of rows by the mappings of the folder; changes nothing. */
  public Trial attempt(Selection what, List<Correction> proposed) {
    List<Correction> all = new ArrayList<>(target.acts().corrections());
    all.addAll(proposed);
    Mappings mappings =
        Mappings.known(connected.compiled(), target.progress(), Corrections.of(all));
    return new Trials(mappings, connected.sources(), target.quarantine()).run(what);
  }

  /**
   * The corrections that give rows these values.
   *
   * @param values by source column
   */
  public List<Correction> corrections(Selection what, Map<String, Optional<String>> values) {
    if (values.isEmpty()) {
      throw notCorrectable("no value is given: --set COLUMN=VALUE or --set-null COLUMN");
    }
    Mappings mappings = Mappings.known(connected.compiled(), target.progress(), new Corrections());
    Fixes fixes = new Fixes(mappings, target.quarantine());
    try {
      fixes.correct(what, values);
    } catch (IllegalArgumentException e) {
      throw notCorrectable(String.valueOf(e.getMessage()));
    }
    if (fixes.left() > 0) {
      throw notCorrectable(
          fixes.left() + " of the rows have no key in their source, or the target refused them");
    }
    return fixes.corrections();
  }

  private static RuntimeException notCorrectable(String why) {
    return Problem.of(
            ServerProblem.NOT_CORRECTABLE,
            "These values cannot be corrected like this.",
            why + ".",
            "Correct the rule instead, choose other rows with --group or --row, or discard them.")
        .raise();
  }

  /** Asks for rows to be mapped and written again. */
  public Act replay(Selection what, List<Correction> corrections, String reason) {
    AllLive.require(target);
    inUse.require();
    return rows.told(target.acts().replay(what, corrections, Processes.user(), reason));
  }

  /** Mappings that are not those that rows are written with. */
  public List<MappingVersion> changed() {
    return inUse.changed();
  }

  /** The mappings of the folder. */
  CompiledMigration compiled() {
    return connected.compiled();
  }

  /** Lets the mappings of the folder take the place of those that rows are written with. */
  public Act adopt(String reason) {
    AllLive.require(target);
    List<Problem> problems = inUse.notAdoptable();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return rows.told(target.acts().adopt(compiled().version(), Processes.user(), reason));
  }

  /** Waits until a replay is done; how far it is. */
  public List<Replay> await(Act act, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    List<Replay> parts = target.acts().parts(act.id());
    while (open(parts) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      parts = target.acts().parts(act.id());
    }
    return parts;
  }

  private static boolean open(List<Replay> parts) {
    return parts.stream().anyMatch(part -> part.state() == Replay.State.OPEN);
  }

  /** Whether somebody may be there to carry it out. */
  public boolean mayBeFollowed() {
    return connected.mayBeFollowed();
  }

  @Override
  public void close() {
    rows.close();
    connected.close();
  }
}
