package dev.crossfade.server.audit;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.audit.ActForwarder;
import dev.crossfade.engine.audit.LoadForwarder;
import dev.crossfade.engine.audit.RowHistory;
import dev.crossfade.spi.audit.AuditSearch;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The audit log of a migration's control store, and what its loads did, which is in the target. */
public final class MigrationAudit implements AutoCloseable {

  private final ControlStore store;
  private final TargetDatabase target;
  private final StoreAudit log;
  private boolean prepared;

  /**
   * @param data folder in which key and checkpoints are
   * @param key file of the key, made when it is needed first; null for the one in the folder
   */
  public MigrationAudit(ControlStore store, TargetDatabase target, Path data, @Nullable Path key) {
    this.store = store;
    this.target = target;
    this.log = StoreAudit.in(data, key, store);
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
    return new ActForwarder(target.acts(), store.audit()).forward()
        + new LoadForwarder(target.records(), store.audit()).forward();
  }

  /** Brings what is committed into the log and signs it. */
  public SignedNote seal() {
    forward();
    return log.seal();
  }

  /**
   * Brings what is committed into the log, signs it, and signs a text by the same key.
   *
   * @param text made of the checkpoint that was signed
   */
  public SignedNote certify(UnaryOperator<String> text) {
    return log.sign(text.apply(seal().format()));
  }

  /** Signs by a new key from here on, which takes the place of the old one in its file. */
  public SignedNote changeKey(Path next) {
    forward();
    return log.changeKey(next);
  }

  /** Leaves that fit, newest first. */
  public List<StoreAudit.Found> search(AuditSearch wanted) {
    forward();
    return log.search(wanted);
  }

  /**
   * Writes the log as far as it is signed, or, if it is not what was signed, as it is: somebody has
   * to find out what was done to it.
   *
   * @param onProblem hears why the log could not be signed
   * @return how many leaves that is
   */
  public long export(Consumer<BundleLine> out, Consumer<Problem> onProblem) {
    forward();
    StoreAudit.Extent extent = log.extent();
    Problem problem = extent.problem();
    if (problem != null) {
      onProblem.accept(problem);
    }
    return log.export(extent, out);
  }

  /** Writes proofs of everything that happened to a row; what that was. */
  public List<RowHistory.Done> prove(
      EntityShape entity, Key row, List<SignedNote> kept, Consumer<BundleLine> out) {
    forward();
    List<RowHistory.Done> history = new RowHistory(target.records(), entity, row).all();
    log.prove(history, kept, out);
    return history;
  }

  @Override
  public void close() {
    store.close();
  }
}
