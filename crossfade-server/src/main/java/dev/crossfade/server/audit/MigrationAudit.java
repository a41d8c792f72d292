package dev.crossfade.server.audit;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.audit.AuditProblem;
import dev.crossfade.engine.audit.Exporting;
import dev.crossfade.engine.audit.LoadForwarder;
import dev.crossfade.engine.audit.RowHistory;
import dev.crossfade.engine.audit.Sealer;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditSearch;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * The audit log of a migration's control store, with the key and the checkpoints of this machine.
 */
public final class MigrationAudit implements AutoCloseable {

  private final ControlStore store;
  private final TargetDatabase target;
  private final Path key;
  private final CheckpointFile checkpoints;
  private final String actor;
  private boolean prepared;

  /**
   * @param key file of the key, made when it is needed first
   * @param checkpoints file of the checkpoints
   */
  public MigrationAudit(
      ControlStore store, TargetDatabase target, Path key, Path checkpoints, String actor) {
    this.store = store;
    this.target = target;
    this.key = key;
    this.checkpoints = new CheckpointFile(checkpoints);
    this.actor = actor;
  }

  /** Creates the log if need be. */
  private void prepare() {
    if (!prepared) {
      store.prepare();
      prepared = true;
    }
  }

  /** Brings what is committed into the log. */
  public long forward() {
    prepare();
    return new LoadForwarder(target.records(), store.audit()).forward();
  }

  /** Brings what is committed into the log and signs it. */
  public SignedNote seal() {
    forward();
    return sealer().seal();
  }

  private Sealer sealer() {
    NoteSigner signer = new KeyFile(key).signer(store.audit().origin());
    return new Sealer(store, signer, List.of(checkpoints), Clock.systemUTC(), actor);
  }

  /** Signs by a new key from here on, which takes the place of the old one in its file. */
  public SignedNote changeKey(Path next) {
    forward();
    return sealer().changeKey(new KeyFile(next).signer(store.audit().origin()));
  }

  /** Leaves that fit, newest first. */
  public List<Found> search(AuditSearch wanted) {
    forward();
    return store.audit().search(wanted).stream().map(Found::of).toList();
  }

  /**
   * A leaf that was found.
   *
   * @param index its place
   * @param leaf what it says
   */
  public record Found(long index, Leaf leaf) {
    static Found of(AuditLine line) {
      return new Found(line.index(), Leaf.parse(line.content()));
    }
  }

  /**
   * Writes the log as far as it is signed, or, if it is not what was signed, as it is: somebody has
   * to find out what was done to it.
   *
   * @param onProblem hears why the log could not be signed
   * @return how many leaves that are
   */
  public long export(Consumer<BundleLine> out, Consumer<Problem> onProblem) {
    long until = Long.MAX_VALUE;
    try {
      until = Checkpoint.parse(seal().text()).size();
    } catch (ProblemException e) {
      if (e.problem().code() != AuditProblem.LOG_TAMPERED) {
        throw e;
      }
      onProblem.accept(e.problem());
    }
    return new Exporting(store, out).everything(until);
  }

  /** Writes proofs of everything that happened to a row; what that was. */
  public List<RowHistory.Done> prove(
      EntityShape entity, Key row, List<SignedNote> kept, Consumer<BundleLine> out) {
    SignedNote newest = seal();
    List<RowHistory.Done> history = new RowHistory(target.records(), entity, row).all();
    new Exporting(store, out).history(newest, kept, history);
    return history;
  }

  @Override
  public void close() {
    store.close();
  }
}
